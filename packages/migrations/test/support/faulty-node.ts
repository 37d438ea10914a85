import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDevchain, type Devchain } from '@scaffold-evm/devchain'

/** What happens to a request: it never arrives, or its answer is lost, or the node refuses it. */
export type Fault = 'lost' | 'answer-lost' | { readonly refuse: string }

/** A development chain behind a connection that fails when told to. */
export interface FaultyNode {
  readonly url: string
  readonly chain: Devchain
  /** Methods in the order in which they came. */
  readonly methods: string[]
  /** Asked for each request; the count is that of its method, from 0. */
  fault: (method: string, count: number) => Fault | undefined
  close(): Promise<void>
}

async function answer(
  chain: Devchain,
  response: ServerResponse,
  request: { readonly id: number; readonly method: string; readonly params: readonly unknown[] },
): Promise<void> {
  const { id, method, params } = request
  const content = await chain.request({ method, params }).then(
    (result) => ({ result }),
    (error: { code: number; message: string; data?: unknown }) => ({
      error: { code: error.code, message: error.message, data: error.data },
    }),
  )
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ jsonrpc: '2.0', id, ...content }))
}

/** Starts a chain and a server before it. */
export async function startFaultyNode(
  options: Parameters<typeof createDevchain>[0] = {},
): Promise<FaultyNode> {
  const chain = await createDevchain(options)
  const counts = new Map<string, number>()
  const methods: string[] = []
  const server = createServer((incoming, response) => {
    void (async () => {
      let text = ''
      for await (const chunk of incoming) text += String(chunk)
      const request = JSON.parse(text)
      const count = counts.get(request.method) ?? 0
      counts.set(request.method, count + 1)
      methods.push(request.method)
      const fault = node.fault(request.method, count)
      if (fault === undefined) return answer(chain, response, request)
      if (fault === 'answer-lost') {
        await chain.request(request).catch(() => undefined)
      }
      if (typeof fault === 'string') return response.destroy()
      const error = { code: -32000, message: fault.refuse }
      return response.end(JSON.stringify({ jsonrpc: '2.0', id: request.id, error }))
    })()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const node: FaultyNode = {
    url: `http://127.0.0.1:${port}`,
    chain,
    methods,
    fault: () => undefined,
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await chain.close()
    },
  }
  return node
}
