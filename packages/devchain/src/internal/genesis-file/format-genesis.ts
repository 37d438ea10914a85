import { bytesToBigint, bytesToHex, quantityToHex } from '@scaffold-evm/common'
import { notExportableError } from '../../errors/block.js'
import type { ChainBlock } from '../chain/blocks/chain-block.js'
import type { Chain } from '../chain/chain.js'
import { parseHardfork } from '../chain/hardforks.js'
import type { ForkPlan } from '../chain/schedule/fork-plan.js'
import { planOfHardfork } from '../chain/schedule/plan-of-hardfork.js'
import { assertOwn, assertState } from '../exporting/export-blocks.js'
import type { WorldState } from '../state/types.js'
import { wordBytesToHex } from '../word-hex.js'
import { formatConfig } from './format-config.js'
import { formatJsonWithBigIntegers } from './json-text.js'

/**
 * The text of a genesis.json from which another node makes the first block of `chain`.
 *
 * @throws `CHAIN_NOT_EXPORTABLE`
 */
export async function formatGenesis(chain: Chain): Promise<string> {
  assertOwn(chain)
  const first = await chain.block({ number: 0n })
  if (first === undefined) throw notExportableError('block 0 is gone')
  assertState(first)
  return formatJsonWithBigIntegers({
    config: formatConfig(planOf(chain, first)),
    ...formatHeader(first),
    alloc: await formatAlloc(await chain.stateAt({ number: 0n })),
  })
}

function planOf({ schedule }: Chain, { header }: ChainBlock): ForkPlan {
  if (schedule.plan !== undefined) return schedule.plan
  const rules = schedule.rulesOf(header)
  return planOfHardfork(parseHardfork(rules.hardfork()), rules)
}

function formatHeader({ header }: ChainBlock): Readonly<Record<string, string>> {
  const { baseFeePerGas, excessBlobGas, blobGasUsed } = header
  return {
    nonce: quantityToHex(bytesToBigint(header.nonce)),
    timestamp: quantityToHex(header.timestamp),
    extraData: bytesToHex(header.extraData),
    gasLimit: quantityToHex(header.gasLimit),
    difficulty: quantityToHex(header.difficulty),
    mixHash: bytesToHex(header.mixHash),
    coinbase: bytesToHex(header.coinbase.bytes),
    number: '0x0',
    gasUsed: quantityToHex(header.gasUsed),
    parentHash: bytesToHex(header.parentHash),
    ...(baseFeePerGas === undefined ? {} : { baseFeePerGas: quantityToHex(baseFeePerGas) }),
    ...(excessBlobGas === undefined ? {} : { excessBlobGas: quantityToHex(excessBlobGas) }),
    ...(blobGasUsed === undefined ? {} : { blobGasUsed: quantityToHex(blobGasUsed) }),
  }
}

async function formatAlloc(state: WorldState): Promise<Readonly<Record<string, unknown>>> {
  const alloc: Record<string, unknown> = {}
  for await (const { address, balanceWei, nonce, code, storage } of state.accounts()) {
    alloc[bytesToHex(address)] = {
      balance: quantityToHex(balanceWei),
      ...(nonce === 0n ? {} : { nonce: quantityToHex(nonce) }),
      ...(code.length === 0 ? {} : { code: bytesToHex(code) }),
      ...(storage.size === 0 ? {} : { storage: formatStorage(storage) }),
    }
  }
  return alloc
}

function formatStorage(storage: ReadonlyMap<string, Uint8Array>): Readonly<Record<string, string>> {
  return Object.fromEntries([...storage].map(([slot, word]) => [slot, wordBytesToHex(word)]))
}
