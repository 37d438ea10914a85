/** What the head of a plain request says. */
export interface PlainHead {
  readonly host: string
  /** Bytes of the body. */
  readonly contentLength: number
}

/** Headers that change nothing about how a request is read and answered. */
const ignored: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'content-type',
  'pragma',
  'sec-fetch-mode',
  'user-agent',
])

const headerLine = /^([\w-]+):[ \t]*([\x20-\x7e\t]*?)[ \t]*$/

/**
 * Reads the head of a request, up to the empty line, if it is a POST as JSON-RPC clients send it: HTTP/1.1,
 * kept alive, with a length (RFC 9112, sections 3, 5 and 6.2), and with no header that asks for more.
 * Undefined for all others, also for what is no HTTP: they are left to Node's server.
 */
export function parsePlainHead(head: string): PlainHead | undefined {
  const [requestLine, ...lines] = head.split('\r\n')
  if (requestLine === undefined || !/^POST \/[\x21-\x7e]* HTTP\/1\.1$/.test(requestLine)) return
  let host: string | undefined
  let contentLength: number | undefined
  for (const line of lines) {
    const [, name, value = ''] = headerLine.exec(line) ?? []
    switch (name?.toLowerCase()) {
      case 'host':
        if (host !== undefined) return undefined
        host = value
        break
      case 'content-length':
        if (contentLength !== undefined || !/^\d{1,9}$/.test(value)) return undefined
        contentLength = Number(value)
        break
      case 'connection':
        if (value.toLowerCase() !== 'keep-alive') return undefined
        break
      default:
        if (name === undefined || !ignored.has(name.toLowerCase())) return undefined
    }
  }
  if (host === undefined || contentLength === undefined) return undefined
  return { host, contentLength }
}
