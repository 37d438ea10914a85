import type { TraceEntry } from '../../call-tree.js'
import type { InternalFunctions } from './internal-functions.js'

/** Where something happened. */
export interface EntryPlace {
  /** Index of the frame. */
  readonly frame: number
  readonly step: number
}

interface Placed {
  readonly step: number
  readonly entry: TraceEntry
}

/** What happened in frames and, if those are known, in the functions of their contracts. */
export class Contents {
  readonly #functions: InternalFunctions | undefined
  readonly #placed = new Map<string, Placed[]>()

  constructor(functions: InternalFunctions | undefined) {
    this.#functions = functions
  }

  add({ frame, step }: EntryPlace, entry: TraceEntry): void {
    const key = this.#keyOf({ frame, step })
    const placed = this.#placed.get(key)
    if (placed === undefined) this.#placed.set(key, [{ step, entry }])
    else placed.push({ step, entry })
  }

  ofFrame(frame: number): readonly TraceEntry[] {
    return this.#of(`frame ${frame}`)
  }

  /** Of a call of the source. */
  ofCall(call: number): readonly TraceEntry[] {
    return this.#of(`call ${call}`)
  }

  #of(key: string): readonly TraceEntry[] {
    const placed = this.#placed.get(key) ?? []
    return placed.toSorted((a, b) => a.step - b.step).map(({ entry }) => entry)
  }

  #keyOf({ frame, step }: EntryPlace): string {
    const call = this.#functions?.at(step)
    return call?.frame === frame ? `call ${call.index}` : `frame ${frame}`
  }
}
