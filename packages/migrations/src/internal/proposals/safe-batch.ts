import { isHex } from '@scaffold-evm/common'
import { getAddress, type Interface, id as keccakOfText } from '@scaffold-evm/project/ethers'
import type { ProposedTransaction } from '../../proposing/proposal.js'
import { describeMethod, type SafeMethod } from './safe-method.js'

/** A transaction of a batch, as the Safe app's transaction builder reads it. */
export interface SafeTransaction {
  readonly to: string
  /** Wei, decimal. */
  readonly value: string
  /** What is executed. */
  readonly data: string
  /** What `data` says, for those who look at the file; null when that is not known. */
  readonly contractMethod: SafeMethod | null
  readonly contractInputsValues: Readonly<Record<string, string>> | null
}

/** A file that the transaction builder of the Safe app imports. */
export interface SafeBatch {
  readonly version: '1.0'
  /** Decimal. */
  readonly chainId: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly meta: {
    readonly name: string
    readonly description: string
    readonly txBuilderVersion: string
    readonly createdFromSafeAddress: string
    readonly createdFromOwnerAddress: string
    readonly checksum?: string
  }
  readonly transactions: readonly SafeTransaction[]
}

/** The release of the transaction builder whose files these are. */
const builderVersion = '1.18.2'

/** Objects as their sorted keys and then their values: what the checksum is made of. */
function serialize(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(serialize).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const keys = Object.keys(value).sort()
  const values = keys.map((key) => `${serialize(Reflect.get(value, key))},`)
  return `{${JSON.stringify(keys)}${values.join('')}}`
}

/** The checksum that the transaction builder compares when it imports a file. The name of the batch may be changed there, so it does not count. */
export function safeChecksum({ meta, ...batch }: SafeBatch): string {
  const { checksum: _, ...counted } = meta
  return keccakOfText(serialize({ ...batch, meta: { ...counted, name: null } }))
}

function toSafeTransaction(
  { to, valueWei, data }: ProposedTransaction,
  interfaces: readonly Interface[],
): SafeTransaction {
  const described = isHex(data) ? describeMethod(data, interfaces) : undefined
  return {
    to: getAddress(to ?? ''),
    value: String(valueWei),
    data,
    contractMethod: described?.method ?? null,
    contractInputsValues: described?.values ?? null,
  }
}

/** Transactions of a Safe as a file for the transaction builder of its app. */
export function createSafeBatch(
  transactions: readonly ProposedTransaction[],
  about: {
    readonly safe: string
    readonly chainId: bigint
    readonly createdAtMs: number
    readonly name: string
    readonly description: string
  },
): SafeBatch {
  const { safe, chainId, createdAtMs: createdAt, name, description } = about
  const batch: SafeBatch = {
    version: '1.0',
    chainId: String(chainId),
    createdAt,
    meta: {
      name,
      description,
      txBuilderVersion: builderVersion,
      createdFromSafeAddress: getAddress(safe),
      createdFromOwnerAddress: '',
    },
    transactions: transactions.map((tx) => toSafeTransaction(tx, tx.interfaces)),
  }
  return { ...batch, meta: { ...batch.meta, checksum: safeChecksum(batch) } }
}
