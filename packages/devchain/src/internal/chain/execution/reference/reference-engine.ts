import {
  EVM,
  type EVMResult,
  type InterpreterStep,
  type Message,
  NobleBN254,
  type PrecompileFunc,
} from '@ethereumjs/evm'
import { Address } from '@ethereumjs/util'
import { bytesToDigits, bytesToHex, hexToBytes } from '@scaffold-evm/common'
import { isSameBytes } from '../../../bytes.js'
import type { Crypto } from '../../../crypto.js'
import type { WorldState } from '../../../state/types.js'
import { consoleAddress } from '../../console/console-address.js'
import type { Rules } from '../../rules.js'
import { EvmEvents } from '../../tracing/evm-events.js'
import type { TraceHandler } from '../../tracing/trace-handler.js'
import type { Engine, EngineMessage, EngineResult, PrecompileChange } from '../engine.js'
import type { BlockHashSource, ExecutorOptions } from '../executor.js'
import type { InstructionCounter } from '../instruction-counter.js'
import type { ConsoleSink, ExecutionListeners } from '../listeners.js'
import { CountingEvents } from './counting-events.js'

/** @ethereumjs/evm as it ships, on the state of one executor: slow, and what the fast engine is measured by. */
export class ReferenceEngine implements Engine {
  readonly name = 'reference'
  listeners: ExecutionListeners | undefined
  traceHandler: TraceHandler | undefined
  precompileChanges: readonly PrecompileChange[] = []
  readonly precompiles: ReadonlySet<number>
  readonly #functions: ReadonlyMap<string, PrecompileFunc>
  readonly #evm: EVM
  readonly #rules: Rules
  readonly #state: WorldState
  readonly #crypto: Crypto

  constructor({ rules, state, crypto, blockHash, allowUnlimitedContractSize }: ExecutorOptions) {
    this.#crypto = crypto
    this.#rules = rules
    this.#state = state
    this.#evm = new EVM({
      common: rules,
      stateManager: state,
      blockchain: blockchainOf(blockHash),
      allowUnlimitedContractSize,
      allowUnlimitedInitCodeSize: allowUnlimitedContractSize,
      bn254: new NobleBN254(),
    })
    this.#functions = new Map(this.#evm.precompiles)
    this.precompiles = new Set(
      [...this.#functions.keys()].map((digits) => Number.parseInt(digits, 16)),
    )
  }

  async run(message: EngineMessage): Promise<EngineResult> {
    const { journal } = this.#evm
    await journal.cleanup()
    if (message.reportsAccessList) journal.startReportingAccessList()
    this.#warm(message)
    this.#changePrecompiles()
    const result = await this.#listening(() => this.#call(message))
    const { accessList } = journal
    await journal.cleanup()
    const { execResult } = result
    return {
      gasUsed: execResult.executionGasUsed,
      gasRefund: execResult.gasRefund ?? 0n,
      hasInnerMessages: true,
      returnData: execResult.returnValue,
      // ethereumjs appends the place of a wrong jump.
      haltReason: execResult.exceptionError?.error.replace(/ at .*$/, ''),
      logs: execResult.logs ?? [],
      createdAddress: message.to === undefined ? result.createdAddress?.bytes : undefined,
      destroyed: this.#destroyed(result),
      accessList,
    }
  }

  #call(message: EngineMessage): Promise<EVMResult> {
    return this.#evm.runCall({
      block: message.block,
      gasPrice: message.gasPrice,
      caller: new Address(message.caller),
      gasLimit: message.gasLimit,
      ...(message.to === undefined ? {} : { to: new Address(message.to) }),
      value: message.valueWei,
      data: message.data,
      blobVersionedHashes: message.blobVersionedHashes.map(bytesToHex),
      skipNonceIncrement: true,
    })
  }

  #warm({ warmAddresses, accessList }: EngineMessage): void {
    const { journal } = this.#evm
    for (const [address, slots] of accessList) {
      const digits = bytesToDigits(address)
      journal.addAlwaysWarmAddress(digits, true)
      for (const slot of slots) journal.addAlwaysWarmSlot(digits, bytesToDigits(slot), true)
    }
    for (const address of warmAddresses) journal.addAlwaysWarmAddress(bytesToDigits(address))
    if (!this.#rules.isActivatedEIP(2929)) return
    for (const digits of this.#functions.keys()) journal.addAlwaysWarmAddress(digits)
  }

  #changePrecompiles(): void {
    const { precompiles } = this.#evm
    precompiles.clear()
    for (const [digits, run] of this.#functions) precompiles.set(digits, run)
    for (const { address, number } of this.precompileChanges) {
      const run = this.#functions.get((number ?? 0).toString(16).padStart(40, '0'))
      if (run === undefined) precompiles.delete(bytesToDigits(address))
      else precompiles.set(bytesToDigits(address), run)
    }
  }

  #destroyed({ execResult }: EVMResult): Uint8Array[] {
    const { selfdestruct, createdAddresses } = execResult
    const isOnlyWithinCreation = this.#rules.isActivatedEIP(6780)
    return [...(selfdestruct?.keys() ?? [])]
      .filter((address) => !isOnlyWithinCreation || createdAddresses?.has(address) === true)
      .map((address) => hexToBytes(address))
  }

  async #listening(action: () => Promise<EVMResult>): Promise<EVMResult> {
    const { events } = this.#evm
    const { listeners, traceHandler } = this
    if (listeners !== undefined) {
      events.on('beforeMessage', (message: Message) => tellConsole(message, listeners.onConsole))
    }
    if (listeners?.counter !== undefined) this.#count(listeners.counter)
    if (traceHandler !== undefined) this.#translate(traceHandler)
    try {
      return await action()
    } finally {
      events.removeAllListeners()
    }
  }

  #count(counter: InstructionCounter): void {
    const { events } = this.#evm
    const counting = new CountingEvents(counter, this.#crypto)
    events.on('step', (step: InterpreterStep) => counting.onStep(step))
    events.on('beforeMessage', (message: Message) => counting.onMessage(message))
    events.on('afterMessage', () => counting.onMessageEnd())
  }

  /** Steps tell what messages leave out, so all of it is listened to together. */
  #translate(handler: TraceHandler): void {
    const { events } = this.#evm
    const translated = new EvmEvents(handler, { rules: this.#rules, state: this.#state })
    events.on('step', (step: InterpreterStep) => translated.onStep(step))
    events.on('beforeMessage', (message: Message) => translated.onMessage(message))
    events.on('afterMessage', (result: EVMResult) => translated.onMessageEnd(result))
  }
}

function tellConsole({ to, data }: Message, sink: ConsoleSink): void {
  if (to !== undefined && isSameBytes(to.bytes, consoleAddress)) sink(data)
}

type EvmBlockchain = NonNullable<NonNullable<ConstructorParameters<typeof EVM>[0]>['blockchain']>

function blockchainOf(blockHash: BlockHashSource): EvmBlockchain {
  const blockchain: EvmBlockchain = {
    getBlock: async (number) => {
      const hash = await blockHash(BigInt(number))
      return { hash: () => hash }
    },
    putBlock: async () => undefined,
    shallowCopy: () => blockchain,
  }
  return blockchain
}
