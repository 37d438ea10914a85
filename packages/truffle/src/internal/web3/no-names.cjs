// What the bundle has in place of @ethersproject/hash: of which web3 needs `id` alone, while most of it is tables for
// normalizing names, a sixth of the time that web3 takes to load. CommonJS, since web3 requires it.
const { keccak256 } = require('@ethersproject/keccak256')
const { toUtf8Bytes } = require('@ethersproject/strings')

exports.id = (text) => keccak256(toUtf8Bytes(text))
