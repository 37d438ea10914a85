import type { ChainTransaction } from '../../chain/transactions/chain-transaction.js'
import type { RpcContext } from '../context.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { executionPayloadToJson } from '../output/execution-payload.js'
import { array } from '../params/combinators.js'
import { payloadAttributes } from '../params/payload-attributes.js'
import { data, hash } from '../params/scalars.js'

async function decode({ chain }: RpcContext, raws: Uint8Array[]): Promise<ChainTransaction[]> {
  const transactions: ChainTransaction[] = []
  for (const raw of raws) transactions.push(await chain.decodeTransaction(raw))
  return transactions
}

/** What tests of other nodes use of nodes. */
export const testing: MethodTable = {
  testing_buildBlockV1: method(
    [
      required('parentHash', hash),
      required('payloadAttributes', payloadAttributes),
      optional('transactions', array(data, 'an array of signed transactions')),
      optional('extraData', data, new Uint8Array(0)),
    ],
    async (context, parentHash, attributes, raws, extraData) => {
      const transactions = raws === undefined ? undefined : await decode(context, raws)
      const request = { ...attributes, parentHash, transactions, extraData }
      return executionPayloadToJson(await context.chain.buildBlock(request))
    },
  ),
}
