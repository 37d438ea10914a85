import { createServer, type IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { SolcInput } from '@scaffold-evm/compiler'

// The compiler as npm has it, driven by its own wrapper: what the services run, and nothing of ours.
const solc: { compile(input: string): string; version(): string } = createRequire(import.meta.url)(
  'solc',
)

// biome-ignore lint/suspicious/noExplicitAny: bodies are as the services' interfaces say
export type Json = any

/** A request as a service sees it. */
export interface ServiceRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: string
}

/** What it answers: a status and JSON, or text as it is. */
export interface ServiceReply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: Json
}

/** A service on this machine. */
export interface ServiceDouble {
  readonly url: string
  readonly requests: ServiceRequest[]
  /** Answers of what comes next, instead of the service's own; `'drop'` closes the connection. */
  readonly faults: (ServiceReply | 'drop')[]
  close(): Promise<void>
}

async function read(incoming: IncomingMessage): Promise<ServiceRequest> {
  let body = ''
  for await (const chunk of incoming) body += String(chunk)
  const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://localhost')
  return { method: incoming.method ?? '', path: pathname, query: searchParams, body }
}

/** Serves what `answer` says. */
export async function startService(
  answer: (request: ServiceRequest) => Promise<ServiceReply>,
): Promise<ServiceDouble> {
  const requests: ServiceRequest[] = []
  const faults: (ServiceReply | 'drop')[] = []
  const server = createServer((incoming, response) => {
    void (async () => {
      const request = await read(incoming)
      requests.push(request)
      const reply = faults.shift() ?? (await answer(request))
      if (reply === 'drop') return response.destroy()
      const { status = 200, headers = {}, body } = reply
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      return response.end(typeof body === 'string' ? body : JSON.stringify(body))
    })()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    faults,
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** Asks a node. */
export type Ask = (method: string, ...params: readonly unknown[]) => Promise<Json>

const known = new Map<string, string>()

/** The same input makes the same output: each is compiled once for all tests. */
function compiled(input: string): string {
  const output = known.get(input) ?? solc.compile(input)
  known.set(input, output)
  return output
}

/** What a service's compiler says of one contract. @throws when it does not compile, or is of another version. */
export function recompile(input: SolcInput, version: string, contract: string): Json {
  if (!solc.version().startsWith(version.replace(/^v/, ''))) throw new Error(`no solc ${version}`)
  const wanted = { '*': { '*': ['evm.bytecode', 'evm.deployedBytecode'] } }
  const settings = { ...input.settings, outputSelection: wanted }
  const output: Json = JSON.parse(compiled(JSON.stringify({ ...input, settings })))
  const failed = output.errors?.find((error: Json) => error.severity === 'error')
  if (failed !== undefined) throw new Error(failed.formattedMessage)
  const at = contract.lastIndexOf(':')
  const found = output.contracts[contract.slice(0, at)]?.[contract.slice(at + 1)]
  if (found === undefined) throw new Error(`no ${contract}`)
  return found.evm
}

/** Code with what stands in other code at certain places. */
export function fill(code: string, from: string, references: Json): string {
  const places: Json[] = Object.values(references ?? {}).flatMap((value: Json) =>
    Array.isArray(value) ? value : Object.values(value).flat(),
  )
  return places.reduce(
    (filled: string, { start, length }: Json) =>
      filled.slice(0, start * 2) +
      from.slice(start * 2, (start + length) * 2) +
      filled.slice((start + length) * 2),
    code,
  )
}

/** Code without the metadata at its end. */
export function withoutTail(code: string): string {
  return code.slice(0, -2 * (Number.parseInt(code.slice(-4), 16) + 2))
}
