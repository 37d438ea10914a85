import { tokenBytecode } from '../lib/contracts.mjs'
import { summarize } from '../lib/measure.mjs'
import { createOperations, repeat } from '../lib/operations.mjs'
import { bytesWrittenBy, memoryOf, meterOf, startServer } from '../lib/servers.mjs'

/** So many that V8's large collections, one in some thousand transactions, are part of both windows. */
const window = 4000
/** Transfers before anything is measured, taken back: V8 needs them for machine code. */
const warmUp = 4000

/** Whether a node stays as it is while its chain grows: ERC-20 transfers, a block each. */
export default async function flatness({ runs }) {
  const code = tokenBytecode()
  const paces = []
  for (let turn = 0; turn < runs; turn++) paces.push(await measurePace(code))
  const { memory, written } = await measureSize(code)
  return [
    {
      name: `flatness: ${window} ERC-20 transfers at block 10,000 ÷ 100`,
      peer: 'itself',
      target: 1.1,
      by: 'cpu',
      ours: summarize(paces.map(({ late }) => late)),
      theirs: summarize(paces.map(({ early }) => early)),
    },
    {
      name: 'flatness: resident after 10,000 ERC-20 transfers',
      value: memory,
      unit: 'MB',
      target: 250,
    },
    { name: 'flatness: written to disk', value: written, unit: 'bytes', target: 0 },
  ]
}

async function measurePace(code) {
  return await withNode(code, async ({ meter, operations }) => {
    const id = await operations.snapshot()
    await repeat(meter, warmUp, operations.erc20)
    await operations.revert(id)
    await operations.growTo(100)
    const early = await repeat(meter, window, operations.otherErc20)
    await operations.growTo(10_000)
    return { early, late: await repeat(meter, window, operations.otherErc20) }
  })
}

async function measureSize(code) {
  return await withNode(code, async ({ pid, operations, writtenBefore }) => {
    await operations.growTo(10_000)
    return { memory: memoryOf(pid), written: bytesWrittenBy(pid) - writtenBefore }
  })
}

async function withNode(code, use) {
  const server = await startServer('scaffold')
  const writtenBefore = bytesWrittenBy(server.pid)
  try {
    const operations = await createOperations(server.request, code)
    return await use({ pid: server.pid, meter: meterOf(server), operations, writtenBefore })
  } finally {
    await server.stop()
  }
}
