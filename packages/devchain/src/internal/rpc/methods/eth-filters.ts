import { quantityToHex } from '@scaffold-evm/common'
import type { RpcContext } from '../context.js'
import { logsOfRange, queryLogs, resolveRange } from '../log-query.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { either, oneOf } from '../params/combinators.js'
import { type LogFilter, logFilter } from '../params/log-filter.js'
import type { ParamType } from '../params/param-type.js'
import { boolean, quantity } from '../params/scalars.js'
import { invalidInputError, RpcError, rpcCode } from '../rpc-error.js'
import type { Subscriptions } from '../subscriptions.js'

const emptyFilter: LogFilter = {
  fromBlock: undefined,
  toBlock: undefined,
  blockHash: undefined,
  addresses: null,
  topics: [],
}

const filterId = quantity

function filterNotFound(id: bigint): RpcError {
  return invalidInputError(`There is no filter ${quantityToHex(id)}: it was removed or never made`)
}

function isFromNow({ fromBlock }: LogFilter): boolean {
  return fromBlock === undefined || fromBlock === 'latest' || fromBlock === 'pending'
}

const filters: MethodTable = {
  eth_getLogs: method([optional('filter', logFilter, emptyFilter)], ({ chain }, filter) =>
    queryLogs(chain, filter),
  ),
  eth_newFilter: method(
    [optional('filter', logFilter, emptyFilter)],
    async ({ chain, filters: store }, filter) => {
      if (filter.blockHash !== undefined) {
        throw new RpcError(
          rpcCode.invalidParams,
          'eth_newFilter: a filter cannot be on a blockHash',
        )
      }
      const range = await resolveRange(chain, filter, 'latest')
      return store.addLogs(filter, isFromNow(filter) ? { ...range, from: range.from + 1n } : range)
    },
  ),
  eth_newBlockFilter: method([], ({ filters: store }) => store.addBlocks()),
  eth_newPendingTransactionFilter: method(
    [optional('withTransactions', boolean, false)],
    ({ filters: store }) => store.addPendingTransactions(),
  ),
  eth_getFilterChanges: method([required('filterId', filterId)], async ({ filters: store }, id) => {
    const changes = await store.changes(quantityToHex(id))
    if (changes === undefined) throw filterNotFound(id)
    return changes
  }),
  eth_getFilterLogs: method(
    [required('filterId', filterId)],
    async ({ chain, filters: store }, id) => {
      const found = store.logs(quantityToHex(id))
      if (found === undefined) throw filterNotFound(id)
      // Begun at the latest block, it gives those of the block that is the latest when it is asked, as in geth.
      const from = isFromNow(found.filter) ? chain.head.number : found.range.from
      return await logsOfRange(chain, found.filter, { ...found.range, from })
    },
  ),
  eth_uninstallFilter: method([required('filterId', filterId)], ({ filters: store }, id) =>
    store.remove(quantityToHex(id)),
  ),
}

function requireSubscriptions({ subscriptions }: RpcContext): Subscriptions {
  if (subscriptions !== undefined) return subscriptions
  throw new RpcError(
    rpcCode.notSupported,
    'Subscriptions need a connection that stays open: use a WebSocket (ws://), or poll a filter',
  )
}

const subscriptionOptions: ParamType<LogFilter | boolean> = either(
  'a filter object (for logs) or true or false (for newPendingTransactions)',
  boolean,
  logFilter,
)

const subscribing: MethodTable = {
  eth_subscribe: method(
    [
      required('kind', oneOf(['newHeads', 'logs', 'newPendingTransactions', 'syncing'])),
      optional('options', subscriptionOptions),
    ],
    (context, kind, options) => {
      const subscriptions = requireSubscriptions(context)
      switch (kind) {
        case 'newHeads':
          return subscriptions.newHeads()
        case 'logs':
          return subscriptions.logs(typeof options === 'object' ? options : emptyFilter)
        case 'newPendingTransactions':
          return subscriptions.newPendingTransactions(options === true ? 'transactions' : 'hashes')
        case 'syncing':
          return subscriptions.syncing()
      }
    },
  ),
  eth_unsubscribe: method([required('subscription', quantity)], (context, id) => {
    const subscriptions = requireSubscriptions(context)
    return subscriptions.remove(`0x${id.toString(16).padStart(32, '0')}`)
  }),
}

/** Logs, filters that are polled, subscriptions that are pushed. */
export const ethFilters: MethodTable = { ...filters, ...subscribing }
