import {
  EVM,
  EVMError,
  type EVMOpts,
  type EVMResult,
  type EVMRunCallOpts,
  type ExecResult,
  Message,
  NobleBN254,
} from '@ethereumjs/evm'
import { Account, Address, KECCAK256_NULL } from '@ethereumjs/util'
import type { Crypto } from '../../crypto.js'
import type { AccountOverlay } from '../../state/account-overlay.js'
import type { WorldState } from '../../state/types.js'
import { consoleAddress } from '../console/console-address.js'
import type { Rules } from '../rules.js'
import { isSameBytes } from '../words.js'
import { emptyBlock } from './evm-block.js'
import { toExecResult } from './exec-result.js'
import { Frame, frameGasLimit } from './frame/frame.js'
import type { FrameHost } from './frame/frame-host.js'
import { type FrameRules, frameRules } from './frame/frame-rules.js'
import { runInstructions } from './frame/run-frame.js'
import { createPrecompileTest } from './precompile-addresses.js'
import type { SteppingInterpreter, SteppingInterpreterClass } from './stepping-interpreter.js'
import type { InterpreterClass, RunState } from './stock-interpreter.js'

/** Called with the input of every call to the console address. */
export type ConsoleSink = (input: Uint8Array) => void

type RunOptions = Parameters<InstanceType<InterpreterClass>['run']>[1]
type CallMessage = Message & { to: Address }

const noBytes = new Uint8Array(0)
const zeroAddress = new Address(new Uint8Array(20))

/** What a {@link ChainEvm} is made of besides ethereumjs' options. */
export interface ChainEvmParts {
  readonly rules: Rules
  readonly state: WorldState
  readonly crypto: Crypto
  readonly Interpreter: SteppingInterpreterClass
}

/**
 * ethereumjs' EVM with another interpreter loop, without what only forks after Osaka need, which
 * besides tells what contracts print.
 */
export class ChainEvm extends EVM {
  /** Where calls to the console address go; undefined drops them. */
  consoleSink: ConsoleSink | undefined
  readonly #Interpreter: SteppingInterpreterClass
  readonly #state: WorldState
  readonly #rules: FrameRules
  readonly #hasTransientStorage: boolean
  readonly #hasWarmAddresses: boolean

  constructor(options: EVMOpts, { rules, state, crypto, Interpreter }: ChainEvmParts) {
    super({ ...options, common: rules, stateManager: state, bn254: new NobleBN254() })
    this.#Interpreter = Interpreter
    this.#state = state
    this.#rules = frameRules(rules, this, crypto)
    this.#hasTransientStorage = this.common.isActivatedEIP(1153)
    this.#hasWarmAddresses = this.common.isActivatedEIP(2929)
    const { journal } = this
    const isPrecompile = createPrecompileTest(this.precompiles.keys())
    const isWarmed = journal.isWarmedAddress.bind(journal)
    // Instead of warming each of them for each transaction.
    journal.isWarmedAddress = (address) => isPrecompile(address) || isWarmed(address)
    journal.cleanup = () => this.#cleanJournal()
  }

