import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Eip1193Provider } from '@scaffold-evm/common'
import type { TruffleNetworkConfig } from '../../truffle-config.js'
import type { Place } from './probe.js'
import { urlOf } from './provider-of.js'
import { errorObjectOf, type RpcResponse, responseTo } from './rpc-answer.js'

/** A provider as a URL, for what can only talk to URLs. */
export interface ProviderBridge {
  readonly url: string
  close(): Promise<void>
}

interface BridgedRequest {
  readonly id?: number | string
  readonly method: string
  readonly params?: readonly unknown[]
}

/** A port that is free. */
const anywhere: Place = { host: '127.0.0.1', port: 0 }

/** Where the node of a network can be asked: at its own URL over HTTP, else through one of ours, as for wallets. */
export async function bridgeNetwork(
  provider: Eip1193Provider,
  settings: TruffleNetworkConfig,
): Promise<ProviderBridge> {
  const url = settings['provider'] ? '' : urlOf(settings)
  return url.startsWith('http') ? { url, close: async () => undefined } : bridgeProvider(provider)
}

/**
 * Serves a provider of any kind over HTTP to this machine.
 *
 * @throws what Node.js says when the port is taken
 */
export async function bridgeProvider(
  provider: Eip1193Provider,
  place: Place = anywhere,
): Promise<ProviderBridge> {
  // Few runs serve anything.
  const { createServer } = process.getBuiltinModule('node:http')
  const server = createServer((request, response) => {
    answer(provider, request).then(
      (text) => response.setHeader('content-type', 'application/json').end(text),
      () => response.writeHead(400).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(place.port, place.host, resolve)
  })
  server.unref()
  const { port } = server.address() as AddressInfo
  const host = place.host.includes(':') ? `[${place.host}]` : place.host
  return { url: `http://${host}:${port}`, close: () => close(server) }
}

async function answer(provider: Eip1193Provider, request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as
    | BridgedRequest
    | readonly BridgedRequest[]
  const answers = Array.isArray(body)
    ? await Promise.all(body.map((one: BridgedRequest) => ask(provider, one)))
    : await ask(provider, body as BridgedRequest)
  return JSON.stringify(answers)
}

async function ask(provider: Eip1193Provider, request: BridgedRequest): Promise<RpcResponse> {
  const { method, params = [] } = request
  try {
    return responseTo(request, { result: (await provider.request({ method, params })) ?? null })
  } catch (error) {
    return responseTo(request, { error: errorObjectOf(error) })
  }
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}
