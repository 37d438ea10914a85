import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as the node got it. */
export interface ReceivedRequest {
  readonly id: number
  readonly method: string
  readonly params: readonly unknown[]
  readonly headers: IncomingMessage['headers']
}

/** What to do with a request: answer it by hand, or give the result. */
export type FakeAnswer =
  | { readonly result: unknown }
  | { readonly error: unknown; readonly status?: number }
  | { readonly raw: string; readonly status?: number; readonly headers?: Record<string, string> }
  | { readonly drop: true }
  | { readonly delayMs: number; readonly result: unknown }

/** A JSON-RPC server that misbehaves as told. */
export interface FakeNode {
  readonly url: string
  readonly requests: ReceivedRequest[]
  close(): Promise<void>
}

async function body(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

function send(response: ServerResponse, answer: FakeAnswer, id: number): void {
  if ('drop' in answer) {
    response.destroy()
    return
  }
  if ('raw' in answer) {
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.raw)
    return
  }
  const status = 'status' in answer ? (answer.status ?? 200) : 200
  const content = 'error' in answer ? { error: answer.error } : { result: answer.result }
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ jsonrpc: '2.0', id, ...content }))
}

/** Starts one on a free port. `respond` sees how many requests came before. */
export async function startFakeNode(
  respond: (request: ReceivedRequest, index: number) => FakeAnswer | Promise<FakeAnswer>,
): Promise<FakeNode> {
  const requests: ReceivedRequest[] = []
  const server = createServer((request, response) => {
    void (async () => {
      const { id, method, params } = JSON.parse(await body(request))
      const received = { id, method, params, headers: request.headers }
      requests.push(received)
      const answer = await respond(received, requests.length - 1)
      if ('delayMs' in answer) await new Promise((done) => setTimeout(done, answer.delayMs))
      send(response, answer, id)
    })()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}
