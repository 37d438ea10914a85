// What the bundle has in place of web3-utils' keccak: that of the chain in this process, where there is one.
const original = require('ethereum-cryptography/keccak')

let hash = original.keccak256

/** Other values are refused in the words of the original. */
function keccak256(message) {
  return message instanceof Uint8Array ? hash(message) : original.keccak256(message)
}

/** @param own - Of bytes, as 32 bytes. */
keccak256.hashWith = (own) => {
  hash = own
}

exports.keccak256 = keccak256
