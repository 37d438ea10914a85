import type { IncomingMessage } from 'node:http'
import type { ByteBudget } from './byte-budget.js'

/** How much of requests is read. */
export interface BodyLimits {
  readonly maxBodyBytes: number
  readonly budget: ByteBudget
}

/** What came of reading a body. `sizeBytes` is to be given back to the budget when it was answered. */
export type Body =
  | { readonly status: 'read'; readonly text: string; readonly sizeBytes: number }
  | { readonly status: 'too large' | 'no room' | 'cut off' }

/** The body of a request as text. */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Body> {
  const { maxBodyBytes, budget } = limits
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return { status: 'too large' }
  const chunks: Buffer[] = []
  let sizeBytes = 0
  return await new Promise((resolve) => {
    const giveUp = (status: 'too large' | 'no room' | 'cut off'): void => {
      request.removeAllListeners('data')
      chunks.length = 0
      budget.give(sizeBytes)
      sizeBytes = 0
      resolve({ status })
    }
    request.on('data', (chunk: Buffer) => {
      if (sizeBytes + chunk.length > maxBodyBytes) return giveUp('too large')
      if (!budget.take(chunk.length)) return giveUp('no room')
      sizeBytes += chunk.length
      chunks.push(chunk)
    })
    request.on('end', () => {
      request.removeAllListeners('close')
      resolve({ status: 'read', text: Buffer.concat(chunks).toString('utf8'), sizeBytes })
    })
    request.on('error', () => undefined)
    request.on('close', () => giveUp('cut off'))
  })
}
