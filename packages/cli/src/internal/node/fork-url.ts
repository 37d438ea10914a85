/** Where a fork begins. */
export interface ForkUrl {
  readonly url: string
  readonly blockNumber: bigint | undefined
  readonly headers: Readonly<Record<string, string>>
}

/**
 * A URL as anvil and Ganache take it: `http://user:password@host@1234` forks at block 1234 and
 * sends the credentials as a header, since a request cannot have them in its URL.
 */
export function parseForkUrl(text: string): ForkUrl {
  const [, withoutBlock, block] = /^(.+)@(\d+|latest)$/.exec(text) ?? []
  const blockNumber = block === undefined || block === 'latest' ? undefined : BigInt(block)
  const written = withoutBlock ?? text
  if (!URL.canParse(written)) return { url: written, blockNumber, headers: {} }
  const url = new URL(written)
  if (url.username === '' && url.password === '') return { url: written, blockNumber, headers: {} }
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`
  url.username = ''
  url.password = ''
  return { url: url.href, blockNumber, headers: { authorization } }
}
