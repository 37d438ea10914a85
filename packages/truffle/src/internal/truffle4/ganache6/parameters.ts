import { bytesToHex } from '@scaffold-evm/common'

type Parameters = readonly unknown[]

/** How parameters have to be put for Ganache 7. */
export const parameters: Readonly<Record<string, (given: Parameters) => Parameters>> = {
  eth_sign: ([address, message]) => [address, messageBytes(message)],
}

/** A message that is no hexadecimal number is signed as its UTF-8. */
function messageBytes(message: unknown): unknown {
  if (typeof message !== 'string' || /^0x[\da-f]*$/i.test(message)) return message
  return bytesToHex(new TextEncoder().encode(message))
}
