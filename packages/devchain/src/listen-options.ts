import type { ServerLimits } from './internal/server/limits.js'

/** Which web pages may use the node. */
export type CorsPolicy = boolean | readonly string[]

/** Where and how a chain listens. */
export interface ListenOptions extends Partial<ServerLimits> {
  /** 0 takes any free port. @default 8545 */
  readonly port?: number
  /** Name or address to bind to. Anything but a loopback address lets the network in. @default '127.0.0.1' */
  readonly host?: string
  /**
   * Web pages that may use the node: none, all (`true`), or those of these origins, e.g.
   * `['http://localhost:3000']`. Programs that are not web pages need none of it. @default false
   */
  readonly cors?: CorsPolicy
  /**
   * Says of an error what the contracts did, as data. It is asked for clients that send the header `scaffold-explain: true`, and has
   * its place in their errors as `data.solidity`, beside the return data in `data.data`. Undefined when there is nothing to say.
   */
  readonly explain?: (error: Error) => Promise<object | undefined>
  /** Hears of every request when it is answered, e.g. to log it. */
  readonly onRequest?: (request: AnsweredRequest) => void
}

/** A chain that listens for HTTP and WebSocket JSON-RPC on one port. */
export interface DevchainServer {
  /** e.g. `http://127.0.0.1:8545` */
  readonly url: string
  /** e.g. `ws://127.0.0.1:8545` */
  readonly wsUrl: string
  readonly host: string
  readonly port: number
  /**
   * Stops listening, answers what was asked (for at most 5 seconds), ends all connections, resolves
   * when the port is free.
   */
  close(): Promise<void>
}

/** A request over HTTP or WebSocket that was answered. */
export interface AnsweredRequest {
  readonly method: string
  readonly durationMs: number
  /** What it failed with. */
  readonly error: { readonly code: number; readonly message: string } | undefined
}