  override async runCall(options: EVMRunCallOpts): Promise<EVMResult> {
    const message = options.message ?? (await this.#outermost(options))
    this.#tellConsole(message)
    if (this.events.listenerCount('beforeMessage') > 0) await this._emit('beforeMessage', message)
    if (message.to === undefined && this.#hasWarmAddresses) {
      message.code = message.data
      this.journal.addWarmedAddress((await this._generateAddress(message)).bytes)
    }
    await this.journal.checkpoint()
    if (this.#hasTransientStorage) this.transientStorage.checkpoint()
    const result = isCall(message)
      ? await this._executeCall(message)
      : await this._executeCreate(message)
    await this.#settle(result.execResult)
    if (this.events.listenerCount('afterMessage') > 0) await this._emit('afterMessage', result)
    return result
  }

  protected override async _executeCall(message: CallMessage): Promise<EVMResult> {
    const transferError = await this.#transferValue(message)
    await this._loadCode(message)
    const { code, gasLimit } = message
    if (transferError !== undefined || code === undefined || code.length === 0) {
      return { execResult: this.#withoutCode(message, transferError) }
    }
    const execResult =
      code instanceof Uint8Array
        ? await this.runInterpreter(message)
        : await this.runPrecompile(code, message.data, gasLimit)
    if (!(code instanceof Uint8Array)) execResult.gasRefund = message.gasRefund
    if (message.depth === 0 && this.#hasTransientStorage) this.transientStorage.clear()
    return { execResult }
  }

  /**
   * Runs the code of `message` in a {@link Frame}. Only when somebody listens to its steps, or when it
   * has gas beyond all measure, ethereumjs' own loop runs it.
   */
  protected override async runInterpreter(
    message: Message,
    options: RunOptions = {},
  ): Promise<ExecResult> {
    if (this.events.listenerCount('step') > 0 || message.gasLimit > frameGasLimit) {
      return this.#runStock(message, options)
    }
    const frame = new Frame(this.#host(message), message)
    let interpreter: SteppingInterpreter | undefined
    try {
      for (;;) {
        const opcode = runInstructions(frame)
        if (opcode === undefined) break
        interpreter ??= await this.#createInterpreter(message)
        await interpreter.step(frame, opcode)
      }
    } catch (error) {
      if (!(error instanceof EVMError)) throw error
      return frameResult(frame, interpreter, error)
    }
    return frameResult(frame, interpreter)
  }

  async #runStock(message: Message, options: RunOptions): Promise<ExecResult> {
    const interpreter = await this.#createInterpreter(message)
    const { code } = message
    const { runState, exceptionError } = await interpreter.run(
      code instanceof Uint8Array ? code : noBytes,
      options,
    )
    const { gasLeft, gasRefund } = runState
    return toExecResult(message, { ...interpreter._result, gasLeft, gasRefund, exceptionError })
  }

  async #createInterpreter(message: Message): Promise<SteppingInterpreter> {
    const interpreter = new this.#Interpreter(
      this,
      this.stateManager,
      this.blockchain,
      await this.#environment(message),
      message.gasLimit,
      this.journal,
      this.performanceLogger,
    )
    const { _result: result } = interpreter
    if (message.selfdestruct !== undefined) result.selfdestruct = message.selfdestruct
    if (message.createdAddresses !== undefined) result.createdAddresses = message.createdAddresses
    return interpreter
  }

  #host(message: Message): FrameHost {
    return {
      rules: this.#rules,
      state: this.#state.overlay,
      journal: this.journal,
      transientStorage: this.transientStorage,
      block: this._block ?? emptyBlock,
      gasPrice: this._tx?.gasPrice ?? 0n,
      origin: this._tx?.origin ?? message.caller,
    }
  }

  /** Removes the empty accounts that were touched (EIP-161) and forgets what was touched. */
  async #cleanJournal(): Promise<void> {
    const { journal } = this
    if (this.common.gteHardfork('spuriousDragon')) {
      for (const digits of journal['touched']) {
        const address = new Uint8Array(Buffer.from(digits, 'hex'))
        const account = this.#state.overlay.account(address) ?? (await this.#fetch(address))
        if (isEmpty(account)) this.#state.overlay.setData(account, null)
      }
    }
    journal.cleanJournal()
    delete journal.accessList
    delete journal.preimages
  }

