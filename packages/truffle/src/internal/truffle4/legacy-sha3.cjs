// What the bundle has in place of crypto-js/sha3: the keccak-256 that is loaded anyway.
let keccak256

function sha3(value = new Uint8Array()) {
  return keccak256(typeof value === 'string' ? new TextEncoder().encode(value) : value).slice(2)
}

/** @param hash - Of bytes, as hex with 0x. */
sha3.hashWith = (hash) => {
  keccak256 = hash
}

module.exports = sha3
