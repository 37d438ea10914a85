import { pbkdf2Sync, scrypt } from 'node:crypto'

/** What a key costs to derive, as RFC 7914 names it. */
export interface ScryptCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by))
}

/** Four words that each change by the two before them, in the order of Salsa20's quarter round. */
const quarters = [
  [0, 4, 8, 12],
  [5, 9, 13, 1],
  [10, 14, 2, 6],
  [15, 3, 7, 11],
  [0, 1, 2, 3],
  [5, 6, 7, 4],
  [10, 11, 8, 9],
  [15, 12, 13, 14],
] as const

/** Salsa20/8 of 16 words, added to them. */
function salsa(words: Uint32Array, scratch: Int32Array): void {
  scratch.set(words)
  const at = (index: number): number => scratch[index] ?? 0
  for (let round = 0; round < 8; round += 2) {
    for (const [a, b, c, d] of quarters) {
      scratch[b] = at(b) ^ rotate((at(a) + at(d)) | 0, 7)
      scratch[c] = at(c) ^ rotate((at(b) + at(a)) | 0, 9)
      scratch[d] = at(d) ^ rotate((at(c) + at(b)) | 0, 13)
      scratch[a] = at(a) ^ rotate((at(d) + at(c)) | 0, 18)
    }
  }
  for (let i = 0; i < 16; i++) words[i] = ((words[i] ?? 0) + at(i)) | 0
}

/** BlockMix: from `block` into `out`, even parts before odd ones. */
function mixBlock(block: Uint32Array, out: Uint32Array, r: number): void {
  const words = block.slice(-16)
  const scratch = new Int32Array(16)
  for (let part = 0; part < 2 * r; part++) {
    for (let i = 0; i < 16; i++) words[i] = (words[i] ?? 0) ^ (block[part * 16 + i] ?? 0)
    salsa(words, scratch)
    out.set(words, ((part >> 1) + (part % 2) * r) * 16)
  }
}

/** ROMix, in place. */
function mixMemory(block: Uint32Array, { N, r }: ScryptCost): void {
  const size = 32 * r
  const memory = new Uint32Array(size * N)
  let [from, to] = [block.slice(), new Uint32Array(size)]
  for (let i = 0; i < N; i++) {
    memory.set(from, i * size)
    mixBlock(from, to, r)
    ;[from, to] = [to, from]
  }
  for (let i = 0; i < N; i++) {
    const start = ((from[size - 16] ?? 0) % N) * size
    for (let k = 0; k < size; k++) from[k] = (from[k] ?? 0) ^ (memory[start + k] ?? 0)
    mixBlock(from, to, r)
    ;[from, to] = [to, from]
  }
  block.set(from)
}

/** Scrypt of any cost, on this thread. */
export function scryptOfAnyCost(
  password: Uint8Array,
  salt: Uint8Array,
  cost: ScryptCost & { readonly length: number },
): Buffer {
  const { r, p, length } = cost
  const bytes = pbkdf2Sync(password, salt, 1, p * 128 * r, 'sha256')
  // Aligned, as words need it.
  const all = new Uint8Array(bytes)
  for (let i = 0; i < p; i++) mixMemory(new Uint32Array(all.buffer, i * 128 * r, 32 * r), cost)
  return pbkdf2Sync(password, all, 1, length, 'sha256')
}

/**
 * A key by scrypt, off the main thread. RFC 7914 has N below 2^(16r), which OpenSSL insists on and geth does not, nor
 * does the example of the Web3 Secret Storage format: such keys are derived here, in a second or two.
 */
export async function deriveByScrypt(
  password: Uint8Array,
  salt: Uint8Array,
  key: ScryptCost & { readonly length: number },
): Promise<Buffer> {
  const { N, r, p, length } = key
  if (N >= 2 ** (16 * r)) return scryptOfAnyCost(password, salt, key)
  const options = { N, r, p, maxmem: 256 * (N + p) * r + 2 ** 20 }
  return new Promise((resolve, reject) => {
    scrypt(password, salt, length, options, (error, found) => {
      if (error === null) resolve(found)
      else reject(error)
    })
  })
}
