/** What version 5 of ethers, which web3 1.10 encodes with, calls itself in its messages. */
export type Ethers5Package = 'abi' | 'address' | 'bignumber' | 'bytes' | 'strings'

const links: Readonly<Record<string, string>> = {
  overflow: 'NUMERIC_FAULT-overflow',
  underflow: 'NUMERIC_FAULT-underflow',
}

interface MessageParts {
  readonly from: Ethers5Package
  readonly reason: string
  readonly fields: Readonly<Record<string, unknown>>
  /** @default 'INVALID_ARGUMENT' */
  readonly code?: string
}

/** An error with the text and the fields that ethers 5 gives it: tests of users match them. */
export function ethers5Error(parts: MessageParts): Error {
  const { reason, fields, code = 'INVALID_ARGUMENT' } = parts
  return Object.assign(new Error(messageOf({ ...parts, code })), { reason, code, ...fields })
}

function messageOf({ from, reason, fields, code }: Required<MessageParts>): string {
  const link = code === 'NUMERIC_FAULT' ? (links[reason] ?? code) : undefined
  const see = link === undefined ? '' : ` [ See: https://links.ethers.org/v5-errors-${link} ]`
  const details = Object.entries(fields).map(([name, value]) => `${name}=${show(value)}`)
  return `${reason}${see} (${[...details, `code=${code}`, `version=${from}/5.7.0`].join(', ')})`
}

function show(value: unknown): string | undefined {
  if (value instanceof Uint8Array) return `Uint8Array(0x${Buffer.from(value).toString('hex')})`
  try {
    return JSON.stringify(value)
  } catch {
    return JSON.stringify(String(value))
  }
}

/** `throwArgumentError` of ethers 5. */
export function argumentError(
  from: Ethers5Package,
  reason: string,
  { argument, value }: { readonly argument: string | null; readonly value: unknown },
): Error {
  return ethers5Error({ from, reason, fields: { argument, value } })
}

interface Ethers6Error {
  readonly code: string
  readonly shortMessage?: string
  readonly value?: unknown
  readonly length?: number
  readonly offset?: number
  /** What went wrong inside, when it is told of only when the value is read. */
  readonly error?: unknown
}

/** What ethers 5 would have said of data that ethers 6 could not decode. */
export function asEthers5Error(error: unknown): unknown {
  const failure = (error ?? {}) as Ethers6Error
  const { code, length, offset, value } = failure
  if (failure.error !== undefined) return failure.error
  if (code === 'BUFFER_OVERRUN') {
    return ethers5Error({
      from: 'abi',
      reason: 'data out-of-bounds',
      fields: { length, offset },
      code,
    })
  }
  if (failure.shortMessage !== 'overflow') return error
  const fields = { fault: 'overflow', operation: 'toNumber', value: String(value) }
  return ethers5Error({ from: 'bignumber', reason: 'overflow', fields, code: 'NUMERIC_FAULT' })
}
