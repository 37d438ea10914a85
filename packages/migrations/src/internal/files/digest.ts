import { createHash } from 'node:crypto'
import type { Hex } from '@scaffold-evm/common'

/** What a transaction does, apart from who pays how much for it. */
export interface TransactionContent {
  readonly to?: string | undefined
  readonly valueWei: bigint
  readonly data: string
}

/** Of UTF-8. */
export function sha256(text: string): Hex {
  return `0x${createHash('sha256').update(text).digest('hex')}`
}

/** Of the text of a file. */
export function digestText(text: string): Hex {
  return sha256(text)
}

/** The same for two transactions that do the same. */
export function digestTransaction(content: TransactionContent): Hex {
  const { to = '', valueWei, data } = content
  return sha256(`${to.toLowerCase()}|${valueWei}|${data.toLowerCase()}`)
}

// ipfs hash and solc version, in CBOR, as every solc since 0.6 appends it to each contract's code.
const metadata = /a264697066735822[0-9a-f]{68}64736f6c6343[0-9a-f]{6}0033/g

/** The same for two creation codes that differ in their sources' comments only. */
export function digestCode(bytecode: string): Hex {
  return sha256(bytecode.toLowerCase().replace(metadata, ''))
}
