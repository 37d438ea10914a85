import { Address } from '@ethereumjs/util'
import { invalidValueError } from '../../../errors/chain.js'
import { suggestedPriorityFee } from '../intake.js'
import type { WorldAccess } from './world-access.js'

/** Fees and fields of the block to come, and of those after it. */
export interface NextBlock {
  /** Wei per gas. Undefined before London. */
  readonly baseFeePerGas: bigint | undefined
  /** Wei per blob gas. Undefined before Cancun. */
  readonly blobBaseFee: bigint | undefined
  readonly suggestedPriorityFeePerGas: bigint
  readonly suggestedGasPrice: bigint
  /** Of the next block alone; those after it follow from it. */
  setBaseFeePerGas(value: bigint): Promise<void>
  setMinGasPrice(value: bigint): Promise<void>
  /** What is suggested from now on, wei per gas. */
  setGasPrice(value: bigint): Promise<void>
  /** At most 32 bytes for the blocks to come. @throws `CHAIN_VALUE_INVALID` */
  setExtraData(value: Uint8Array): Promise<void>
  /** 32 bytes, which those of later blocks are made of. @throws `CHAIN_VALUE_INVALID` */
  setPrevRandao(value: Uint8Array): Promise<void>
  readonly coinbase: Uint8Array
  setCoinbase(address: Uint8Array): Promise<void>
  readonly gasLimit: bigint
  /** @throws `CHAIN_VALUE_INVALID` unless above 0 */
  setGasLimit(value: bigint): Promise<void>
}

/** What a chain in this process makes its next block of. */
export class LocalNextBlock implements NextBlock {
  readonly #access: WorldAccess

  constructor(access: WorldAccess) {
    this.#access = access
  }

  get baseFeePerGas(): bigint | undefined {
    return this.#access.world().ledger.nextFees.baseFeePerGas
  }

  get blobBaseFee(): bigint | undefined {
    return this.#access.world().ledger.nextFees.blobBaseFee
  }

  get suggestedPriorityFeePerGas(): bigint {
    return suggestedPriorityFee
  }

  get suggestedGasPrice(): bigint {
    return this.#access.world().intake.suggestedGasPrice
  }

  setBaseFeePerGas(value: bigint): Promise<void> {
    return this.#access.change(({ ledger }) => ledger.changeSettings({ nextBaseFeePerGas: value }))
  }

  setMinGasPrice(value: bigint): Promise<void> {
    return this.#access.change(({ ledger }) => ledger.changeSettings({ minGasPrice: value }))
  }

  setGasPrice(value: bigint): Promise<void> {
    return this.#access.change(({ ledger }) => ledger.changeSettings({ gasPrice: value }))
  }

  setExtraData(value: Uint8Array): Promise<void> {
    return this.#access.change(({ ledger }) => {
      if (value.length > 32) {
        throw invalidValueError('extraData', `${value.length} bytes`, 'at most 32 bytes')
      }
      ledger.changeSettings({ extraData: value })
    })
  }

  setPrevRandao(value: Uint8Array): Promise<void> {
    return this.#access.change(({ ledger }) => {
      if (value.length !== 32) {
        throw invalidValueError('prevRandao', `${value.length} bytes`, '32 bytes')
      }
      ledger.nextPrevRandao = value
    })
  }

  get coinbase(): Uint8Array {
    return this.#access.world().ledger.settings.coinbase.bytes
  }

  setCoinbase(address: Uint8Array): Promise<void> {
    return this.#access.change(({ ledger }) => {
      ledger.changeSettings({ coinbase: new Address(address) })
    })
  }

  get gasLimit(): bigint {
    return this.#access.world().ledger.settings.blockGasLimit
  }

  setGasLimit(value: bigint): Promise<void> {
    return this.#access.change(async ({ ledger }) => {
      if (value <= 0n) throw invalidValueError('blockGasLimit', value.toString(), 'above 0')
      ledger.changeSettings({ blockGasLimit: value })
      await ledger.refreshPool()
    })
  }
}
