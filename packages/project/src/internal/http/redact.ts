/** Shorter parts of a path are words like `v3`, not keys. */
const shortestKey = 8
/** Shorter than that nobody's password is, and replacing it would garble all text. */
const shortestPassword = 4

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function atLeast(length: number, parts: readonly string[]): readonly string[] {
  return parts.filter((part) => part.length >= length)
}

function urlSecrets(url: string): readonly string[] {
  const { username, password, pathname, searchParams, search } = new URL(url)
  const keys = [...pathname.split('/'), ...search.split(/[?&=]/), ...searchParams.values()]
  const user = [decode(username), decode(password)]
  // As it goes over the wire, in the header that servers like to repeat.
  const basic = Buffer.from(user.join(':')).toString('base64')
  return [
    ...atLeast(shortestKey, [url, pathname + search, ...keys, ...keys.map(decode), basic]),
    ...atLeast(shortestPassword, [username, password, ...user]),
  ]
}

/** A function that replaces what is secret in a URL and in headers by `***`, for text that servers send back. */
export function createRedactor(
  url: string,
  headerValues: readonly string[],
): (text: string) => string {
  const secrets = [...urlSecrets(url), ...atLeast(shortestPassword, headerValues)].sort(
    (a, b) => b.length - a.length,
  )
  return (text) => secrets.reduce((shown, part) => shown.replaceAll(part, '***'), text)
}

/** Text anywhere within a value, redacted. */
export function redactWithin(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) return value.map((item) => redactWithin(item, redact))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  return Object.fromEntries(entries.map(([key, item]) => [redact(key), redactWithin(item, redact)]))
}
