/** Gas of the calls of one method. */
export interface MethodUsage {
  readonly contract: string
  readonly method: string
  readonly signature: string
  readonly gas: number[]
}

/** Gas of transactions by what they did. */
export class GasUsage {
  readonly #methods = new Map<string, MethodUsage>()
  readonly #deployments = new Map<string, number[]>()
  #sinceMark = 0

  get methods(): readonly MethodUsage[] {
    return [...this.#methods.values()]
  }

  get deployments(): ReadonlyMap<string, readonly number[]> {
    return this.#deployments
  }

  /** Of all transactions since {@link mark}, failed and unknown ones among them. */
  get sinceMark(): number {
    return this.#sinceMark
  }

  mark(): void {
    this.#sinceMark = 0
  }

  addTransaction(gas: number): void {
    this.#sinceMark += gas
  }

  /** Makes a method known that may never be called. */
  addMethod({ contract, method, signature }: Omit<MethodUsage, 'gas'>): MethodUsage {
    const key = `${contract}.${signature}`
    const known = this.#methods.get(key)
    if (known !== undefined) return known
    const usage = { contract, method, signature, gas: [] }
    this.#methods.set(key, usage)
    return usage
  }

  addDeployment(contract: string, gas: number): void {
    const known = this.#deployments.get(contract)
    if (known === undefined) this.#deployments.set(contract, [gas])
    else known.push(gas)
  }
}
