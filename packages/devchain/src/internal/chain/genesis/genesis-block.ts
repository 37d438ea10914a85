import { Block, createBlockHeader, type HeaderData } from '@ethereumjs/block'
import { Account, Address } from '@ethereumjs/util'
import type { WorldState } from '../../state/types.js'
import { LocalBlock } from '../blocks/local-block.js'
import type { Rules } from '../rules.js'
import type { Genesis, GenesisEntry, GenesisHeader } from './genesis.js'

/** Writes the accounts of `genesis` into an empty state and seals the first block, as geth does. */
export async function genesisToBlock(
  state: WorldState,
  genesis: Genesis,
  rules: Rules,
): Promise<LocalBlock> {
  for (const entry of genesis.accounts) await putEntry(state, entry)
  const snapshot = state.seal()
  const header = createBlockHeader(
    { ...headerData(genesis.header, rules), stateRoot: snapshot.root },
    { common: rules, skipConsensusFormatValidation: true },
  )
  return new LocalBlock(new Block(header, [], [], undefined, { common: rules }), snapshot)
}

/** An account is put even when it is empty: EIP-161 is about what transactions touch. */
async function putEntry(state: WorldState, entry: GenesisEntry): Promise<void> {
  const address = new Address(entry.address)
  const account = new Account()
  account.nonce = entry.nonce
  account.balance = entry.balanceWei
  await state.putAccount(address, account)
  if (entry.code.length > 0) await state.putCode(address, entry.code)
  for (const [slot, value] of entry.storage) await state.putStorage(address, slot, value)
}

/** What is left out, ethereumjs fills in as the rules have it: empty lists and zeros. */
function headerData(header: GenesisHeader, rules: Rules): HeaderData {
  const { excessBlobGas, blobGasUsed } = header
  return {
    number: 0n,
    parentHash: header.parentHash,
    nonce: header.nonce,
    timestamp: header.timestampSec,
    extraData: header.extraData,
    gasLimit: header.gasLimit,
    gasUsed: header.gasUsed,
    difficulty: header.difficulty,
    mixHash: header.mixHash,
    coinbase: header.coinbase,
    ...(rules.isActivatedEIP(1559)
      ? { baseFeePerGas: header.baseFeePerGas ?? rules.param('initialBaseFee') }
      : {}),
    ...(rules.isActivatedEIP(4844) ? { excessBlobGas, blobGasUsed } : {}),
  }
}
