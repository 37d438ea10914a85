import type { EstimateRule } from '../chain/calls/estimate-rule.js'
import type { RpcMethod } from './method.js'
import { registry } from './registry.js'
import type { RpcError } from './rpc-error.js'

/** Another node's way of speaking JSON-RPC: which methods there are, what they mean, how errors read. */
export interface Dialect {
  readonly clientVersion: string
  readonly methods: ReadonlyMap<string, RpcMethod>
  /** Whether requests without an id get an answer, too, as test helpers of Ganache's time want. @default false */
  readonly answersNotifications?: boolean
  /** What `eth_estimateGas` answers. @default 'least' */
  readonly estimateRule?: EstimateRule
  /** The error that this node answers with. */
  translate(error: RpcError, method: string): RpcError
}

/** Our own: Hardhat's words, and the methods of all. Network helpers go by the prefix of the version: of Hardhat 2 by the whole first word. */
export const hardhatDialect: Dialect = {
  clientVersion: `HardhatNetwork/scaffold-0.1.0/@ethereumjs/10.1.3/node-${process.version}`,
  methods: registry,
  translate: (error) => error,
}
