/** What all generated files share, without its import of `ethers`. */
export const sharedTypes = `/** A function that only reads: calling it gives its result. */
export interface View<A extends unknown[], R> extends ethers.ConstantContractMethod<A, R> {}

/** A function that changes state: calling it sends a transaction; \`staticCall\` gives its result. */
export interface Transact<A extends unknown[], R>
  extends ethers.ContractMethod<A, R, ethers.ContractTransactionResponse> {}

declare const args: unique symbol

/** A filter for one event, which remembers the arguments that its logs have. */
export interface Filter<A> extends ethers.DeferredTopicFilter {
  readonly [args]: A
}

/** An event in \`filters\`: calling it with indexed values gives a filter for them. */
export interface Event<I extends unknown[], A> {
  (...values: ethers.ContractEventArgs<I>): Filter<A>
  name: string
  fragment: ethers.EventFragment
  getFragment(...values: ethers.ContractEventArgs<I>): ethers.EventFragment
}

/** A log with decoded arguments. */
export type Log<A> = ethers.EventLog & { readonly args: ethers.Result & A }

type ArgsOf<T> = T extends { (...values: never[]): Filter<infer A> } ? A : never

/** A contract of ethers with methods \`M\` and events \`E\`. */
export interface Contract<M, E extends Record<string, ethers.ContractEvent>>
  extends ethers.BaseContract {
  readonly filters: E
  connect(runner: ethers.ContractRunner | null): this
  attach(target: string | ethers.Addressable): this
  getFunction<K extends keyof M & string>(key: K): M[K]
  getFunction<T extends ethers.ContractMethod = ethers.ContractMethod>(
    key: string | ethers.FunctionFragment,
  ): T
  getEvent<K extends keyof E & string>(key: K): E[K]
  getEvent(key: string | ethers.EventFragment): ethers.ContractEvent
  queryFilter<K extends keyof E & string>(
    event: K,
    fromBlock?: ethers.BlockTag,
    toBlock?: ethers.BlockTag,
  ): Promise<Log<ArgsOf<E[K]>>[]>
  queryFilter<A>(
    event: Filter<A>,
    fromBlock?: ethers.BlockTag,
    toBlock?: ethers.BlockTag,
  ): Promise<Log<A>[]>
  queryFilter(
    event: ethers.ContractEventName,
    fromBlock?: ethers.BlockTag,
    toBlock?: ethers.BlockTag,
  ): Promise<(ethers.EventLog | ethers.Log)[]>
}
`
