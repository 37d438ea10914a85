import { createServer } from 'node:http'

/** What stands before a node and counts. */
export interface CountingProxy {
  readonly url: string
  /** Bodies of the HTTP requests that came, JSON. */
  readonly bodies: string[]
  /** How many JSON-RPC requests they held. */
  requests(): number
  close(): Promise<void>
}

/** Passes HTTP requests on to `target`. */
export async function startProxy(target: string): Promise<CountingProxy> {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    bodies.push(body)
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(target, { method: 'POST', headers, body })
    response.writeHead(answer.status, headers).end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    bodies,
    requests: () => bodies.reduce((sum, body) => sum + [JSON.parse(body)].flat().length, 0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
