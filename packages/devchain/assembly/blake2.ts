// The compression function F of BLAKE2b with any number of rounds (RFC 7693, 3.2, and EIP-152), as a module of its own:
// 1.4 KB that most chains never load.

const hashBytes: usize = 64
const messageBytes: usize = 128
const scheduleBytes: usize = 10 * messageBytes

const initialVector = memory.data<u64>([
  0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
  0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
])

/** Which words of the message each of ten rounds takes, in order. */
const sigma = memory.data<u8>([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
  11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
  7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
  9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
  2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
  12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
  13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
  6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
  10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
])

const inputBytes = memory.data(208, 8)
const state = memory.data(128, 8)

/** The words of the message in the order in which ten rounds take them: a round then only has to read on. */
const schedule = memory.data(1280, 8)

/** Where hash, message and offset are written, as in EIP-152. The new hash takes the place of the old. */
export function input(): usize {
  return inputBytes
}

/** Begins to compress the input. */
export function begin(isFinal: bool): void {
  const message = inputBytes + hashBytes
  const offset = message + messageBytes
  for (let place: usize = 0; place < hashBytes; place += 8) {
    store<u64>(state + place, load<u64>(inputBytes + place))
    store<u64>(state + hashBytes + place, load<u64>(initialVector + place))
  }
  store<u64>(state, load<u64>(state, 96) ^ load<u64>(offset), 96)
  store<u64>(state, load<u64>(state, 104) ^ load<u64>(offset, 8), 104)
  if (isFinal) store<u64>(state, ~load<u64>(state, 112), 112)
  for (let place: usize = 0; place < scheduleBytes; place += 8) {
    const word = <usize>load<u8>(sigma + (place >> 3))
    store<u64>(schedule + place, load<u64>(message + (word << 3)))
  }
}

/** Mixes for so many rounds, of which the first takes the message in its own order. */
export function mix(rounds: u32): void {
  let v0 = load<u64>(state, 0)
  let v1 = load<u64>(state, 8)
  let v2 = load<u64>(state, 16)
  let v3 = load<u64>(state, 24)
  let v4 = load<u64>(state, 32)
  let v5 = load<u64>(state, 40)
  let v6 = load<u64>(state, 48)
  let v7 = load<u64>(state, 56)
  let v8 = load<u64>(state, 64)
  let v9 = load<u64>(state, 72)
  let v10 = load<u64>(state, 80)
  let v11 = load<u64>(state, 88)
  let v12 = load<u64>(state, 96)
  let v13 = load<u64>(state, 104)
  let v14 = load<u64>(state, 112)
  let v15 = load<u64>(state, 120)
  let words = schedule
  for (; rounds != 0; rounds--) {
    // columns
    v0 += v4 + load<u64>(words)
    v12 = rotr<u64>(v12 ^ v0, 32)
    v8 += v12
    v4 = rotr<u64>(v4 ^ v8, 24)
    v0 += v4 + load<u64>(words, 8)
    v12 = rotr<u64>(v12 ^ v0, 16)
    v8 += v12
    v4 = rotr<u64>(v4 ^ v8, 63)
    v1 += v5 + load<u64>(words, 16)
    v13 = rotr<u64>(v13 ^ v1, 32)
    v9 += v13
    v5 = rotr<u64>(v5 ^ v9, 24)
    v1 += v5 + load<u64>(words, 24)
    v13 = rotr<u64>(v13 ^ v1, 16)
    v9 += v13
    v5 = rotr<u64>(v5 ^ v9, 63)
    v2 += v6 + load<u64>(words, 32)
    v14 = rotr<u64>(v14 ^ v2, 32)
    v10 += v14
    v6 = rotr<u64>(v6 ^ v10, 24)
    v2 += v6 + load<u64>(words, 40)
    v14 = rotr<u64>(v14 ^ v2, 16)
    v10 += v14
    v6 = rotr<u64>(v6 ^ v10, 63)
    v3 += v7 + load<u64>(words, 48)
    v15 = rotr<u64>(v15 ^ v3, 32)
    v11 += v15
    v7 = rotr<u64>(v7 ^ v11, 24)
    v3 += v7 + load<u64>(words, 56)
    v15 = rotr<u64>(v15 ^ v3, 16)
    v11 += v15
    v7 = rotr<u64>(v7 ^ v11, 63)
    // diagonals
    v0 += v5 + load<u64>(words, 64)
    v15 = rotr<u64>(v15 ^ v0, 32)
    v10 += v15
    v5 = rotr<u64>(v5 ^ v10, 24)
    v0 += v5 + load<u64>(words, 72)
    v15 = rotr<u64>(v15 ^ v0, 16)
    v10 += v15
    v5 = rotr<u64>(v5 ^ v10, 63)
    v1 += v6 + load<u64>(words, 80)
    v12 = rotr<u64>(v12 ^ v1, 32)
    v11 += v12
    v6 = rotr<u64>(v6 ^ v11, 24)
    v1 += v6 + load<u64>(words, 88)
    v12 = rotr<u64>(v12 ^ v1, 16)
    v11 += v12
    v6 = rotr<u64>(v6 ^ v11, 63)
    v2 += v7 + load<u64>(words, 96)
    v13 = rotr<u64>(v13 ^ v2, 32)
    v8 += v13
    v7 = rotr<u64>(v7 ^ v8, 24)
    v2 += v7 + load<u64>(words, 104)
    v13 = rotr<u64>(v13 ^ v2, 16)
    v8 += v13
    v7 = rotr<u64>(v7 ^ v8, 63)
    v3 += v4 + load<u64>(words, 112)
    v14 = rotr<u64>(v14 ^ v3, 32)
    v9 += v14
    v4 = rotr<u64>(v4 ^ v9, 24)
    v3 += v4 + load<u64>(words, 120)
    v14 = rotr<u64>(v14 ^ v3, 16)
    v9 += v14
    v4 = rotr<u64>(v4 ^ v9, 63)
    words += messageBytes
    if (words == schedule + scheduleBytes) words = schedule
  }
  store<u64>(state, v0, 0)
  store<u64>(state, v1, 8)
  store<u64>(state, v2, 16)
  store<u64>(state, v3, 24)
  store<u64>(state, v4, 32)
  store<u64>(state, v5, 40)
  store<u64>(state, v6, 48)
  store<u64>(state, v7, 56)
  store<u64>(state, v8, 64)
  store<u64>(state, v9, 72)
  store<u64>(state, v10, 80)
  store<u64>(state, v11, 88)
  store<u64>(state, v12, 96)
  store<u64>(state, v13, 104)
  store<u64>(state, v14, 112)
  store<u64>(state, v15, 120)
}

/** Writes the new hash. */
export function finish(): void {
  for (let place: usize = 0; place < hashBytes; place += 8) {
    const mixed = load<u64>(state + place) ^ load<u64>(state + hashBytes + place)
    store<u64>(inputBytes + place, load<u64>(inputBytes + place) ^ mixed)
  }
}
