import { bytesToHex, hexToBytes, isScaffoldError } from '@scaffold-evm/common'
import type { Chain } from '../../src/internal/chain/chain.js'
import { createChain } from '../../src/internal/chain/create-chain.js'
import { parseGenesis } from '../../src/internal/genesis-file/parse-genesis.js'
import type { EngineName } from '../engines.js'
import { configOfNetwork } from './network.js'

/** A block of a test; one without a header is not valid. */
interface BlockVector {
  readonly rlp: string
  readonly blockHeader?: unknown
  readonly expectException?: string
}

/** A test of ethereum/tests' BlockchainTests. */
export interface BlockchainTest {
  readonly network: string
  readonly genesisBlockHeader: Readonly<Record<string, unknown>> & { readonly hash: string }
  readonly pre: Readonly<Record<string, unknown>>
  readonly blocks: readonly BlockVector[]
  readonly lastblockhash: string
}

/** What came of a test. */
export type Outcome =
  | { readonly status: 'passed' }
  | { readonly status: 'failed' | 'skipped'; readonly reason: string }

const passed: Outcome = { status: 'passed' }

/** Imports the blocks of a test: valid ones have to be taken, others refused, and the head is to be the test's. */
export async function runBlockchainTest(
  test: BlockchainTest,
  engine: EngineName,
): Promise<Outcome> {
  const config = configOfNetwork(test.network)
  if (config === undefined) {
    return { status: 'skipped', reason: `there are no rules for ${test.network}` }
  }
  const header = { difficulty: '0x0', ...test.genesisBlockHeader }
  const chain = await createChain({
    engine,
    genesis: parseGenesis({ ...header, config, alloc: test.pre }),
  })
  try {
    if (bytesToHex(chain.head.hash) !== test.genesisBlockHeader.hash) {
      return { status: 'failed', reason: 'the first block has another hash' }
    }
    return await importAll(chain, test)
  } finally {
    await chain.close()
  }
}

async function importAll(
  chain: Chain,
  { blocks, lastblockhash }: BlockchainTest,
): Promise<Outcome> {
  for (const [index, block] of blocks.entries()) {
    const outcome = await importOne(chain, block)
    if (outcome.status === 'passed') continue
    return { ...outcome, reason: `block ${index}: ${outcome.reason}` }
  }
  return bytesToHex(chain.head.hash) === lastblockhash
    ? passed
    : { status: 'failed', reason: `the head is ${bytesToHex(chain.head.hash)}` }
}

async function importOne(chain: Chain, block: BlockVector): Promise<Outcome> {
  const isValid = block.blockHeader !== undefined
  try {
    await chain.importBlocks([hexToBytes(block.rlp)])
    if (isValid) return passed
    return { status: 'failed', reason: `accepted in spite of ${block.expectException}` }
  } catch (error) {
    if (!isScaffoldError(error)) throw error
    if (!isValid) return passed
    const isBeside = error.data?.field === 'parentHash'
    return isBeside
      ? { status: 'skipped', reason: 'blocks beside the chain are not imported' }
      : { status: 'failed', reason: error.message }
  }
}
