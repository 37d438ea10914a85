import type { Rules } from '../../rules.js'
import type { EngineMessage } from '../engine.js'
import type { EvmBlock } from '../evm-block.js'
import type { EngineExports } from './engine-exports.js'
import type { EngineMemory } from './engine-memory.js'

// Places of words, see `assembly/context.ts`. The engine itself knows the origin: it is who calls.
const gasPricePlace = 32
const blockPlace = 64

/** Writes what instructions say of transaction and block; the block only when it is another than last time. */
export class ContextWords {
  readonly #exports: EngineExports
  readonly #memory: EngineMemory
  #block: EvmBlock | undefined
  #rules: Rules | undefined
  #hashPlace = 0
  #hashRoom = 0

  constructor(exports: EngineExports, memory: EngineMemory) {
    this.#exports = exports
    this.#memory = memory
  }

  write({ block, gasPrice, blobVersionedHashes }: EngineMessage, rules: Rules): void {
    const place = this.#exports.contextWords()
    this.#memory.setWord(place + gasPricePlace, gasPrice)
    if (block !== this.#block || rules !== this.#rules) this.#writeBlock(block, rules)
    this.#writeBlobHashes(blobVersionedHashes)
  }

  #writeBlock(block: EvmBlock, rules: Rules): void {
    const { header } = block
    const memory = this.#memory
    const place = this.#exports.contextWords() + blockPlace
    memory.setShortWord(place, header.coinbase.bytes)
    memory.setWord(place + 32, header.timestamp)
    memory.setWord(place + 64, header.number)
    if (rules.isActivatedEIP(4399)) memory.setShortWord(place + 96, header.prevRandao)
    else memory.setWord(place + 96, header.difficulty)
    memory.setWord(place + 128, header.gasLimit)
    memory.setWord(place + 160, header.baseFeePerGas ?? 0n)
    memory.setWord(place + 192, header.getBlobGasPrice() ?? 0n)
    memory.setWord(place + 224, rules.chainId())
    this.#block = block
    this.#rules = rules
  }

  #writeBlobHashes(hashes: readonly Uint8Array[]): void {
    if (hashes.length === 0) {
      this.#exports.setBlobHashes(0, 0)
      return
    }
    const size = hashes.length * 32
    if (size > this.#hashRoom) {
      if (this.#hashRoom > 0) this.#exports.release(this.#hashPlace, this.#hashRoom)
      this.#hashPlace = this.#exports.allocate(size)
      this.#hashRoom = size
    }
    for (const [index, hash] of hashes.entries()) {
      this.#memory.bytes.set(hash, this.#hashPlace + index * 32)
    }
    this.#exports.setBlobHashes(this.#hashPlace, hashes.length)
  }
}
