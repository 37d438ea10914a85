import { type Block, createBlockFromRLP } from '@ethereumjs/block'
import { createCustomCommon, Mainnet } from '@ethereumjs/common'
import { MerkleStateManager } from '@ethereumjs/statemanager'
import { createTxFromRLP } from '@ethereumjs/tx'
import { Account, Address } from '@ethereumjs/util'
import { buildBlock, createVM } from '@ethereumjs/vm'
import type { ChainBlock } from '../../../src/internal/chain/blocks/chain-block.js'
import type { Chain } from '../../../src/internal/chain/chain.js'
import { parseHardfork } from '../../../src/internal/chain/hardforks.js'
import { createRules } from '../../../src/internal/chain/rules.js'
import { activePredeploys } from '../../../src/internal/chain/setup/system-contracts.js'
import { loadCrypto } from '../../../src/internal/crypto.js'

/** A block as the reference builds it. */
export interface ReferenceBlock {
  readonly block: Block
  readonly gasUsed: readonly bigint[]
  readonly haltReasons: readonly (string | undefined)[]
}

/** Makes the blocks of a chain once more with @ethereumjs/vm as it ships, in order from block 1. */
export async function createReferenceChain(
  chain: Chain,
  balanceWei: bigint,
): Promise<(block: ChainBlock) => Promise<ReferenceBlock>> {
  const hardfork = parseHardfork(chain.hardfork)
  // Its own cryptography but for KZG, which it has none of.
  const { kzg } = (await loadCrypto()).customCrypto
  const customCrypto = kzg === undefined ? {} : { kzg }
  const common = createCustomCommon({ chainId: Number(chain.chainId) }, Mainnet, {
    hardfork,
    customCrypto,
  })
  const stateManager = new MerkleStateManager({ common })
  for (const { address } of chain.accounts) {
    await stateManager.putAccount(new Address(address), new Account(0n, balanceWei))
  }
  const rules = createRules({ hardfork, chainId: chain.chainId, customCrypto: {} })
  for (const { address, code } of activePredeploys(rules)) {
    const nonce = rules.gteHardfork('spuriousDragon') ? 1n : 0n
    await stateManager.putAccount(address, new Account(nonce))
    await stateManager.putCode(address, code)
  }
  const genesis = await chain.block('earliest')
  if (genesis === undefined) throw new TypeError('no genesis block')
  let parent = createBlockFromRLP(genesis.block.serialize(), { common })
  const known = new Map([[0n, parent]])
  const blockchain = {
    getBlock: async (number: number) => known.get(BigInt(number)) ?? parent,
    putBlock: async () => undefined,
    shallowCopy: () => blockchain,
  }
  const vm = await createVM({ common, stateManager, evmOpts: { blockchain } })

  return async ({ block: ours, transactions }) => {
    const { header } = ours
    const builder = await buildBlock(vm, {
      parentBlock: parent,
      headerData: {
        timestamp: header.timestamp,
        coinbase: header.coinbase,
        gasLimit: header.gasLimit,
        mixHash: header.mixHash,
        difficulty: header.difficulty,
        ...(header.parentBeaconBlockRoot === undefined
          ? {}
          : { parentBeaconBlockRoot: header.parentBeaconBlockRoot }),
      },
      blockOpts: { putBlockIntoBlockchain: false },
    })
    const gasUsed: bigint[] = []
    const haltReasons: (string | undefined)[] = []
    for (const { raw } of transactions) {
      const result = await builder.addTransaction(createTxFromRLP(raw, { common }))
      gasUsed.push(result.totalGasSpent)
      haltReasons.push(result.execResult.exceptionError?.error.replace(/ at .*$/, ''))
    }
    const { block } = await builder.build({ mixHash: header.mixHash })
    parent = block
    known.set(block.header.number, block)
    return { block, gasUsed, haltReasons }
  }
}
