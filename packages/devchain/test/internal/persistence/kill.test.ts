import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { bytesToHex, hexToBytes, isHex } from '@scaffold-evm/common'
import { expect } from 'chai'
import { listRoot } from '../../../src/internal/chain/blocks/list-root.js'
import type { Chain } from '../../../src/internal/chain/chain.js'
import { createChain } from '../../../src/internal/chain/create-chain.js'
import { loadCrypto } from '../../../src/internal/crypto.js'
import { receiptEncoding } from '../../../src/internal/rpc/output/encoding.js'
import { TrieHasher } from '../../../src/internal/state/trie-hasher.js'
import { useTempFolder } from '../../temp-folder.js'
import { accountAt } from './fingerprint.js'
import { createRandom } from './random-operations.js'

const program = fileURLToPath(new URL('./killed-chain.js', import.meta.url))
// What is set between transactions is soon of no use, so that the file is written anew all the time.
const wasteBytes = 5_000

// By hand, for as long as one likes: KILLS=100 SENT=1000 SEED=7 npx mocha …/kill.test.js
const kills = Number(process.env['KILLS'] ?? 3)
const sentBeforeKill = Number(process.env['SENT'] ?? 30)
const seed = Number(process.env['SEED'] ?? 1)

describe('a chain with a state file that is killed', function () {
  this.timeout(60_000 + kills * 60_000)
  const folder = useTempFolder()

  it('has everything that was acknowledged, and verifies', async () => {
    const path = join(folder(), 'chain.state')
    const random = createRandom(seed)
    const sent: string[] = []
    for (let round = 0; round < kills; round++) {
      const count = 1 + random(sentBeforeKill)
      const { acknowledged, offsetSec } = await runAndKill(path, count, random(20))
      sent.push(...acknowledged)
      const chain = await createChain({ stateFile: { path } })
      try {
        await verify(chain, sent)
        expect(chain.time.offsetSec >= offsetSec, 'the clock').to.equal(true)
      } finally {
        await chain.close()
      }
    }
  })
})

/** Kills a chain some time after its `count`th transaction. */
async function runAndKill(
  path: string,
  count: number,
  delayMs: number,
): Promise<{ acknowledged: string[]; offsetSec: bigint }> {
  const child = spawn(process.execPath, [program, path, String(wasteBytes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  const acknowledged: string[] = []
  let offsetSec = 0n
  for await (const line of createInterface(child.stdout)) {
    const [kind, value = ''] = line.split(' ')
    if (kind === 'offset' && BigInt(value) > offsetSec) offsetSec = BigInt(value)
    if (kind !== 'sent') continue
    acknowledged.push(value)
    if (acknowledged.length === count) setTimeout(() => child.kill('SIGKILL'), delayMs)
  }
  const [, signal] = await closed
  expect(signal).to.equal('SIGKILL')
  return { acknowledged, offsetSec }
}

/** State roots were compared when the file was read; here is what they do not say. */
async function verify(chain: Chain, sent: readonly string[]): Promise<void> {
  for (const hash of sent) {
    const transaction = chain.transaction(hexToBytes(isHex(hash) ? hash : '0x'))
    expect(transaction, hash).to.have.nested.property('receipt.succeeded', true)
  }
  const crypto = await loadCrypto()
  const tools = { crypto, hasher: new TrieHasher(crypto) }
  const nonces = new Map<string, bigint>()
  let valueWei = 0n
  for (let number = 1n; number <= chain.head.number; number++) {
    const block = chain.blockAt(number)
    const parent = chain.blockAt(number - 1n)
    if (block === undefined || parent === undefined) throw new TypeError(`no block ${number}`)
    expect(bytesToHex(block.header.parentHash)).to.equal(bytesToHex(parent.hash))
    expect(bytesToHex(block.header.stateRoot)).to.equal(bytesToHex(block.state.root))
    expect(await block.block.transactionsTrieIsValid(), `transactions of ${number}`).to.equal(true)
    const receipts = listRoot(
      block.transactions.map((one) => hexToBytes(receiptEncoding(one))),
      tools,
    )
    expect(bytesToHex(receipts), `receipts of ${number}`).to.equal(
      bytesToHex(block.header.receiptTrie),
    )
    for (const { tx, sender } of block.transactions) {
      const nonce = nonces.get(bytesToHex(sender)) ?? 0n
      expect(tx.nonce).to.equal(nonce)
      nonces.set(bytesToHex(sender), nonce + 1n)
      valueWei += tx.value
    }
  }
  for (const { address } of chain.accounts) {
    const { nonce } = await accountAt(chain, address)
    expect(nonce).to.equal(nonces.get(bytesToHex(address)) ?? 0n)
  }
  const received = await accountAt(chain, new Uint8Array(20).fill(0xaa))
  expect(received.balance).to.equal(valueWei)
}
