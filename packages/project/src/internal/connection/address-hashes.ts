import { keccak256 } from 'ethers'

/** What ethers hashes to write an address with its checksum: forty characters. */
const addressLength = 40
const most = 4_096

const installed = new WeakSet<object>()

type Hash = (data: Uint8Array) => string | Uint8Array

/**
 * Remembers the hashes of addresses. ethers checks the checksum of every address of every transaction,
 * receipt and log anew, in plain JavaScript: an eighth of the time of a test suite, for the same few
 * addresses.
 */
export function rememberAddressHashes(): void {
  if (!installed.has(keccak256)) hashWith(keccak256._)
}

/** Has ethers hash with `hash`, and remember the hashes of addresses. */
export function hashWith(hash: Hash): void {
  installed.add(keccak256)
  const known = new Map<string, ReturnType<Hash>>()
  keccak256.register((data) => {
    if (data.length !== addressLength) return hash(data)
    const text = Buffer.from(data.buffer, data.byteOffset, data.length).toString('latin1')
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size >= most) known.clear()
    const made = hash(data)
    known.set(text, made)
    return made
  })
}
