import assert from 'node:assert/strict'
import { createCustomCommon, Mainnet } from '@ethereumjs/common'
import { RLP } from '@ethereumjs/rlp'
import { MerkleStateManager } from '@ethereumjs/statemanager'
import { Account, Address } from '@ethereumjs/util'
import { bytesToHex, type Hex, hexToBytes, isScaffoldError } from '@scaffold-evm/common'
import { createDevchain, type Devchain } from '../../../../src/devchain.js'
import { loadCrypto } from '../../../../src/internal/crypto.js'
import { send } from '../../../devchain-fixture.js'

type Header = Uint8Array[]
type Parts = [header: Header, transactions: [], uncles: Header[]]

const rich = `0x${'aa'.repeat(20)}`
const [miner, other] = [`0x${'11'.repeat(20)}`, `0x${'22'.repeat(20)}`] as const
const ether = 10n ** 18n
const [uncleHash, stateRoot, difficulty, timestamp] = [1, 3, 7, 11]
const startSec = 1_700_000_000

const zeroBlocks = ['homestead', 'eip150', 'eip155', 'eip158', 'byzantium', 'constantinople']
const genesis = {
  config: {
    chainId: 9,
    ...Object.fromEntries(
      [...zeroBlocks, 'petersburg', 'istanbul', 'berlin', 'london'].map((name) => [
        `${name}Block`,
        0,
      ]),
    ),
  },
  timestamp: startSec,
  gasLimit: '0x1c9c380',
  difficulty: 131_072,
  alloc: { [rich]: { balance: ether.toString() } },
}

/** A chain of empty blocks, 5 seconds apart, each mined by `coinbase`. */
async function createMined(coinbase: Hex, count: number): Promise<Devchain> {
  const chain = await createDevchain({ genesis, coinbase })
  for (let number = 1; number <= count; number++) {
    await chain.setNextBlockTimestamp(startSec + number * 5)
    await chain.mine()
  }
  return chain
}

async function partsOf(chain: Devchain, number: number): Promise<Parts> {
  const encoded: unknown = await send(chain, 'debug_getRawBlock', `0x${number.toString(16)}`)
  return RLP.decode(hexToBytes(String(encoded))) as unknown as Parts
}

/** The state root of accounts with nothing but a balance, as ethereumjs works it out. */
async function rootOf(balances: Readonly<Record<string, bigint>>): Promise<Uint8Array> {
  const common = createCustomCommon({ chainId: 9 }, Mainnet, { hardfork: 'london' })
  const state = new MerkleStateManager({ common })
  for (const [address, balance] of Object.entries(balances)) {
    await state.putAccount(new Address(hexToBytes(address)), new Account(0n, balance))
  }
  return state.getStateRoot()
}

describe('uncles of imported blocks', () => {
  let mainChain: Devchain
  let sideChain: Devchain
  let uncle: Header
  const reward = 2n * ether

  before(async () => {
    mainChain = await createMined(miner, 3)
    sideChain = await createMined(other, 1)
    ;[uncle] = await partsOf(sideChain, 1)
  })

  after(() => Promise.all([mainChain.close(), sideChain.close()]))

  /** Block 2 with these uncles, and the state root that follows from rewarding one. */
  async function blockWith(uncles: readonly Header[]): Promise<Uint8Array> {
    const [header] = await partsOf(mainChain, 2)
    const { keccak256 } = await loadCrypto()
    header[uncleHash] = keccak256(RLP.encode([...uncles]))
    header[stateRoot] = await rootOf({
      [rich]: ether,
      [miner]: 2n * reward + reward / 32n,
      [other]: (reward * 7n) / 8n,
    })
    return RLP.encode([header, [], [...uncles]])
  }

  async function importOn(parent: number, block: Uint8Array): Promise<unknown> {
    const chain = await createMined(miner, parent)
    try {
      await chain.importChain([block])
      return 'accepted'
    } catch (error) {
      assert.ok(isScaffoldError(error, 'CHAIN_BLOCK_INVALID'), String(error))
      return error.data?.field
    } finally {
      await chain.close()
    }
  }

  it('are rewarded and shown', async () => {
    const chain = await createMined(miner, 1)
    assert.equal(await chain.importChain([await blockWith([uncle])]), 1)
    const hash = bytesToHex((await loadCrypto()).keccak256(RLP.encode(uncle)))
    const block: unknown = await send(chain, 'eth_getBlockByNumber', 'latest', false)
    assert.deepEqual((block as { uncles: unknown }).uncles, [hash])
    assert.equal(await send(chain, 'eth_getUncleCountByBlockNumber', 'latest'), '0x1')
    const shown: unknown = await send(chain, 'eth_getUncleByBlockNumberAndIndex', '0x2', '0x0')
    const { hash: shownHash, miner: shownMiner, number } = shown as Record<string, unknown>
    assert.deepEqual([shownHash, shownMiner, number], [hash, other, '0x1'])
    assert.equal(await send(chain, 'eth_getUncleByBlockNumberAndIndex', '0x2', '0x1'), null)
    assert.equal(await send(chain, 'eth_getUncleByBlockNumberAndIndex', '0x1', '0x0'), null)
    await chain.close()
  })

  it('have to be new relatives that could have been in the chain', async () => {
    const [ancestor] = await partsOf(mainChain, 1)
    const easy = uncle.with(difficulty, Uint8Array.of(1))
    const second = uncle.with(timestamp, hexToBytes(`0x${(startSec + 6).toString(16)}`))
    const third = uncle.with(timestamp, hexToBytes(`0x${(startSec + 7).toString(16)}`))
    const orphan = uncle.with(0, new Uint8Array(32))
    const cases: readonly (readonly [string, readonly Header[]])[] = [
      ['uncles', [uncle, uncle]],
      ['uncles', [ancestor]],
      ['uncles', [orphan]],
      ['uncles', [uncle, second, third]],
      ['difficulty', [easy]],
      ['stateRoot', [uncle, second]],
      ['stateRoot', []],
    ]
    for (const [index, [field, uncles]] of cases.entries()) {
      assert.equal(await importOn(1, await blockWith(uncles)), field, `case ${index}`)
    }
  })

  it('are not rewarded twice', async () => {
    const chain = await createMined(miner, 1)
    await chain.importChain([await blockWith([uncle])])
    const head: unknown = await send(chain, 'eth_getBlockByNumber', 'latest', false)
    const [next] = await partsOf(mainChain, 3)
    const { keccak256 } = await loadCrypto()
    next[0] = hexToBytes((head as { hash: Hex }).hash)
    next[uncleHash] = keccak256(RLP.encode([uncle]))
    // EIP-100: more difficult after a block with uncles.
    next[difficulty] = hexToBytes('0x020100')
    await assert.rejects(chain.importChain([RLP.encode([next, [], [uncle]])]), (error) => {
      return isScaffoldError(error, 'CHAIN_BLOCK_INVALID') && error.data?.field === 'uncles'
    })
    await chain.close()
  })
})
