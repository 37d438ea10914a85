import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Eip1193Provider } from '@scaffold-evm/common'

/** A provider that listens on this machine. To be closed. */
export interface ServedProvider {
  readonly url: string
  close(): Promise<void>
}

interface Request {
  readonly id: unknown
  readonly method: string
  readonly params?: readonly unknown[]
}

/** Lets what only knows addresses of nodes talk to a provider that a config made. */
export async function serveProvider(provider: Eip1193Provider): Promise<ServedProvider> {
  const server = createServer((incoming, response) => {
    answer(provider, incoming).then(
      (body) => response.end(JSON.stringify(body)),
      () => response.writeHead(400).end(),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

async function answer(provider: Eip1193Provider, incoming: IncomingMessage): Promise<unknown> {
  // What talks to it is ours, and speaks JSON-RPC.
  const asked: Request | readonly Request[] = JSON.parse(await text(incoming))
  if (!Array.isArray(asked)) return answerOne(provider, asked as Request)
  return Promise.all(asked.map((request) => answerOne(provider, request)))
}

async function answerOne(
  provider: Eip1193Provider,
  { id, method, params = [] }: Request,
): Promise<object> {
  try {
    return { jsonrpc: '2.0', id, result: await provider.request({ method, params: [...params] }) }
  } catch (error) {
    const { code = -32_603, message, data } = Object(error)
    return { jsonrpc: '2.0', id, error: { code, message: String(message), data } }
  }
}
