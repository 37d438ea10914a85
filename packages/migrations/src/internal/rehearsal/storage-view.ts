import { type Eip1193Provider, quantityToHex } from '@scaffold-evm/common'
import { StorageValues } from '@scaffold-evm/trace'
import { keccakBytes } from '../layout/keccak-bytes.js'

/** The storage of a contract after some block. Each word is asked for once. */
export class StorageView {
  readonly values: StorageValues
  readonly #ask: (slot: bigint) => Promise<unknown>
  readonly #words = new Map<bigint, Promise<bigint>>()

  constructor(provider: Eip1193Provider, address: string, block: number) {
    this.#ask = (slot) =>
      provider.request({
        method: 'eth_getStorageAt',
        params: [address, `0x${slot.toString(16).padStart(64, '0')}`, quantityToHex(block)],
      })
    this.values = new StorageValues(
      { word: (slot) => this.word(slot), keccak256: keccakBytes },
      { items: 64, bytes: 1024 },
    )
  }

  /** How many words were asked for. */
  get size(): number {
    return this.#words.size
  }

  word(slot: bigint): Promise<bigint> {
    const known = this.#words.get(slot)
    if (known !== undefined) return known
    // Ganache gives a slot that nobody wrote to without bytes.
    const word = this.#ask(slot).then((value) => (value === '0x' ? 0n : BigInt(String(value))))
    this.#words.set(slot, word)
    return word
  }
}
