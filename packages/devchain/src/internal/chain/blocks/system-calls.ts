import { Address, CLRequest, CLRequestType } from '@ethereumjs/util'
import { hexToBytes } from '@scaffold-evm/common'
import { isSameBytes } from '../../bytes.js'
import type { AccountOverlay } from '../../state/account-overlay.js'
import type { Code } from '../../state/code-store.js'
import { copyOf, stripZeros } from '../../state/copy.js'
import type { StateOverlay } from '../../state/state-overlay.js'
import { quantityToBytes, quantityToWord } from '../../words.js'
import type { EvmBlock } from '../execution/evm-block.js'
import type { Executor } from '../execution/executor.js'
import {
  beaconRoots,
  consolidationRequests,
  historyStorage,
  type Predeploy,
  withdrawalRequests,
} from '../setup/system-contracts.js'
import type { BlockTemplate } from './block-template.js'
import type { ChainLog } from './chain-log.js'
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
      [index, copyOf(quantityToBytes(template.timestampSec))],
      [index + length, asWord(template.parentBeaconBlockRoot)],
    ])
  }
  if (rules.isActivatedEIP(2935)) {
    const index = (template.number - 1n) % rules.param('historyServeWindow')
    await storeWords(executor, historyStorage, [[index, asWord(template.parentHash)]])
  }
}

/** The word has no leading zeros, and is never changed. */
type Word = readonly [slot: bigint, word: Uint8Array]

/** A hash as a word: blocks keep it anyway, so it is copied only to strip its zeros. */
function asWord(hash: Uint8Array): Uint8Array {
  return hash[0] === 0 ? stripZeros(hash) : hash
}

/** What these contracts would write if called; nothing where there is no contract. */
async function storeWords(
  executor: Executor,
  contract: Predeploy,
  words: readonly Word[],
): Promise<void> {
  const { state } = executor
  const account = state.overlay.account(contract.address.bytes)
  if (account !== undefined && storeKnownWords(state.overlay, account, words)) return
  if ((await state.getCodeSize(contract.address)) === 0) return
  for (const [index, word] of words) {
    await state.putStorage(contract.address, quantityToWord(index), word)
  }
}

/**
 * Stores without waiting. On a fork, what the slots had does not matter, and is not asked for: each block
 * has others, so that a fork without network could not go on.
 */
function storeKnownWords(
  overlay: StateOverlay,
  account: AccountOverlay,
  words: readonly Word[],
): boolean {
  if (isWithoutCode(account)) return true
  for (const [index, word] of words) {
    const key = quantityToWord(index)
    const known = overlay.slot(account, key)
    if (known === undefined && word.length === 0) return false
    overlay.setWord(account, known ?? overlay.unreadSlot(account, key), word)
  }
  return true
}

function isWithoutCode({ data }: AccountOverlay): boolean {
  return data === null || data.code.bytes.length === 0
}

/**
 * What a block has to tell the consensus layer after its transactions (EIP-7685). Kinds of which there
 * are none are left out.
 */
export async function collectRequests(
  executor: Executor,
  block: EvmBlock,
  logs: readonly ChainLog[],
): Promise<CLRequest<CLRequestType>[]> {
  const { rules } = executor
  const requests: CLRequest<CLRequestType>[] = []
  const add = (type: CLRequestType, data: Uint8Array): void => {
    if (data.length > 0) requests.push(new CLRequest(type, data))
  }
  if (rules.isActivatedEIP(6110)) add(CLRequestType.Deposit, collectDeposits(logs, rules))
  if (rules.isActivatedEIP(7002) && !isIdle(executor, withdrawalRequests)) {
    const data = await callSystemContract(executor, withdrawalRequests, block)
    add(CLRequestType.Withdrawal, data)
  }
  if (rules.isActivatedEIP(7251) && !isIdle(executor, consolidationRequests)) {
    const data = await callSystemContract(executor, consolidationRequests, block)
    add(CLRequestType.Consolidation, data)
  }
  return requests
}

async function callSystemContract(
  executor: Executor,
  contract: Predeploy,
  block: EvmBlock,
): Promise<Uint8Array> {
  const { state, engine, rules } = executor
  if ((await state.getCodeSize(contract.address)) === 0) return new Uint8Array(0)
  const systemAccount = await state.getAccount(systemAddress)
  const result = await engine.run({
    block,
    caller: systemAddress.bytes,
    to: contract.address.bytes,
    data: new Uint8Array(0),
    valueWei: 0n,
    gasLimit: rules.param('systemCallGasLimit'),
    gasPrice: 0n,
    blobVersionedHashes: [],
    accessList: [],
    warmAddresses: [],
    reportsAccessList: false,
  })
  if (systemAccount === undefined) await state.deleteAccount(systemAddress)
  else await state.putAccount(systemAddress, systemAccount)
  state.originalStorageCache.clear()
  return result.returnData
}

const queueSlots = [0n, 1n, 2n, 3n].map(quantityToWord)

/** Codes that were compared with those of the EIPs. */
const queueCodes = new WeakSet<Code>()

/**
 * Whether a queue contract with the code that the EIP gives it would read four zeros, change nothing
 * and return nothing, as in every block in which nobody asked for anything: not run then. False, too,
 * when that has to be fetched from a remote chain.
 */
function isIdle({ state: { overlay } }: Executor, { address, code: known }: Predeploy): boolean {
  const account = overlay.account(address.bytes)
  const code = account?.data?.code
  if (account === undefined || code === undefined || !isQueueCode(code, known)) return false
  return queueSlots.every((key) => overlay.slot(account, key)?.word.length === 0)
}

function isQueueCode(code: Code, known: Uint8Array): boolean {
  if (queueCodes.has(code)) return true
  if (!isSameBytes(code.bytes, known)) return false
  queueCodes.add(code)
  return true
}
