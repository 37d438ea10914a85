import { RLP } from '@ethereumjs/rlp'
import { createWithdrawal, type Withdrawal } from '@ethereumjs/util'
import { errorMessage } from '@scaffold-evm/common'
import { unreadableBlockError } from '../../../errors/block.js'
import type { Crypto } from '../../crypto.js'
import { encodeRlp, type RlpItem } from '../rlp.js'
import { FieldMismatch, FieldReader } from './field-reader.js'
import { type HeaderFields, readHeader } from './header-fields.js'

/** A block as it was read; whether it is valid is another question. */
export interface ReadBlock {
  readonly header: HeaderFields
  /** EIP-2718 encodings. */
  readonly transactions: readonly Uint8Array[]
  readonly uncles: readonly HeaderFields[]
  /** Undefined before Shanghai. */
  readonly withdrawals: readonly Withdrawal[] | undefined
  readonly sizeBytes: number
}

/**
 * Reads the RLP of a block. `position` is where among others it was found.
 *
 * @throws `CHAIN_BLOCK_UNREADABLE`
 */
export function readBlock(encoded: Uint8Array, position: number, crypto: Crypto): ReadBlock {
  const list = decodeList(encoded, position)
  try {
    const fields = new FieldReader(list)
    const header = readHeader(fields.list('header'), crypto)
    const transactions = fields.list('transactions').map(readTransaction)
    const uncles = fields.list('uncles').map((uncle) => readHeader(asList(uncle, 'uncle'), crypto))
    const withdrawals = fields.isEnd
      ? undefined
      : fields.list('withdrawals').map((withdrawal) => readWithdrawal(withdrawal))
    fields.end('block')
    return { header, transactions, uncles, withdrawals, sizeBytes: encoded.length }
  } catch (error) {
    if (!(error instanceof FieldMismatch)) throw error
    throw unreadableBlockError(position, error.message)
  }
}

function decodeList(encoded: Uint8Array, position: number): readonly unknown[] {
  try {
    const list = RLP.decode(encoded)
    if (Array.isArray(list)) return list
  } catch (error) {
    throw unreadableBlockError(position, `it is not RLP (${errorMessage(error)})`, error)
  }
  throw unreadableBlockError(position, 'it is not an RLP list')
}

function asList(item: unknown, name: string): readonly unknown[] {
  if (Array.isArray(item)) return item
  throw new FieldMismatch(`${name} is not a list`)
}

/** Typed transactions are strings in which there is another encoding; those without type are lists. */
function readTransaction(item: unknown): Uint8Array {
  if (item instanceof Uint8Array) return item
  return encodeRlp(asList(item, 'transaction').map(asItem))
}

function asItem(item: unknown): RlpItem {
  if (item instanceof Uint8Array) return item
  return asList(item, 'field of a transaction').map(asItem)
}

function readWithdrawal(item: unknown): Withdrawal {
  const fields = new FieldReader(asList(item, 'withdrawal'))
  const withdrawal = createWithdrawal({
    index: fields.quantity('index of a withdrawal'),
    validatorIndex: fields.quantity('validatorIndex of a withdrawal'),
    address: fields.fixed('address of a withdrawal', 20),
    amount: fields.quantity('amount of a withdrawal'),
  })
  fields.end('withdrawal')
  return withdrawal
}
