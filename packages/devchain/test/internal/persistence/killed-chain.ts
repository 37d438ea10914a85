// A process that changes a chain until it is killed, and says on stdout what was acknowledged.
// Arguments: state file, bytes of waste.
import { writeSync } from 'node:fs'
import { bytesToHex } from '@scaffold-evm/common'
import { createChain } from '../../../src/internal/chain/create-chain.js'
import { initCode, runtimes } from '../chain/contracts.js'
import { word } from '../chain/helpers.js'

const [, , path = '', wasteBytes = ''] = process.argv
const chain = await createChain({ stateFile: { path, wasteBytes: Number(wasteBytes) } })
const code = initCode(runtimes['store'] ?? new Uint8Array(0))
writeSync(1, 'ready\n')

async function sendForever(sender: Uint8Array): Promise<never> {
  const nobody = new Uint8Array(20).fill(0xaa)
  for (let count = 0; ; count++) {
    const data = count % 5 === 4 ? { data: code } : { to: nobody, valueWei: 1n }
    const hash = await chain.send({ from: sender, ...data })
    writeSync(1, `sent ${bytesToHex(hash)}\n`)
  }
}

async function setForever(from: bigint): Promise<never> {
  for (let value = from; ; value++) {
    await chain.nextBlock.setPrevRandao(word(value))
    // All impersonated addresses are one record: the one before is of no use.
    await chain.impersonate(word(value).slice(12))
    // Not what the clock shows afterwards: that may be due to a block that is not yet acknowledged.
    const offsetSec = await chain.time.increase(1n)
    writeSync(1, `offset ${offsetSec}\n`)
  }
}

await Promise.all([
  ...[1n, 2n, 3n, 4n, 5n, 6n].map((part) => setForever(part << 32n)),
  ...chain.accounts.slice(0, 3).map(({ address }) => sendForever(address)),
])
