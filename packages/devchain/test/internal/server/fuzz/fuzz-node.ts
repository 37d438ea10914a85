import { setTimeout as sleep } from 'node:timers/promises'
import { createDevchain } from '../../../../src/devchain.js'

/** What the process under test tells of its memory, in bytes. */
export interface Memory {
  readonly heapBytes: number
  readonly residentBytes: number
}

/** A node in a process of its own, which tells over its channel how much memory it holds. */
const dialect = process.argv[2] === 'ganache' ? 'ganache' : 'hardhat'
const chain = await createDevchain({ dialect, logger: () => undefined })
// Logging requests is part of what must not fail.
const server = await chain.listen({ port: 0, onRequest: () => undefined })
process.on('message', () => {
  measure().then((memory) => process.send?.(memory))
})
process.on('disconnect', () => process.exit())
process.send?.({ url: server.url, port: server.port })

async function measure(): Promise<Memory> {
  for (let round = 0; round < 4; round++) {
    // The process is started with --expose-gc.
    globalThis.gc?.()
    await sleep(20)
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heapBytes: heapUsed + external, residentBytes: rss }
}
