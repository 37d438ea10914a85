/** Shorter parts of a URL are words like `v3`, not keys. */
const shortestSecret = 8

function urlSecrets(url: string): readonly string[] {
  const { username, password, pathname, searchParams } = new URL(url)
  return [username, password, ...pathname.split('/'), ...searchParams.values()]
}

/** A function that replaces what is secret in a URL and in headers by `***`, for text that servers send back. */
export function createRedactor(
  url: string,
  headerValues: readonly string[],
): (text: string) => string {
  const secrets = [url, ...urlSecrets(url), ...headerValues]
    .filter((part) => part.length >= shortestSecret)
    .sort((a, b) => b.length - a.length)
  return (text) => secrets.reduce((shown, part) => shown.replaceAll(part, '***'), text)
}
