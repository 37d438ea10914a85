import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import type { Duplex, Readable, Writable } from 'node:stream'
import { bin } from './run-scaffold.js'

type Json = Readonly<Record<string, unknown>>

// biome-ignore lint/suspicious/noExplicitAny: bodies are as the protocol says, and looked into by assertions
export type Body = any

/** A response to a request. */
export interface DapResponse {
  readonly success: boolean
  readonly message: string | undefined
  readonly body: Body
  /** Of the error; undefined when there is none. */
  readonly code: string | undefined
}

interface Waiting {
  readonly event: string
  resolve(body: Body): void
}

const patienceMs = 40_000

interface Streams {
  readonly stdin: Writable
  readonly stdout: Readable
}

/** An editor: speaks the protocol as it travels with the real command. */
export class DapTestClient {
  /** The adapter; undefined on a port. */
  readonly process: ChildProcess | undefined
  readonly #wire: Writable
  /** Of all output events, by category. */
  readonly output: Record<string, string> = {}
  readonly events: { readonly event: string; readonly body: Body }[] = []
  #stderr = ''
  #buffer = Buffer.alloc(0)
  #seq = 0
  readonly #open = new Map<number, (response: DapResponse) => void>()
  #waiting: Waiting[] = []
  /** Events that nobody has waited for. */
  #unseen: { readonly event: string; readonly body: Body }[] = []

  /** Of a port, or of a process. */
  constructor(stream: Duplex | { readonly process: ChildProcess & Streams }) {
    this.process = 'process' in stream ? stream.process : undefined
    const { stdin, stdout } =
      'process' in stream ? stream.process : { stdin: stream, stdout: stream }
    this.#wire = stdin
    stdout.on('data', (chunk: Buffer) => this.#take(chunk))
  }

  /** Starts the real command, as an editor does. */
  static start(cwd: string): DapTestClient {
    const adapter = spawn(process.execPath, [bin, 'dap'], {
      cwd,
      env: { ...process.env, NO_COLOR: '1' },
    })
    const client = new DapTestClient({ process: adapter })
    adapter.stderr.setEncoding('utf8').on('data', (text: string) => {
      client.#stderr += text
    })
    return client
  }

  /** Sends bytes as they are. */
  write(text: string): void {
    this.#wire.write(text)
  }

  /** Says nothing any more. */
  hangUp(): void {
    this.#wire.end()
  }

  send(command: string, args: Json = {}): Promise<DapResponse> {
    this.#seq += 1
    const seq = this.#seq
    const text = JSON.stringify({ seq, type: 'request', command, arguments: args })
    this.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
    return this.#patiently(`response to ${command}`, (resolve) => this.#open.set(seq, resolve))
  }

  /** The body of the response to a request that has to succeed. */
  async ask(command: string, args: Json = {}): Promise<Body> {
    const { success, message, body } = await this.send(command, args)
    assert.ok(success, `${command}: ${message}`)
    return body
  }

  /** The next event of a kind. */
  next(event: string): Promise<Body> {
    const index = this.#unseen.findIndex((found) => found.event === event)
    const [found] = index === -1 ? [] : this.#unseen.splice(index, 1)
    if (found !== undefined) return Promise.resolve(found.body)
    return this.#patiently(`event ${event}`, (resolve) => this.#waiting.push({ event, resolve }))
  }

  /** Begins a session up to the point where breakpoints are set. */
  async launch(configuration: Json = {}): Promise<Body> {
    const capabilities = await this.ask('initialize', { adapterID: 'scaffold' })
    await this.ask('launch', configuration)
    await this.next('initialized')
    return capabilities
  }

  /** Sends a request that goes on, and gives where it comes to stand. */
  async move(command: string, args: Json = {}): Promise<Body> {
    await this.ask(command, { threadId: 1, ...args })
    return this.next('stopped')
  }

  /** The functions that are running, as `name:line`. */
  async stack(): Promise<string[]> {
    const { stackFrames } = await this.ask('stackTrace', { threadId: 1 })
    return stackFrames.map(({ name, line }: Body) => `${name}:${line}`)
  }

  /** What an expression comes to in the innermost frame. */
  async value(expression: string): Promise<string> {
    const { result } = await this.ask('evaluate', { expression, frameId: 1, context: 'watch' })
    return result
  }

  /** The variables of a scope, by name. */
  async variables(scope: string, frameId = 1): Promise<Record<string, Body>> {
    const { scopes } = await this.ask('scopes', { frameId })
    const found = scopes.find(({ name }: Body) => name === scope)
    assert.ok(found, `${scope} in ${scopes.map(({ name }: Body) => name).join()}`)
    return this.members(found)
  }

  async members({ variablesReference }: Body): Promise<Record<string, Body>> {
    const { variables } = await this.ask('variables', { variablesReference })
    return Object.fromEntries(variables.map((variable: Body) => [variable.name, variable]))
  }

  /** Ends the session; gives the exit code of the adapter. */
  async close(): Promise<number | null> {
    const adapter = this.process ?? assert.fail('no process')
    if (adapter.exitCode !== null) return adapter.exitCode
    const closed = new Promise<number | null>((resolve) => adapter.once('close', resolve))
    if (this.#wire.writable) void this.send('disconnect').catch(() => undefined)
    return closed
  }

  #patiently<T>(what: string, wait: (resolve: (value: T) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const seen = this.events.map(({ event, body }) => `${event} ${JSON.stringify(body)}`)
        reject(new Error(`no ${what}; got\n${seen.join('\n')}\n${this.#stderr}`))
      }, patienceMs)
      wait((value) => {
        clearTimeout(timer)
        resolve(value)
      })
    })
  }

  #take(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk])
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n')
      const header = /^Content-Length: (\d+)$/.exec(this.#buffer.subarray(0, end).toString())
      if (end === -1) return
      assert.ok(header, `no header: ${this.#buffer.toString().slice(0, 200)}`)
      const start = end + 4
      const length = Number(header[1])
      if (this.#buffer.length < start + length) return
      const text = this.#buffer.subarray(start, start + length).toString()
      this.#buffer = this.#buffer.subarray(start + length)
      this.#receive(JSON.parse(text))
    }
  }

  #receive(message: Body): void {
    const { type, event, body } = message
    if (type === 'response') {
      const code = body?.error?.variables?.code
      this.#open.get(message.request_seq)?.({ ...message, code })
      return
    }
    this.events.push({ event, body })
    if (event === 'output') {
      const { category = 'console', output } = body
      this.output[category] = (this.output[category] ?? '') + output
    }
    const index = this.#waiting.findIndex((waiting) => waiting.event === event)
    if (index === -1) this.#unseen.push({ event, body })
    else for (const waiting of this.#waiting.splice(index, 1)) waiting.resolve(body)
  }
}
