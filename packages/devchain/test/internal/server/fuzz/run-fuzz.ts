import { setTimeout as sleep } from 'node:timers/promises'
import { faultOfAnswer } from './check-answer.js'
import type { Memory } from './fuzz-node.js'
import { FuzzRandom } from './fuzz-random.js'
import { HttpClient } from './http-client.js'
import { NodeProcess } from './node-process.js'
import { anyText, junkForEveryMethod } from './requests.js'
import { attackSocket } from './socket-attacks.js'
import { WebSocketClient } from './websocket-client.js'

/** How much to fuzz. */
export interface FuzzOptions {
  readonly requests: number
  readonly seed: number
  /** @default 'hardhat' */
  readonly dialect?: 'hardhat' | 'ganache'
  /** Hears how far it is. */
  readonly onRound?: (sent: number) => void
}

/** What came of it. */
export interface FuzzReport {
  readonly sent: number
  readonly answered: number
  /** What the node did wrong; the first of each sort. */
  readonly faults: readonly string[]
  readonly before: Memory
  readonly after: Memory
}

const roundSize = 500

/** First account of the node under test. */
const accounts = {
  hardhat: '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
  ganache: '0x90f8bf6a479f320ead074411a4b0e7944ea8c9c1',
}

/** Sends a node in another process what nobody should, and sees what comes back and what stays. */
export async function fuzzServer(options: FuzzOptions): Promise<FuzzReport> {
  const node = await NodeProcess.start(options.dialect ?? 'hardhat')
  try {
    return await new Fuzzing(node, options).run()
  } finally {
    await node.stop()
  }
}

class Fuzzing {
  readonly #node: NodeProcess
  readonly #options: FuzzOptions
  readonly #random: FuzzRandom
  readonly #http: HttpClient
  readonly #faults = new Map<string, string>()
  readonly #sweep = junkForEveryMethod()
  readonly #account: string
  #sent = 0
  #answered = 0

  constructor(node: NodeProcess, options: FuzzOptions) {
    this.#node = node
    this.#options = options
    this.#random = new FuzzRandom(options.seed)
    this.#http = new HttpClient(node.url)
    this.#account = accounts[options.dialect ?? 'hardhat']
  }

  async run(): Promise<FuzzReport> {
    const { requests } = this.#options
    // What is loaded and compiled on the way belongs to the node, not to what was sent.
    while (this.#sent < requests / 4) await this.#round()
    const before = await this.#node.memory()
    while (this.#sent < requests) await this.#round()
    await this.#checkHealth()
    this.#http.close()
    const after = await this.#node.memory()
    for (const complaint of this.#node.complaints) this.#fault(complaint, 'the process')
    const faults = [...this.#faults.values()]
    return { sent: this.#sent, answered: this.#answered, faults, before, after }
  }

  async #round(): Promise<void> {
    const random = this.#random
    const texts = Array.from({ length: roundSize }, () => this.#text())
    const overHttp = texts.slice(0, roundSize / 2)
    await Promise.all([
      ...overHttp.map((text) => this.#post(text)),
      this.#overWebSocket(texts.slice(overHttp.length)),
      ...Array.from({ length: 10 }, () => attackSocket(random.fork(), this.#node.port)),
      this.#oddRequest(),
    ])
    this.#sent += roundSize
    await this.#restore()
    this.#options.onRound?.(this.#sent)
  }

  #text(): string {
    const swept = this.#random.chance(40) ? this.#sweep.next() : undefined
    return swept?.done === false ? swept.value : anyText(this.#random)
  }

  async #post(text: string): Promise<void> {
    const type = this.#random.pick(['application/json', 'text/plain', 'multipart/form-data', ''])
    try {
      const { status, text: answer } = await this.#http.post(text, { 'content-type': type })
      this.#judge(status === 204 ? undefined : answer, text)
    } catch (error) {
      this.#fault(`no answer: ${error}`, text)
    }
  }

  async #overWebSocket(texts: readonly string[]): Promise<void> {
    const client = await WebSocketClient.open(this.#node.url)
    await client.send(texts)
    this.#answered += client.answerCount
    for (const fault of client.faults) this.#fault(fault, 'over a WebSocket')
    client.close()
  }

  /** Wrong verbs, and bodies that are too large. */
  async #oddRequest(): Promise<void> {
    const random = this.#random
    const verb = random.pick(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'QUERY', 'LOCK'])
    const isHuge = random.chance(10)
    try {
      const { text } = isHuge
        ? await this.#http.post(`["${'x'.repeat(10_500_000)}"]`)
        : await this.#http.send(verb, anyText(random))
      this.#judge(text === '' ? undefined : text, verb)
    } catch (error) {
      // A body that is not wanted is not read to its end.
      const isCutOff = String(error).includes('EPIPE') || String(error).includes('ECONNRESET')
      if (!isCutOff) this.#fault(`no answer: ${error}`, isHuge ? 'a huge body' : verb)
    }
  }

  #judge(answer: string | undefined, text: string): void {
    this.#answered++
    if (answer === undefined) return
    const fault = faultOfAnswer(answer)
    if (fault !== undefined) this.#fault(fault, text)
  }

  #fault(fault: string, text: string): void {
    const sort = fault.replaceAll(/[0-9a-f]{4,}|\d+/g, '#').slice(0, 80)
    if (!this.#faults.has(sort)) this.#faults.set(sort, `${fault}\n  for ${text.slice(0, 4_000)}`)
  }

  async #restore(): Promise<void> {
    const methods: readonly (readonly [string, ...unknown[]])[] = [
      ['hardhat_reset'],
      ['evm_setAutomine', true],
      ['evm_setIntervalMining', 0],
      ['anvil_autoImpersonateAccount', false],
      ['personal_unlockAccount', this.#account, '', 0],
    ]
    for (const [method, ...params] of methods) {
      await this.#http.post(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))
    }
  }

  async #checkHealth(): Promise<void> {
    const ask = async (method: string, ...params: unknown[]): Promise<unknown> => {
      const text = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
      const answer: { result?: unknown } = JSON.parse((await this.#http.post(text)).text)
      return answer.result
    }
    // What was sent over connections that nobody waits for may still be running.
    await sleep(500)
    await this.#restore()
    const transaction = { from: this.#account, to: this.#account, value: '0x1' }
    await ask('eth_sendTransaction', transaction)
    const number = await ask('eth_blockNumber')
    if (number !== '0x1') this.#fault(`afterwards its block number is ${number}`, 'a transaction')
  }
}
