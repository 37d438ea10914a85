import type { ReorgTransaction } from '../../chain/chain.js'
import { array, either } from './combinators.js'
import { at, ParamMismatch, type ParamType } from './param-type.js'
import { data, integer } from './scalars.js'
import { transactionRequest } from './transaction-request.js'

const expected = 'a pair: a transaction object or a signed transaction, and the offset of its block'

const transaction = either(
  'a transaction object or a signed transaction (0x and hexadecimal digits)',
  data,
  transactionRequest,
)

const pair: ParamType<ReorgTransaction> = {
  expected,
  parse(value) {
    if (!Array.isArray(value) || value.length !== 2) throw new ParamMismatch(expected, value)
    return {
      transaction: at(0, () => transaction.parse(value[0])),
      blockOffset: at(1, () => integer.parse(value[1])),
    }
  },
}

/** What the blocks of a reorg hold: anvil's pairs of a transaction and the offset of its block. */
export const reorgTransactions: ParamType<readonly ReorgTransaction[]> = array(
  pair,
  'an array of pairs of a transaction and the offset of its block',
)
