/** A message as it travels. */
export function encodeMessage(message: object): string {
  const text = JSON.stringify(message)
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
}
