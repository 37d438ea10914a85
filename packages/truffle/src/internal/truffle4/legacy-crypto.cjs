// What the bundle has in place of crypto-js in web3 0.20, which hashes with it and nothing else. CommonJS, since web3 requires it.
exports.enc = {
  Hex: {
    parse: (text) => Uint8Array.from(text.match(/..?/gs) ?? [], (byte) => parseInt(byte, 16)),
  },
}
