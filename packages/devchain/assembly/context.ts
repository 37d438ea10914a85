// What instructions say of the transaction and the block: words, as JavaScript wrote them.

const words = memory.data(10 * 32, 8)
/** Where the EIP-4844 hashes lie, 32 bytes each, and how many there are. */
const blobHashes = memory.data(8, 8)

@inline
export function contextWords(): usize {
  return words
}
@inline
export function origin(): usize {
  return words
}
@inline
export function gasPrice(): usize {
  return words + 32
}
@inline
export function coinbase(): usize {
  return words + 64
}
@inline
export function timestamp(): usize {
  return words + 96
}
@inline
export function blockNumber(): usize {
  return words + 128
}
/** The difficulty, or since Paris the random word of EIP-4399. */
@inline
export function prevRandao(): usize {
  return words + 160
}
@inline
export function gasLimit(): usize {
  return words + 192
}
@inline
export function baseFee(): usize {
  return words + 224
}
@inline
export function blobBaseFee(): usize {
  return words + 256
}
@inline
export function chainId(): usize {
  return words + 288
}

export function setBlobHashes(place: usize, count: u32): void {
  store<u32>(blobHashes, <u32>place)
  store<u32>(blobHashes, count, 4)
}
@inline
export function blobHashCount(): u32 {
  return load<u32>(blobHashes, 4)
}
@inline
export function blobHash(index: u32): usize {
  return <usize>load<u32>(blobHashes) + (<usize>index << 5)
}
