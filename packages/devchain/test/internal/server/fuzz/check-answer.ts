/** Hardhat answers this with the code of internal errors, and so do we. */
const hardhatsWords = 'Cannot set account nonce when the transaction pool is not empty'
/** The only codes that a client may ever see. -32603 is a failure of ours. */
const allowedCodes = new Set([
  ...[3, 4, -32700, -32600, -32601, -32602, -32000, -32001, -32003, -32004, -32005],
  // Those of eth_simulateV1.
  ...Array.from({ length: 17 }, (_, index) => -38010 - index),
])
/** Text that only the inside of the node could have written. */
const internalText =
  /node_modules|^\s+at |\.[cm]?[jt]s:\d|TypeError|RangeError|SyntaxError|undefined|\[object|BigInt|Internal error/m

/** What is wrong with the text that a server answered, or undefined when nothing is. */
export function faultOfAnswer(text: string): string | undefined {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    return 'it is not JSON'
  }
  if (!Array.isArray(answer)) return faultOfResponse(answer)
  if (answer.length === 0) return 'it is an empty batch'
  for (const response of answer) {
    const fault = faultOfResponse(response)
    if (fault !== undefined) return fault
  }
  return undefined
}

function faultOfResponse(response: unknown): string | undefined {
  if (typeof response !== 'object' || response === null) return 'a response is no object'
  if (!('jsonrpc' in response) || response.jsonrpc !== '2.0') return 'it has no version'
  if ('method' in response) return undefined
  if (!('id' in response)) return 'it has no id'
  if ('result' in response) return 'error' in response ? 'it has a result and an error' : undefined
  if (!('error' in response)) return 'it has neither result nor error'
  return faultOfError(response.error)
}

function faultOfError(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return 'its error is no object'
  if (!('code' in error) || !('message' in error)) return 'its error has no code or no message'
  const { code, message } = error
  if (typeof message !== 'string' || message === '') return 'its message is no text'
  if (message === hardhatsWords) return undefined
  if (typeof code !== 'number' || !allowedCodes.has(code)) return `code ${code}: ${message}`
  // What the client sent is quoted.
  const own = message.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
  return internalText.test(own) ? `text of the inside: ${message}` : undefined
}