  async #fetch(address: Uint8Array): Promise<AccountOverlay> {
    const { overlay } = this.#state
    for (;;) {
      await overlay.fetchAccount(address)
      const account = overlay.account(address)
      if (account !== undefined) return account
    }
  }

  #tellConsole({ to, data }: Message): void {
    if (this.consoleSink === undefined || to === undefined) return
    if (isSameBytes(to.bytes, consoleAddress)) this.consoleSink(data)
  }

  /** The message that a transaction begins with. */
  async #outermost(options: EVMRunCallOpts): Promise<Message> {
    const { caller = zeroAddress, gasPrice = 0n, origin = caller } = options
    this._block = options.block ?? emptyBlock
    this._tx = { gasPrice, origin }
    const message = new Message({
      caller,
      gasLimit: options.gasLimit ?? 0xffffffn,
      ...(options.to === undefined ? {} : { to: options.to }),
      value: options.value ?? 0n,
      data: options.data ?? noBytes,
      selfdestruct: options.selfdestruct ?? new Map(),
      createdAddresses: options.createdAddresses ?? new Set(),
      blobVersionedHashes: options.blobVersionedHashes ?? [],
    })
    if (options.skipNonceIncrement !== true) await this.#countNonce(caller)
    return message
  }

  async #countNonce(address: Address): Promise<void> {
    const account = (await this.stateManager.getAccount(address)) ?? new Account()
    account.nonce += 1n
    await this.journal.putAccount(address, account)
  }

  /** Keeps what a frame did, or takes it back. */
  async #settle(result: ExecResult): Promise<void> {
    if (result.exceptionError === undefined) {
      await this.journal.commit()
      if (this.#hasTransientStorage) this.transientStorage.commit()
      return
    }
    result.selfdestruct = new Map()
    result.createdAddresses = new Set()
    result.gasRefund = 0n
    result.logs = []
    await this.journal.revert()
    if (this.#hasTransientStorage) this.transientStorage.revert()
  }

  async #transferValue(message: CallMessage): Promise<EVMError | undefined> {
    if (message.delegatecall) return undefined
    if (message.value === 0n) {
      await this.#touch(message.to)
      return undefined
    }
    const from = (await this.stateManager.getAccount(message.caller)) ?? new Account()
    try {
      await this._reduceSenderBalance(from, message)
      const to = (await this.stateManager.getAccount(message.to)) ?? new Account()
      await this._addToBalance(to, message)
    } catch (error) {
      if (error instanceof EVMError) return error
      throw error
    }
    return undefined
  }

  /** A call without value touches who is called: an empty account is made, or removed since EIP-161. */
  async #touch(address: Address): Promise<void> {
    const account = await this.stateManager.getAccount(address)
    if (account?.isEmpty() === false) return
    await this.journal.putAccount(address, account ?? new Account())
  }

  #withoutCode(message: Message, transferError: EVMError | undefined): ExecResult {
    return {
      gasRefund: message.gasRefund,
      executionGasUsed: 0n,
      ...(transferError === undefined ? {} : { exceptionError: transferError }),
      returnValue: noBytes,
    }
  }

  async #environment(message: Message): Promise<RunState['env']> {
    const address = message.to ?? zeroAddress
    const contract = await this.stateManager.getAccount(address)
    return {
      address,
      caller: message.caller,
      callData: message.data,
      callValue: message.value,
      code: message.code instanceof Uint8Array ? message.code : noBytes,
      isStatic: message.isStatic,
      isCreate: message.isCreate ?? false,
      depth: message.depth,
      gasPrice: this._tx?.gasPrice ?? 0n,
      origin: this._tx?.origin ?? message.caller,
      block: this._block ?? emptyBlock,
      contract: contract ?? new Account(),
      codeAddress: message.codeAddress,
      gasRefund: message.gasRefund,
      blobVersionedHashes: message.blobVersionedHashes ?? [],
      ...(message.createdAddresses === undefined
        ? {}
        : { createdAddresses: message.createdAddresses }),
    }
  }
}

function frameResult(
  frame: Frame,
  interpreter: SteppingInterpreter | undefined,
  error?: EVMError,
): ExecResult {
  const { message, logs, returnValue, gasRefund } = frame
  return toExecResult(message, {
    logs,
    returnValue,
    selfdestruct: interpreter?._result.selfdestruct ?? message.selfdestruct,
    createdAddresses: interpreter?._result.createdAddresses ?? message.createdAddresses,
    gasLeft: BigInt(frame.gas),
    gasRefund,
    // STOP is how SELFDESTRUCT ends.
    exceptionError: error?.error === EVMError.errorMessages.STOP ? undefined : error,
  })
}

function isEmpty({ data }: AccountOverlay): boolean {
  if (data === null || data.nonce !== 0n || data.balanceWei !== 0n) return false
  return isSameBytes(data.code.hash, KECCAK256_NULL)
}

function isCall(message: Message): message is CallMessage {
  return message.to !== undefined
}
