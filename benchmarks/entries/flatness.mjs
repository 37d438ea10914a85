import { tokenBytecode } from '../lib/contracts.mjs'
import { summarize } from '../lib/measure.mjs'
import { createOperations, repeat } from '../lib/operations.mjs'
import { bytesWrittenBy, memoryOf, meterOf, startServer } from '../lib/servers.mjs'

const window = 1000
const warmUp = 5000

/** Whether a node stays as it is while its chain grows: ERC-20 transfers, a block each. */
export default async function flatness({ runs }) {
  const code = tokenBytecode()
  const results = []
  for (let turn = 0; turn < runs; turn++) results.push(await measure(code))
  const { memory, written } = results.at(-1)
  return [
    {
      name: `flatness: ${window} ERC-20 transfers at block 10,000 ÷ at block 100`,
      peer: 'itself',
      target: 1.1,
      by: 'cpu',
      ours: summarize(results.map((result) => result.late)),
      theirs: summarize(results.map((result) => result.early)),
    },
    { name: 'flatness: resident after 10,000', value: memory, unit: 'MB', target: 250 },
    { name: 'flatness: written to disk', value: written, unit: 'bytes', target: 0 },
  ]
}

async function measure(code) {
  const server = await startServer('scaffold')
  const meter = meterOf(server)
  const before = bytesWrittenBy(server.pid)
  try {
    // Machine code first, on a chain that is then forgotten.
    let operations = await createOperations(server.request, code)
    await repeat(meter, warmUp, operations.erc20)
    await server.request('hardhat_reset', [])
    operations = await createOperations(server.request, code)
    await repeat(meter, 100, operations.erc20)
    const early = await repeat(meter, window, operations.erc20)
    await operations.growTo(10_000)
    const memory = memoryOf(server.pid)
    const late = await repeat(meter, window, operations.erc20)
    return { early, late, memory, written: bytesWrittenBy(server.pid) - before }
  } finally {
    await server.stop()
  }
}
