/** Where hardhat's `console.sol` sends what it prints: "console.log" in ASCII, left-padded. */
export const consoleAddress: Uint8Array = Uint8Array.from(
  Buffer.from('000000000000000000636f6e736f6c652e6c6f67', 'hex'),
)
