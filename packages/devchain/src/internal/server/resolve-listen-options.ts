import type { AnsweredRequest, CorsPolicy, ListenOptions } from '../../listen-options.js'
import { callback, count, parseOptions, strictObject } from '../option-types.js'
import { type ParamType, paramType } from '../rpc/params/param-type.js'
import { string } from '../rpc/params/scalars.js'
import { resolveLimits, type ServerLimits } from './limits.js'

/** {@link ListenOptions}, checked and complete. */
export interface ResolvedListenOptions {
  readonly port: number
  readonly host: string
  readonly cors: CorsPolicy
  readonly explain: ((error: Error) => Promise<object | undefined>) | undefined
  readonly onRequest: ((request: AnsweredRequest) => void) | undefined
  readonly limits: ServerLimits
}

const bytes = count('a number of bytes', Number.MAX_SAFE_INTEGER)
const amount = count('a number from 0', Number.MAX_SAFE_INTEGER)

const cors: ParamType<CorsPolicy> = paramType('true, false or an array of origins', (value) => {
  if (typeof value === 'boolean') return value
  if (!Array.isArray(value)) return undefined
  const origins: readonly unknown[] = value
  const texts = origins.filter((origin) => typeof origin === 'string')
  return texts.length === origins.length ? texts : undefined
})

const listenOptions = strictObject('an object of options', {
  port: count('a port, 0 to 65535', 65_535),
  host: string,
  cors,
  explain: callback<(error: Error) => Promise<object | undefined>>(
    'a function that takes an error',
  ),
  onRequest: callback<(request: AnsweredRequest) => void>('a function that takes a request'),
  maxBodyBytes: bytes,
  maxResponseBytes: bytes,
  maxBatchSize: amount,
  maxBufferedBytes: bytes,
  maxConnections: amount,
  requestTimeoutMs: count('milliseconds, 0 to 2147483647', 2_147_483_647),
})

/**
 * Checks options.
 *
 * @throws `DEVCHAIN_OPTION_INVALID`
 */
export function resolveListenOptions(options: ListenOptions): ResolvedListenOptions {
  const read = parseOptions(listenOptions, options)
  const { port = 8545, host = '127.0.0.1', cors = false, explain, onRequest } = read
  return { port, host, cors, explain, onRequest, limits: resolveLimits(read) }
}
