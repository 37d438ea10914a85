import { bytesToHex } from '@scaffold-evm/common'

type Parameters = readonly unknown[]

/** How parameters have to be put for Ganache 7. */
export const parameters: Readonly<Record<string, (given: Parameters) => Parameters>> = {
  // Calls and estimates are made at the time of the next block.
  eth_call: ([request, block = 'latest', ...others]) => [
    withReadableData(request),
    block === 'latest' ? 'pending' : block,
    ...others,
  ],
  eth_estimateGas: ([request, block = 'pending', ...others]) => [
    withReadableData(request),
    block,
    ...others,
  ],
  eth_sendTransaction: ([request, ...others]) => [withReadableData(request), ...others],
  eth_sign: ([address, message]) => [address, messageBytes(message)],
}

/** Data is read up to the first character that is no hexadecimal digit, with a zero before an odd number of them. */
function withReadableData(request: unknown): unknown {
  const data: unknown = Reflect.get(Object(request), 'data')
  if (typeof data !== 'string' || /^0x([\da-f]{2})*$/i.test(data)) return request
  const digits = data.replace(/^0x/i, '')
  const [readable = ''] = /^[\da-f]*/i.exec(digits.length % 2 === 0 ? digits : `0${digits}`) ?? []
  return { ...Object(request), data: `0x${readable.slice(0, readable.length & ~1)}` }
}

/** A message that is no hexadecimal number is signed as its UTF-8. */
function messageBytes(message: unknown): unknown {
  if (typeof message !== 'string' || /^0x[\da-f]*$/i.test(message)) return message
  return bytesToHex(new TextEncoder().encode(message))
}
