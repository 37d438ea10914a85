import { Address, CLRequest, CLRequestType } from '@ethereumjs/util'
import { hexToBytes } from '@scaffold-evm/common'
import type { AccountOverlay } from '../../state/account-overlay.js'
import { stripZeros } from '../../state/copy.js'
import type { EvmBlock } from '../execution/evm-block.js'
import type { Executor } from '../execution/executor.js'
import {
  beaconRoots,
  consolidationRequests,
  historyStorage,
  type Predeploy,
  withdrawalRequests,
} from '../setup/system-contracts.js'
import type { ChainLog } from '../types.js'
import { isSameBytes, quantityToBytes, quantityToWord } from '../words.js'
import type { BlockTemplate } from './block-template.js'
import { collectDeposits } from './deposits.js'

const systemAddress = new Address(hexToBytes('0xfffffffffffffffffffffffffffffffffffffffe'))

/** What the protocol writes into the state about the block that begins. */
export type OpeningFields = Pick<
  BlockTemplate,
  'number' | 'parentHash' | 'timestampSec' | 'parentBeaconBlockRoot'
>

/** What the protocol does to the state before the transactions of a block (EIP-4788, EIP-2935). */
export async function openBlockState(executor: Executor, template: OpeningFields): Promise<void> {
  const { rules } = executor
  if (template.parentBeaconBlockRoot !== undefined) {
    const length = rules.param('historicalRootsLength')
    const index = template.timestampSec % length
    await storeWords(executor, beaconRoots, [
      [index, quantityToBytes(template.timestampSec)],
      [index + length, template.parentBeaconBlockRoot],
    ])
  }
  if (rules.isActivatedEIP(2935)) {
    const index = (template.number - 1n) % rules.param('historyServeWindow')
    await storeWords(executor, historyStorage, [[index, template.parentHash]])
  }
}

/** What these contracts would write if called; nothing where there is no contract. */
async function storeWords(
  { state }: Executor,
  { address }: Predeploy,
  words: readonly (readonly [slot: bigint, value: Uint8Array])[],
): Promise<void> {
  const { overlay } = state
  const account = overlay.account(address.bytes)
  if (account === undefined ? (await state.getCodeSize(address)) === 0 : isWithoutCode(account)) {
    return
  }
  for (const [index, value] of words) {
    const key = quantityToWord(index)
    const slot = account === undefined ? undefined : overlay.slot(account, key)
    if (account === undefined || slot === undefined) await state.putStorage(address, key, value)
    else overlay.setWord(account, slot, stripZeros(value))
  }
}

function isWithoutCode({ data }: AccountOverlay): boolean {
  return data === null || data.code.bytes.length === 0
}

/** What a block has to tell the consensus layer after its transactions (EIP-7685). */
export async function collectRequests(
  executor: Executor,
  block: EvmBlock,
  logs: readonly ChainLog[],
): Promise<CLRequest<CLRequestType>[]> {
  const { rules } = executor
  const requests: CLRequest<CLRequestType>[] = []
  if (rules.isActivatedEIP(6110)) {
    requests.push(new CLRequest(CLRequestType.Deposit, collectDeposits(logs, rules)))
  }
  if (rules.isActivatedEIP(7002)) {
    const data = await callSystemContract(executor, withdrawalRequests, block)
    requests.push(new CLRequest(CLRequestType.Withdrawal, data))
  }
  if (rules.isActivatedEIP(7251)) {
    const data = await callSystemContract(executor, consolidationRequests, block)
    requests.push(new CLRequest(CLRequestType.Consolidation, data))
  }
  return requests
}

async function callSystemContract(
  executor: Executor,
  contract: Predeploy,
  block: EvmBlock,
): Promise<Uint8Array> {
  const { state, evm, rules } = executor
  if ((await state.getCodeSize(contract.address)) === 0) return new Uint8Array(0)
  if (await isIdle(executor, contract)) return new Uint8Array(0)
  const systemAccount = await state.getAccount(systemAddress)
  const result = await evm.runCall({
    caller: systemAddress,
    to: contract.address,
    gasLimit: rules.param('systemCallGasLimit'),
    block,
  })
  if (systemAccount === undefined) await state.deleteAccount(systemAddress)
  else await state.putAccount(systemAddress, systemAccount)
  state.originalStorageCache.clear()
  await evm.journal.cleanup()
  return result.execResult.returnValue
}

const zeroWord = new Uint8Array(32)
const queueSlots = [0n, 1n, 2n, 3n].map(quantityToWord)

/**
 * Whether a queue contract with the code that the EIP gives it would read four zeros, change nothing
 * and return nothing, as in every block in which nobody asked for anything: not run then.
 */
async function isIdle({ state }: Executor, { address, code }: Predeploy): Promise<boolean> {
  const account = state.overlay.account(address.bytes)
  const ownCode = account?.data?.code.bytes ?? (await state.getCode(address))
  if (!isSameBytes(ownCode, code)) return false
  for (const key of queueSlots) {
    const slot = account === undefined ? undefined : state.overlay.slot(account, key)
    const word = slot === undefined ? await state.getStorage(address, key) : slot.word
    if (word.length > 0 && !isSameBytes(word, zeroWord)) return false
  }
  return true
}
