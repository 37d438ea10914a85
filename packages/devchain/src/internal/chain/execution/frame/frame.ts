import { EVMError, type Log, type Message } from '@ethereumjs/evm'
import { Address } from '@ethereumjs/util'
import type { AccountOverlay } from '../../../state/account-overlay.js'
import { analysisOf, type CodeAnalysis } from './code-analysis.js'
import type { FrameHost } from './frame-host.js'
import { FrameMemory } from './frame-memory.js'

const stackLimit = 1024

/** Memory beyond costs more gas than any frame here has. */
const memoryLimit = 0x7fff_ffffn

const noBytes = new Uint8Array(0)
const zeroAddress = new Address(new Uint8Array(20))

/** The gas that a frame must not exceed for its amounts to be exact as numbers. */
export const frameGasLimit: bigint = 2n ** 44n

/** One message call while its code runs. Gas is counted in numbers, words are bigints. */
export class Frame {
  readonly host: FrameHost
  readonly message: Message
  readonly address: Address
  readonly code: Uint8Array
  readonly analysis: CodeAnalysis
  readonly stack: bigint[] = []
  readonly memory: FrameMemory = new FrameMemory()
  pc = 0
  gas: number
  gasRefund: bigint
  /** The size of memory that was paid for, in words, and what was paid. */
  memoryWords = 0
  memoryGas = 0
  logs: Log[] = []
  /** What the last call returned. */
  returnData: Uint8Array = noBytes
  /** What this frame returns. */
  returnValue: Uint8Array = noBytes
  #account: AccountOverlay | undefined
  #addressDigits: string | undefined

  constructor(host: FrameHost, message: Message) {
    this.host = host
    this.message = message
    this.address = message.to ?? zeroAddress
    this.code = message.code instanceof Uint8Array ? message.code : noBytes
    this.analysis = analysisOf(this.code)
    this.gas = Number(message.gasLimit)
    this.gasRefund = message.gasRefund
  }

  /** The account that runs; undefined when it has to be fetched. */
  get account(): AccountOverlay | undefined {
    this.#account ??= this.host.state.account(this.address.bytes)
    return this.#account
  }

  /** The address as ethereumjs' journal has it: without 0x. */
  get addressDigits(): string {
    this.#addressDigits ??= this.address.toString().slice(2)
    return this.#addressDigits
  }

  pop(): bigint {
    const word = this.stack.pop()
    if (word === undefined) throw new EVMError(EVMError.errorMessages.STACK_UNDERFLOW)
    return word
  }

  push(word: bigint): void {
    if (this.stack.length >= stackLimit) {
      throw new EVMError(EVMError.errorMessages.STACK_OVERFLOW)
    }
    this.stack.push(word)
  }

  /** The word that `depth` others lie on. */
  peek(depth: number): bigint {
    const word = this.stack[this.stack.length - 1 - depth]
    if (word === undefined) throw new EVMError(EVMError.errorMessages.STACK_UNDERFLOW)
    return word
  }

  charge(gas: number): void {
    this.gas -= gas
    if (this.gas >= 0) return
    this.gas = 0
    throw new EVMError(EVMError.errorMessages.OUT_OF_GAS)
  }

  /** What it costs to have memory up to the end of these bytes. To be charged at once. */
  memoryCost(offset: bigint, sizeBytes: bigint): number {
    if (sizeBytes === 0n) return 0
    if (offset > memoryLimit || sizeBytes > memoryLimit) {
      throw new EVMError(EVMError.errorMessages.OUT_OF_GAS)
    }
    const words = Math.ceil((Number(offset) + Number(sizeBytes)) / 32)
    if (words <= this.memoryWords) return 0
    const total = words * 3 + Math.floor((words * words) / 512)
    const cost = total - this.memoryGas
    this.memoryWords = words
    this.memoryGas = total
    return cost
  }

  /** A copy of some memory that was paid for. */
  readMemory(offset: bigint, sizeBytes: bigint): Uint8Array {
    return sizeBytes === 0n ? noBytes : this.memory.read(Number(offset), Number(sizeBytes))
  }

  /** Ends the frame. */
  finish(returnValue: Uint8Array): void {
    this.returnValue = returnValue
    this.pc = this.code.length
  }
}
