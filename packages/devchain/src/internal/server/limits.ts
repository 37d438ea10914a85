const mebibyte = 1024 * 1024

/** What a client may ask of a server, and hold of its memory. */
export interface ServerLimits {
  /** Largest request that is read, in bytes. @default 10 MiB */
  readonly maxBodyBytes: number
  /** Largest answer to a request, and to a batch, in bytes. @default 128 MiB */
  readonly maxResponseBytes: number
  /** Requests in one batch. @default 1_000 */
  readonly maxBatchSize: number
  /** A WebSocket client that leaves more unread is cut off, in bytes. @default 16 MiB */
  readonly maxBufferedBytes: number
  /** Connections at once; more are closed as they come. @default 1_000 */
  readonly maxConnections: number
  /** How long a request may take to arrive, in milliseconds. @default 60_000 */
  readonly requestTimeoutMs: number
}

/** What holds unless it is told otherwise. */
export const defaultLimits: ServerLimits = {
  maxBodyBytes: 10 * mebibyte,
  maxResponseBytes: 128 * mebibyte,
  maxBatchSize: 1_000,
  maxBufferedBytes: 16 * mebibyte,
  maxConnections: 1_000,
  requestTimeoutMs: 60_000,
}

/** The limits that `given` does not change, and those that it does. */
export function resolveLimits(
  given: { readonly [K in keyof ServerLimits]?: number | undefined },
): ServerLimits {
  return {
    maxBodyBytes: given.maxBodyBytes ?? defaultLimits.maxBodyBytes,
    maxResponseBytes: given.maxResponseBytes ?? defaultLimits.maxResponseBytes,
    maxBatchSize: given.maxBatchSize ?? defaultLimits.maxBatchSize,
    maxBufferedBytes: given.maxBufferedBytes ?? defaultLimits.maxBufferedBytes,
    maxConnections: given.maxConnections ?? defaultLimits.maxConnections,
    requestTimeoutMs: given.requestTimeoutMs ?? defaultLimits.requestTimeoutMs,
  }
}
