import assert from 'node:assert/strict'
import { type Hex, isHex } from '@scaffold-evm/common'
import type { Artifact, SolcSettings } from '@scaffold-evm/compiler'
import { createDevchain, type Devchain, loadKeccak256 } from '@scaffold-evm/devchain'
import { getAddress, Interface } from 'ethers'
import {
  Build,
  DebugSession,
  type SourceTrace,
  type TraceContext,
  traceExecution,
} from '../src/index.js'
import { createTempSource, type TempSource } from './temp-source.js'

const optimized: SolcSettings = { optimizer: { enabled: true, runs: 200 } }

/** A chain with the contracts of a Solidity file beside the tests. */
export class DebugLab {
  readonly chain: Devchain
  readonly context: TraceContext
  readonly #source: TempSource
  readonly #artifacts: readonly Artifact[]
  readonly #libraries = new Map<string, string>()

  private constructor(parts: {
    readonly chain: Devchain
    readonly context: TraceContext
    readonly source: TempSource
    readonly artifacts: readonly Artifact[]
  }) {
    this.chain = parts.chain
    this.context = parts.context
    this.#source = parts.source
    this.#artifacts = parts.artifacts
  }

  static async create(name: string, settings: SolcSettings = optimized): Promise<DebugLab> {
    const source = await createTempSource(name)
    const deployed = await source.build('default', settings)
    const context = {
      deployed: new Build(deployed),
      debug: new Build(await source.build('debug', settings)),
      describe: (data: Hex) => `reverted with ${data.slice(0, 10)}`,
      keccak256: await loadKeccak256(),
    }
    const chain = await createDevchain({
      logger: () => undefined,
      hardfork: 'cancun',
      blockGasLimit: 4_000_000_000n,
    })
    return new DebugLab({ chain, context, source, artifacts: deployed.artifacts })
  }

  async close(): Promise<void> {
    await this.chain.close()
    await this.#source.remove()
  }

  /** Deploys a contract, linked with the libraries deployed before. */
  async deploy(name: string, ...args: unknown[]): Promise<Deployed> {
    const { abi, bytecode, linkReferences } = this.#artifact(name)
    const iface = new Interface(JSON.stringify(abi))
    let code: string = bytecode
    for (const library of Object.values(linkReferences).flatMap((file) => Object.keys(file))) {
      const address = this.#libraries.get(library) ?? assert.fail(`deploy ${library} first`)
      code = code.replace(/__\$.{34}\$__/g, address.slice(2))
    }
    const hash = await this.send({ data: `${code}${iface.encodeDeploy(args).slice(2)}` })
    const receipt = await this.chain.request({
      method: 'eth_getTransactionReceipt',
      params: [hash],
    })
    const address = String(Reflect.get(Object(receipt), 'contractAddress'))
    this.#libraries.set(name, address)
    return new Deployed(this, address, iface, hash)
  }

  /** Who sends transactions. */
  get sender(): string {
    return getAddress(this.chain.accounts[0]?.address ?? '')
  }

  /** Sends it, whether or not it fails. */
  async send(transaction: object): Promise<Hex> {
    const params = [{ from: this.chain.accounts[0]?.address, gas: '0x50000000', ...transaction }]
    try {
      return asHash(await this.chain.request({ method: 'eth_sendTransaction', params }))
    } catch (error) {
      const hash: unknown = Reflect.get(Object(error), 'transactionHash')
      if (hash !== undefined) return asHash(hash)
      throw error
    }
  }

  trace(hash: Hex): Promise<SourceTrace> {
    return traceExecution((options) => this.chain.recordTransaction(hash, options), this.context)
  }

  async debug(hash: Hex): Promise<DebugSession> {
    return new DebugSession(await this.trace(hash))
  }

  /** The number of the line with a mark at its end. */
  line(mark: string): number {
    const index = this.#source.text.split('\n').findIndex((line) => line.endsWith(`// ${mark}`))
    return index === -1 ? assert.fail(mark) : index + 1
  }

  /** The functions that are running, and the mark or text of the line. */
  where({ frames }: DebugSession): string {
    const names = frames.map(({ contractName, functionName }) => `${contractName}.${functionName}`)
    return `${names.join(' < ')}: ${this.markAt(frames[0]?.place?.line)}`
  }

  markAt(line: number | undefined): string {
    const text = this.#source.text.split('\n')[(line ?? 0) - 1] ?? ''
    return /\/\/ ([\w-]+)$/.exec(text)?.[1] ?? text.trim()
  }

  #artifact(name: string): Artifact {
    return this.#artifacts.find(({ contractName }) => contractName === name) ?? assert.fail(name)
  }
}

function asHash(value: unknown): Hex {
  return isHex(value) ? value : assert.fail(String(value))
}

/** A contract of a lab. */
export class Deployed {
  readonly address: string
  /** Of the transaction that deployed it. */
  readonly hash: Hex
  readonly #lab: DebugLab
  readonly #interface: Interface

  constructor(lab: DebugLab, address: string, iface: Interface, hash: Hex) {
    this.#lab = lab
    this.address = address
    this.#interface = iface
    this.hash = hash
  }

  /** Its functions at another address. */
  at(address: string): Deployed {
    return new Deployed(this.#lab, address, this.#interface, this.hash)
  }

  send(name: string, ...args: unknown[]): Promise<Hex> {
    return this.#lab.send({ to: this.address, data: this.encode(name, ...args) })
  }

  /** The data of a call. */
  encode(name: string, ...args: unknown[]): string {
    return this.#interface.encodeFunctionData(name, args)
  }
}
