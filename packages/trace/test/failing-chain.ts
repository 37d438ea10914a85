import assert from 'node:assert/strict'
import type { Artifact, SolcSettings } from '@scaffold-evm/compiler'
import { createDevchain, type Devchain, failureRecorder } from '@scaffold-evm/devchain'
import { Interface } from 'ethers'
import {
  Build,
  type ExplainContext,
  explainExecution,
  type FailureExplanation,
  formatStackFrame,
} from '../src/index.js'
import { createTempSource } from './temp-source.js'

/** How contracts are compiled that are deployed. */
export const modes: readonly { readonly name: string; readonly settings: SolcSettings }[] = [
  { name: 'without the optimizer', settings: {} },
  { name: 'optimized', settings: { optimizer: { enabled: true, runs: 200 } } },
  { name: 'optimized via IR', settings: { optimizer: { enabled: true, runs: 200 }, viaIR: true } },
]

/** A transaction without its sender. */
export type Call = Readonly<Record<string, string>>

/** The contracts of a file on a chain, compiled in one way, and as they are compiled for debugging. */
export class FailingChain {
  readonly #chain: Devchain
  readonly #artifacts: readonly Artifact[]
  readonly #context: ExplainContext
  readonly #lines: readonly string[]
  readonly #addresses = new Map<string, string>()

  private constructor(
    chain: Devchain,
    {
      artifacts,
      context,
      text,
    }: { artifacts: readonly Artifact[]; context: ExplainContext; text: string },
  ) {
    this.#chain = chain
    this.#artifacts = artifacts
    this.#context = context
    this.#lines = text.split('\n')
  }

  static async open(file: string, settings: SolcSettings): Promise<FailingChain> {
    const source = await createTempSource(file)
    const deployed = await source.build('default', settings)
    const debug = await source.build('debug', settings)
    const context = {
      deployed: new Build(deployed),
      debug: new Build(debug),
      describe: (data: string) => `reverted with ${data.slice(0, 10)}`,
    }
    // What is read later is read before the folder goes.
    for (const build of [context.deployed, context.debug]) await build.contracts()
    await source.remove()
    const chain = await createDevchain({ logger: () => undefined })
    return new FailingChain(chain, { artifacts: deployed.artifacts, context, text: source.text })
  }

  async close(): Promise<void> {
    await this.#chain.close()
  }

  async setCode(address: string, code: string): Promise<void> {
    await this.#chain.request({ method: 'hardhat_setCode', params: [address, code] })
  }

  artifact(name: string): Artifact {
    return this.#artifacts.find(({ contractName }) => contractName === name) ?? assert.fail(name)
  }

  at(name: string): string {
    return this.#addresses.get(name) ?? assert.fail(`${name} is not deployed`)
  }

  /** Libraries that were deployed before are linked. */
  async deploy(name: string, args: readonly unknown[] = [], valueWei = 0n): Promise<void> {
    const [from] = this.#chain.accounts
    const transaction = {
      from: from?.address,
      ...this.creation(name, args),
      value: `0x${valueWei.toString(16)}`,
    }
    const hash = await this.#chain.request({ method: 'eth_sendTransaction', params: [transaction] })
    const receipt = await this.#chain.request({
      method: 'eth_getTransactionReceipt',
      params: [hash],
    })
    this.#addresses.set(name, String(Reflect.get(Object(receipt), 'contractAddress')))
  }

  creation(name: string, args: readonly unknown[] = []): Call {
    const { abi, bytecode, linkReferences } = this.artifact(name)
    let code: string = bytecode
    for (const [library, places] of Object.values(linkReferences).flatMap(Object.entries)) {
      for (const { start } of places) {
        const at = 2 + start * 2
        code = code.slice(0, at) + this.at(library).slice(2) + code.slice(at + 40)
      }
    }
    return { data: code + new Interface(JSON.stringify(abi)).encodeDeploy(args).slice(2) }
  }

  call(contract: string, name: string, args: readonly unknown[] = [], to: string = contract): Call {
    const { abi } = this.artifact(contract)
    const data = new Interface(JSON.stringify(abi)).encodeFunctionData(name, args)
    return { to: this.at(to), data }
  }

  async explain(call: Call): Promise<FailureExplanation> {
    const [from] = this.#chain.accounts
    try {
      await this.#chain.request({ method: 'eth_call', params: [{ from: from?.address, ...call }] })
    } catch (error) {
      const record = failureRecorder(error)
      assert.ok(record !== undefined, String(error))
      const explanation = await explainExecution(record, this.#context)
      return explanation ?? assert.fail('it did not fail')
    }
    return assert.fail('it did not fail')
  }

  /** `name mark` of each frame: lines by the mark at their end, or their text. */
  storyOf({ frames }: FailureExplanation): string[] {
    return frames.map((frame) => {
      const text = formatStackFrame(frame)
      const [name] = /[\w.]+(?= \()/.exec(text) ?? ['?']
      const line = this.#lines[(frame.place?.line ?? 0) - 1] ?? ''
      return `${name} ${/\/\/ ([\w-]+)$/.exec(line)?.[1] ?? line.trim()}`
    })
  }
}
