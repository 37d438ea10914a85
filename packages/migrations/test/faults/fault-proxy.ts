import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What can happen to a request on its way to a node and back. */
export const faultKinds = [
  /** It never arrives, and the connection is closed. */
  'lost',
  /** It arrives, and the connection is closed before the answer. */
  'answer-lost',
  /** It arrives when the client has given up. */
  'late',
  /** It arrives, and is answered when the client has given up. */
  'slow',
  /** It arrives twice; the second answer is given. */
  'twice',
  /** It arrives twice; the first answer is given. */
  'echoed',
  /** The request after it arrives first, if one comes soon. */
  'overtaken',
  /** Half an answer comes back. */
  'cut-off',
  'http-429',
  'http-500',
  /** Something on the way answers with an error, and does not pass it on. */
  'error',
  /** Something on the way answers with an error, although it arrived. */
  'error-after',
] as const

export type FaultKind = (typeof faultKinds)[number]

/** A JSON-RPC request on its way. */
export interface PassingRequest {
  readonly method: string
  /** Counted from 0, over all methods. */
  readonly index: number
}

/** Passes a request's text on, and gives the answer's. */
export type Forward = (body: string) => Promise<string>

/** What stands between a client and a node, and harms what it is told to. */
export interface FaultProxy {
  readonly url: string
  /** Methods in the order in which they came. */
  readonly methods: string[]
  /** Asked for each request. */
  fault: (request: PassingRequest) => FaultKind | undefined
  /** Told of each request before it is passed on; awaited. */
  before: (request: PassingRequest) => Promise<void> | void
  /** Resolves when all that is under way has arrived, late or not. */
  idle(): Promise<void>
  close(): Promise<void>
}

const overtakingMs = 60

function error(body: string): string {
  const { id } = JSON.parse(body)
  const content = { code: -32000, message: 'upstream has a problem' }
  return JSON.stringify({ jsonrpc: '2.0', id, error: content })
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of incoming) text += String(chunk)
  return text
}

function respond(response: ServerResponse, body: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(body)
}

/** Answers after `patienceMs`, the time after which the client gives up, count as never. */
export async function startFaultProxy(forward: Forward, patienceMs: number): Promise<FaultProxy> {
  let overtaken: (() => void) | undefined
  const act = async (kind: FaultKind | undefined, body: string, to: ServerResponse) => {
    switch (kind) {
      case undefined:
        return respond(to, await forward(body))
      case 'lost':
        return to.destroy()
      case 'answer-lost':
        await forward(body)
        return to.destroy()
      case 'late':
        await sleep(patienceMs * 1.5)
        await forward(body)
        return to.destroy()
      case 'slow':
        await forward(body)
        await sleep(patienceMs * 1.5)
        return to.destroy()
      case 'twice':
        await forward(body)
        return respond(to, await forward(body))
      case 'echoed': {
        const first = await forward(body)
        await forward(body)
        return respond(to, first)
      }
      case 'overtaken':
        await Promise.race([
          sleep(overtakingMs),
          new Promise<void>((next) => {
            overtaken = next
          }),
        ])
        return respond(to, await forward(body))
      case 'cut-off': {
        const answer = await forward(body)
        return respond(to, answer.slice(0, answer.length / 2))
      }
      case 'http-429':
        return respond(to, 'slow down', 429)
      case 'http-500':
        return respond(to, 'no', 500)
      case 'error':
        return respond(to, error(body))
      case 'error-after':
        await forward(body)
        return respond(to, error(body))
    }
  }
  const underWay = new Set<Promise<void>>()
  const server = createServer((incoming, response) => {
    const passing = (async () => {
      const body = await readBody(incoming)
      const { method } = JSON.parse(body)
      const request = { method, index: proxy.methods.length }
      proxy.methods.push(method)
      const kind = proxy.fault(request)
      await proxy.before(request)
      const passed = overtaken
      overtaken = undefined
      await act(kind, body, response)
      passed?.()
    })()
      .catch(() => {
        response.destroy()
      })
      .finally(() => underWay.delete(passing))
    underWay.add(passing)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${port}`,
    methods: [],
    fault: () => undefined,
    before: () => undefined,
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
  return proxy
}
