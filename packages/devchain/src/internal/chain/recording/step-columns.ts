/** Words of 32 bits in a stack item. */
const limbs = 8
const wordSize = 32
const firstCapacity = 4096

/** What of each step is kept, a column for each: numbers in typed arrays, so that millions of steps are some tens of bytes each. */
export class StepColumns {
  readonly #most: number
  #capacity = firstCapacity
  /** Steps dropped from the front. */
  #first = 0
  #length = 0
  #pcs = new Uint32Array(firstCapacity)
  #ops = new Uint8Array(firstCapacity)
  #frames = new Uint32Array(firstCapacity)
  #gas = new Float64Array(firstCapacity)
  #depths = new Uint16Array(firstCapacity)
  /** Words of memory. */
  #memory = new Uint32Array(firstCapacity)
  #tops = new Uint32Array(firstCapacity * limbs)

  /** Of more than `most` steps the older half is dropped. */
  constructor(most: number) {
    this.#most = most
  }

  get first(): number {
    return this.#first
  }

  get end(): number {
    return this.#first + this.#length
  }

  /** Begins a step. Its top item is then written to `tops` at `topPlace`. */
  add(step: {
    readonly pc: number
    readonly op: number
    readonly frame: number
    readonly gasLeft: number
    readonly stackDepth: number
    readonly memorySize: number
  }): void {
    if (this.#length === this.#capacity) this.#makeRoom()
    const at = this.#length
    this.#pcs[at] = step.pc
    this.#ops[at] = step.op
    this.#frames[at] = step.frame
    this.#gas[at] = step.gasLeft
    this.#depths[at] = step.stackDepth
    this.#memory[at] = step.memorySize / wordSize
    this.#length += 1
  }

  get tops(): Uint32Array {
    return this.#tops
  }

  /** Where the top item of the last step goes. */
  get topPlace(): number {
    return (this.#length - 1) * limbs
  }

  pc(step: number): number {
    return this.#pcs[step - this.#first] ?? 0
  }

  op(step: number): number {
    return this.#ops[step - this.#first] ?? 0
  }

  frame(step: number): number {
    return this.#frames[step - this.#first] ?? 0
  }

  gasLeft(step: number): number {
    return this.#gas[step - this.#first] ?? 0
  }

  stackDepth(step: number): number {
    return this.#depths[step - this.#first] ?? 0
  }

  memorySize(step: number): number {
    return (this.#memory[step - this.#first] ?? 0) * wordSize
  }

  top(step: number): bigint {
    const place = (step - this.#first) * limbs
    let word = 0n
    for (let limb = limbs - 1; limb >= 0; limb--) {
      word = (word << 32n) | BigInt(this.#tops[place + limb] ?? 0)
    }
    return word
  }

  #makeRoom(): void {
    if (this.#capacity < this.#most) {
      this.#resize(Math.min(this.#capacity * 2, this.#most))
      return
    }
    const dropped = this.#length >>> 1
    const columns = [this.#pcs, this.#ops, this.#frames, this.#gas, this.#depths, this.#memory]
    for (const column of columns) {
      column.copyWithin(0, dropped, this.#length)
    }
    this.#tops.copyWithin(0, dropped * limbs, this.#length * limbs)
    this.#first += dropped
    this.#length -= dropped
  }

  #resize(capacity: number): void {
    this.#capacity = capacity
    this.#pcs = grown(this.#pcs, new Uint32Array(capacity))
    this.#ops = grown(this.#ops, new Uint8Array(capacity))
    this.#frames = grown(this.#frames, new Uint32Array(capacity))
    this.#gas = grown(this.#gas, new Float64Array(capacity))
    this.#depths = grown(this.#depths, new Uint16Array(capacity))
    this.#memory = grown(this.#memory, new Uint32Array(capacity))
    this.#tops = grown(this.#tops, new Uint32Array(capacity * limbs))
  }
}

interface Column {
  set(from: ArrayLike<number>): void
}

function grown<T extends Column & ArrayLike<number>>(old: T, bigger: T): T {
  bigger.set(old)
  return bigger
}
