import {
  EVM,
  EVMError,
  type EVMOpts,
  type EVMResult,
  type EVMRunCallOpts,
  type ExecResult,
  type Message,
  NobleBN254,
} from '@ethereumjs/evm'
import { Account, Address } from '@ethereumjs/util'
import { consoleAddress } from '../console/console-address.js'
import { emptyBlock } from './evm-block.js'
import type { InterpreterClass, RunState } from './stock-interpreter.js'

/** Called with the input of every call to the console address. */
export type ConsoleSink = (input: Uint8Array) => void

const noBytes = new Uint8Array(0)
const zeroAddress = new Address(new Uint8Array(20))

type RunOptions = Parameters<InstanceType<InterpreterClass>['run']>[1]

/** ethereumjs' EVM with another interpreter loop, which besides tells what contracts print. */
export class ChainEvm extends EVM {
  /** Where calls to the console address go; undefined drops them. */
  consoleSink: ConsoleSink | undefined

  readonly #Interpreter: InterpreterClass

  constructor(options: EVMOpts, Interpreter: InterpreterClass) {
    super({ ...options, bn254: new NobleBN254() })
    this.#Interpreter = Interpreter
  }

  override runCall(options: EVMRunCallOpts): Promise<EVMResult> {
    const { consoleSink } = this
    if (consoleSink !== undefined) {
      const to = options.message?.to ?? options.to
      if (to !== undefined && isConsole(to.bytes)) {
        consoleSink(options.message?.data ?? options.data ?? new Uint8Array(0))
      }
    }
    return super.runCall(options)
  }

  /** As in the class extended, with our interpreter and without what only EOF needs. */
  protected override async runInterpreter(
    message: Message,
    options: RunOptions = {},
  ): Promise<ExecResult> {
    const interpreter = new this.#Interpreter(
      this,
      this.stateManager,
      this.blockchain,
      await this.#environment(message),
      message.gasLimit,
      this.journal,
      this.performanceLogger,
    )
    const result = interpreter._result
    if (message.selfdestruct !== undefined) result.selfdestruct = message.selfdestruct
    if (message.createdAddresses !== undefined) result.createdAddresses = message.createdAddresses
    const { code } = message
    const { runState, exceptionError } = await interpreter.run(
      code instanceof Uint8Array ? code : noBytes,
      options,
    )
    const isHalt =
      exceptionError !== undefined && exceptionError.error !== EVMError.errorMessages.REVERT
    return {
      ...(exceptionError === undefined
        ? result
        : { logs: [], selfdestruct: new Map(), createdAddresses: new Set() }),
      ...(exceptionError === undefined ? {} : { exceptionError }),
      gas: runState.gasLeft,
      executionGasUsed: isHalt ? message.gasLimit : message.gasLimit - runState.gasLeft,
      gasRefund: runState.gasRefund,
      stateGasSpilled: runState.stateGasSpilled,
      returnValue: result.returnValue ?? noBytes,
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

function isConsole(address: Uint8Array): boolean {
  // Nearly every address differs in the last byte.
  if (address[19] !== consoleAddress[19]) return false
  return address.every((byte, index) => byte === consoleAddress[index])
}
