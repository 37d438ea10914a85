import { Account, eoaCode7702SignAuthorization } from '@ethereumjs/util'
import { bigintToBytes, bytesToHex, type Hex, hexToBytes } from '@scaffold-evm/common'
import type { EngineMessage, EngineResult } from '../../src/internal/chain/execution/engine.js'
import type { EvmBlock } from '../../src/internal/chain/execution/evm-block.js'
import type { Execution, ExecutionOutcome } from '../../src/internal/chain/execution/execution.js'
import type { Executor } from '../../src/internal/chain/execution/executor.js'
import { intrinsicGas } from '../../src/internal/chain/execution/intrinsic-gas.js'
import { runExecution } from '../../src/internal/chain/execution/run-execution.js'
import { traced } from '../../src/internal/chain/execution/traced.js'
import type { Crypto } from '../../src/internal/crypto.js'
import { hexToAddress, senderKeys } from './cast.js'
import type { EventRecorder } from './event-recorder.js'
import type { Scenario, ScenarioAccount, ScenarioTransaction } from './scenario.js'

/** All that a transaction shows. */
export type Shown = Readonly<Record<string, unknown>> & { readonly gasLeft?: bigint }

/** Runs a scenario on the empty state of `executor`; what each transaction showed. */
export async function runScenario(
  executor: Executor,
  scenario: Scenario,
  crypto: Crypto,
  events?: EventRecorder,
): Promise<Shown[]> {
  for (const account of scenario.accounts) await putAccount(executor, account)
  executor.state.seal()
  executor.state.originalStorageCache.clear()
  return runTransactions(executor, scenario, crypto, events)
}

/** The same on a state that has the accounts of the scenario. */
export async function runTransactions(
  executor: Executor,
  scenario: Scenario,
  crypto: Crypto,
  events?: EventRecorder,
): Promise<Shown[]> {
  const block = blockOf(scenario, executor)
  const shown: Shown[] = []
  for (const [index, transaction] of scenario.transactions.entries()) {
    const execution = executionOf(transaction, executor)
    if (!(await canPay(executor, execution))) {
      shown.push({ refused: true })
      continue
    }
    const { recorder, results } = recording(executor)
    const outcome = await traced(executor, events ?? {}, () =>
      runExecution(recorder, execution, { block, crypto, reportAccessList: index % 2 === 1 }),
    )
    shown.push({
      ...results.map((result) => show(outcome, result))[0],
      events: events?.take(),
      gasLeft: execution.gasLimit - outcome.gasSpent,
      root: bytesToHex(executor.state.seal().root),
    })
  }
  return shown
}

/** The executor with an engine that also keeps what it gave. */
function recording(executor: Executor): { recorder: Executor; results: EngineResult[] } {
  const { engine } = executor
  const results: EngineResult[] = []
  const run = async (message: EngineMessage): Promise<EngineResult> => {
    const result = await engine.run(message)
    results.push(result)
    return result
  }
  const { name, precompiles, precompileChanges } = engine
  const listeners = { listeners: undefined, traceHandler: undefined }
  const recordingEngine = { name, precompiles, precompileChanges, run, ...listeners }
  return { recorder: { ...executor, engine: recordingEngine }, results }
}

async function canPay({ state }: Executor, execution: Execution): Promise<boolean> {
  const { sender, gasLimit, gasPrice, valueWei, blobFeeWei } = execution
  const account = await state.getAccount(sender)
  return (account?.balance ?? 0n) >= gasLimit * gasPrice + valueWei + blobFeeWei
}

async function putAccount({ state }: Executor, account: ScenarioAccount): Promise<void> {
  const address = hexToAddress(account.address)
  await state.putAccount(address, new Account(BigInt(account.nonce), BigInt(account.balance)))
  const code = join(account.code)
  if (code.length > 0) await state.putCode(address, code)
  for (const [key, value] of account.storage) {
    await state.putStorage(address, word(key), word(value))
  }
}

function blockOf({ coinbase, blockNumber }: Scenario, { rules }: Executor): EvmBlock {
  return {
    header: {
      number: BigInt(blockNumber),
      coinbase: hexToAddress(coinbase),
      timestamp: 1_700_000_000n,
      difficulty: rules.isActivatedEIP(4399) ? 0n : 131_072n,
      prevRandao: new Uint8Array(32).fill(0xab),
      gasLimit: 30_000_000n,
      ...(rules.isActivatedEIP(1559) ? { baseFeePerGas: 9n } : {}),
      getBlobGasPrice: () => 2n,
    },
  }
}

function executionOf(transaction: ScenarioTransaction, { rules }: Executor): Execution {
  const { sender, to, accessList, gasPrice, blobs } = transaction
  const data = join(transaction.data)
  const list = accessList.map(([address, keys]) => [hexToBytes(address), keys.map(word)] as const)
  const authorizations = transaction.authorizations.map(({ chainId, target, nonce, signer }) =>
    eoaCode7702SignAuthorization(
      [bigintToBytes(BigInt(chainId)), hexToBytes(target), bigintToBytes(BigInt(nonce))],
      hexToBytes(senderKeys[signer] ?? senderKeys[0]),
    ),
  )
  const gas = intrinsicGas(
    { isCreation: to === null, data, accessList: list, authorizationCount: authorizations.length },
    rules,
  )
  const floor = gas.floorGas > gas.intrinsicGas ? gas.floorGas : gas.intrinsicGas
  return {
    sender: hexToAddress(sender),
    to: to === null ? undefined : hexToAddress(to),
    data,
    valueWei: BigInt(transaction.value),
    gasLimit: floor + BigInt(transaction.gas),
    gasPrice: BigInt(gasPrice),
    tipPerGas: rules.isActivatedEIP(1559) ? BigInt(gasPrice) - 9n : BigInt(gasPrice),
    accessList: list,
    authorizations,
    blobVersionedHashes: Array.from({ length: blobs }, (_, index) =>
      hexToBytes(`0x01${'ab'.repeat(30)}0${index}`),
    ),
    blobFeeWei: BigInt(blobs) * 131_072n * 2n,
    ...gas,
  }
}

function show(
  { gasUsed, gasSpent, returnData, haltReason, logs, createdAddress }: ExecutionOutcome,
  { gasRefund, destroyed, accessList }: EngineResult,
): Shown {
  return {
    gasUsed,
    gasSpent,
    gasRefund,
    returnData: bytesToHex(returnData),
    haltReason,
    logs: logs.map(([address, topics, data]) => [address, ...topics, data].map(bytesToHex)),
    destroyed: destroyed.map(bytesToHex).sort(),
    createdAddress: createdAddress === undefined ? undefined : bytesToHex(createdAddress),
    accessList: accessList === undefined ? undefined : showAccessList(accessList),
  }
}

function showAccessList(list: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  return [...list].map(([address, slots]) => [address, ...[...slots].sort()].join()).sort()
}

/** All bytes of some pieces of code or data. */
export function join(pieces: readonly Hex[]): Uint8Array {
  return hexToBytes(`0x${pieces.map((piece) => piece.slice(2)).join('')}`)
}

function word(value: number): Uint8Array {
  return bigintToBytes(BigInt(value), 32)
}
