// A process that changes a chain until it is killed, and says on stdout what was acknowledged.
// Arguments: state file, bytes of waste.
import { writeSync } from 'node:fs'
import { bytesToHex } from '@scaffold-evm/common'
import { createChain } from '../../../src/internal/chain/chain.js'
import { initCode, runtimes } from '../chain/contracts.js'
import { wordOf } from './words.js'

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

async function setForever(): Promise<never> {
  for (let value = 1n; ; value++) {
    await chain.setNextPrevRandao(wordOf(value))
    await chain.increaseTime(value)
    writeSync(1, `offset ${chain.timeOffsetSec}\n`)
  }
}

await Promise.all([
  setForever(),
  ...chain.accounts.slice(0, 8).map(({ address }) => sendForever(address)),
])
