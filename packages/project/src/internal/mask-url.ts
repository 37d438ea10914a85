/** Keys of RPC services have 20 to 64 characters; no word in their paths has 16. */
const keyLength = 16

/**
 * `url` without what gives access: user, password, query values and path segments long enough for an
 * API key become `***`. Host and port stay, since that is what one looks for in an error.
 */
export function maskUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  // `localhost:8545` parses, as a URL of the protocol `localhost:`.
  if (parsed === undefined || !/^(https?|wss?):$/.test(parsed.protocol)) {
    return url.replace(/[A-Za-z0-9_-]{16,}/g, '***')
  }
  const credentials = parsed.username === '' && parsed.password === '' ? '' : '***@'
  const path = parsed.pathname
    .split('/')
    .map((segment) => (segment.length >= keyLength ? '***' : segment))
    .join('/')
  const query = [...parsed.searchParams.keys()].map((name) => `${name}=***`).join('&')
  const tail = `${path === '/' ? '' : path}${query === '' ? '' : `?${query}`}`
  return `${parsed.protocol}//${credentials}${parsed.host}${tail}`
}

/** Only where `url` leads, for one that is a secret as a whole. */
export function maskSecretUrl(url: string): string {
  if (!URL.canParse(url)) return '***'
  const { protocol, host, pathname, search } = new URL(url)
  return `${protocol}//${host}${pathname === '/' && search === '' ? '' : '/***'}`
}
