import { gasAfter, type Turn } from './turn-recorder.js'

/** What Ganache takes for granted that a call needs in the end. */
const stipend = 2_300n

/** How a frame began. */
interface FrameStart {
  /** Before its first instruction. */
  readonly entryGas: bigint
  /** What made it, and the base fee of that; the outermost has none. */
  readonly opener?: { readonly turn: Turn; readonly fee: bigint }
}

/** What a frame takes, and what has to be there besides. */
export class FrameCost {
  readonly #start: FrameStart
  #cost = 0n
  #reserve = 0n
  /** After the last call that it made. */
  #resumedGas: bigint | undefined

  constructor(start: FrameStart) {
    this.#start = start
  }

  get total(): bigint {
    return this.#cost + this.#reserve
  }

  /** A call that no code runs for. */
  passOver(turn: Turn): void {
    this.#add(this.#runningGas - gasAfter(turn))
    this.#resumedGas = gasAfter(turn)
    this.#reserve += stipend
  }

  /** It calls or creates. */
  leave(turn: Turn, fee: bigint): void {
    this.#add(this.#runningGas - turn.gasLeft + fee)
  }

  /** The frame that it called has ended with `turn`. */
  take(called: FrameCost, turn: Turn): void {
    this.#add(called.#cost)
    this.#reserve += called.#reserve
    this.#resumedGas = gasAfter(turn)
  }

  /** It ends. */
  end(turn: Turn, isLast: boolean): void {
    const { opener, entryGas } = this.#start
    if (this.#resumedGas !== undefined && opener !== undefined && !isLast) {
      this.#add(this.#resumedGas - turn.gasLeft)
      const entering = opener.turn.gasLeft - gasAfter(opener.turn)
      this.#add(turn.gasLeft - gasAfter(turn) + entering - opener.fee)
    } else {
      const start = this.#resumedGas ?? opener?.turn.gasLeft ?? entryGas
      this.#add(start - gasAfter(turn) - (opener?.fee ?? 0n))
    }
    if (opener?.turn.isPaying === true) this.#reserveForPaid(gasAfter(opener.turn) - turn.gasLeft)
    else if (!isLast) this.#reserveShare()
  }

  get #runningGas(): bigint {
    return this.#resumedGas ?? this.#start.entryGas
  }

  #reserveForPaid(innerGas: bigint): void {
    if (innerGas > stipend) {
      this.#reserveShare()
      return
    }
    this.#cost += this.#reserve
    this.#reserve = stipend - innerGas
  }

  #reserveShare(): void {
    this.#cost += this.#reserve
    this.#reserve = this.#cost / 63n
  }

  /** What is taken later is there for what has to be there now. */
  #add(gas: bigint): void {
    this.#cost += gas
    if (this.#reserve > 0n) this.#reserve = gas >= this.#reserve ? 0n : this.#reserve - gas
  }
}
