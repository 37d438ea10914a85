/** A request as EIP-1193 defines it. */
export interface RequestArguments {
  readonly method: string
  readonly params?: readonly unknown[] | object | undefined
}

/**
 * An EIP-1193 provider: the one interface through which everything talks to a chain.
 *
 * `request` rejects with an object that has a numeric `code` (JSON-RPC 2.0, EIP-1474) and, for
 * reverts, the return data in `data`.
 */
export interface Eip1193Provider {
  request(request: RequestArguments): Promise<unknown>
  on(event: string, listener: (...args: never[]) => void): unknown
  removeListener(event: string, listener: (...args: never[]) => void): unknown
}
