import type { Eip1193Provider, RequestArguments } from '@scaffold-evm/common'
import { Interface } from 'ethers'
import type { TruffleArtifact } from '../../truffle-artifact.js'
import type { KnownContracts } from '../test/known-contracts.js'
import type { GasUsage } from './gas-usage.js'

interface Receipt {
  readonly status?: string
  readonly gasUsed: string
  readonly to: string | null
  readonly contractAddress: string | null
}

interface Method {
  readonly name: string
  readonly signature: string
}

/** What a recorder sorts transactions by. */
export interface RecordedContracts {
  readonly known: KnownContracts
  /** Whether a contract is in the report. */
  isReported(artifact: TruffleArtifact): boolean
}

const sending = new Set(['eth_sendTransaction', 'eth_sendRawTransaction'])

/** Notes the gas of every transaction that is sent through a provider, before its sender has the answer. */
export class TransactionRecorder {
  readonly #provider: Eip1193Provider
  readonly #ask: Eip1193Provider['request']
  readonly #contracts: RecordedContracts
  readonly #usage: GasUsage
  readonly #seen = new Set<string>()
  readonly #methods = new Map<TruffleArtifact, ReadonlyMap<string, Method>>()

  constructor(provider: Eip1193Provider, contracts: RecordedContracts, usage: GasUsage) {
    this.#provider = provider
    this.#ask = provider.request.bind(provider)
    this.#contracts = contracts
    this.#usage = usage
  }

  /** Listens from now on, and makes known what can be called. */
  start(): void {
    for (const artifact of this.#reported()) {
      for (const { name, signature } of this.#methodsOf(artifact).values()) {
        this.#usage.addMethod({ contract: artifact.contractName, method: name, signature })
      }
    }
    Object.assign(this.#provider, { request: (call: RequestArguments) => this.#request(call) })
  }

  stop(): void {
    Object.assign(this.#provider, { request: this.#ask })
  }

  /** Counts a deployment that was before. */
  async addDeployment(contract: string, hash: string): Promise<void> {
    const receipt = await this.#receipt(hash)
    if (receipt !== undefined) this.#usage.addDeployment(contract, Number(receipt.gasUsed))
  }

  async #request(call: RequestArguments): Promise<unknown> {
    const result = await this.#ask(call)
    if (sending.has(call.method)) await this.#note(String(result))
    // Of what was not mined at once, its sender asks until it is.
    if (
      call.method === 'eth_getTransactionReceipt' &&
      result !== null &&
      Array.isArray(call.params)
    ) {
      await this.#note(String(call.params[0]))
    }
    return result
  }

  async #note(hash: string): Promise<void> {
    if (this.#seen.has(hash)) return
    const receipt = await this.#receipt(hash)
    if (receipt === undefined) return
    this.#seen.add(hash)
    const gas = Number(receipt.gasUsed)
    this.#usage.addTransaction(gas)
    if (receipt.status === '0x0') return
    if (receipt.contractAddress !== null) await this.#noteCreation(receipt.contractAddress, gas)
    else if (receipt.to !== null) await this.#noteCall(hash, receipt.to, gas)
  }

  async #noteCreation(address: string, gas: number): Promise<void> {
    const artifact = await this.#contracts.known.at(address)
    if (artifact === undefined || !this.#contracts.isReported(artifact)) return
    this.#usage.addDeployment(artifact.contractName, gas)
  }

  async #noteCall(hash: string, to: string, gas: number): Promise<void> {
    const transaction = await this.#ask({ method: 'eth_getTransactionByHash', params: [hash] })
    const selector = String(Reflect.get(Object(transaction), 'input')).slice(0, 10)
    const callee = await this.#contracts.known.at(to)
    const artifact = this.#withMethod(callee, selector)
    const method = artifact && this.#methodsOf(artifact).get(selector)
    if (artifact === undefined || method === undefined) return
    const { name, signature } = method
    this.#usage
      .addMethod({ contract: artifact.contractName, method: name, signature })
      .gas.push(gas)
  }

  /** The callee; behind a proxy, the first contract that has the method. */
  #withMethod(callee: TruffleArtifact | undefined, selector: string): TruffleArtifact | undefined {
    const candidates = callee === undefined ? this.#reported() : [callee, ...this.#reported()]
    const found = candidates.find((artifact) => this.#methodsOf(artifact).has(selector))
    return found !== undefined && this.#contracts.isReported(found) ? found : undefined
  }

  #reported(): TruffleArtifact[] {
    return this.#contracts.known
      .all()
      .filter((artifact) => artifact.bytecode !== '0x' && this.#contracts.isReported(artifact))
  }

  #methodsOf(artifact: TruffleArtifact): ReadonlyMap<string, Method> {
    const known = this.#methods.get(artifact)
    if (known !== undefined) return known
    const methods = new Map<string, Method>()
    new Interface(artifact.abi.filter(({ type }) => type === 'function')).forEachFunction(
      (method) =>
        methods.set(method.selector, { name: method.name, signature: method.format('sighash') }),
    )
    this.#methods.set(artifact, methods)
    return methods
  }

  async #receipt(hash: string): Promise<Receipt | undefined> {
    const receipt = await this.#ask({ method: 'eth_getTransactionReceipt', params: [hash] })
    return (receipt ?? undefined) as Receipt | undefined
  }
}
