import { Account, Address } from '@ethereumjs/util'
import { bytesToHex, type Hex, hexToBytes, isScaffoldError } from '@scaffold-evm/common'
import { assertValid } from '../../src/internal/chain/blocks/assert-valid.js'
import { blobBaseFee } from '../../src/internal/chain/blocks/blob-gas.js'
import type { EvmBlock } from '../../src/internal/chain/execution/evm-block.js'
import type { ExecutionOutcome } from '../../src/internal/chain/execution/execution.js'
import type { Executor } from '../../src/internal/chain/execution/executor.js'
import { runExecution } from '../../src/internal/chain/execution/run-execution.js'
import { encodeRlp } from '../../src/internal/chain/rlp.js'
import type { Rules } from '../../src/internal/chain/rules.js'
import type { ChainTransaction } from '../../src/internal/chain/transactions/chain-transaction.js'
import { decodeMinedTransaction } from '../../src/internal/chain/transactions/decode.js'
import { createTransaction } from '../../src/internal/chain/transactions/fields.js'
import { signTransaction } from '../../src/internal/chain/transactions/sign.js'
import { transactionToExecution } from '../../src/internal/chain/transactions/to-execution.js'
import type { Crypto } from '../../src/internal/crypto.js'
import type {
  EnvironmentVector,
  PostVector,
  StateTestCase,
  TransactionVector,
} from './state-test.js'

/** Runs a case on the state of `executor`, which is its pre-state; says what is wrong with the result. */
export async function runStateTest(
  executor: Executor,
  { test, post }: StateTestCase,
  crypto: Crypto,
): Promise<string | undefined> {
  const block = blockOf(test.env, executor.rules)
  const outcome = await run(executor, { ...test, post, block, crypto })
  await touchCoinbase(executor, block.header.coinbase)
  if (
    typeof outcome === 'string' &&
    post.txbytes !== undefined &&
    post.expectException === undefined
  ) {
    return `refused: ${outcome}`
  }
  if (typeof outcome !== 'string' && post.expectException !== undefined) {
    return `accepted in spite of ${post.expectException}`
  }
  const logs = typeof outcome === 'string' ? [] : outcome.logs
  const logsHash = bytesToHex(crypto.keccak256(encodeRlp(logs)))
  const root = bytesToHex(executor.state.seal().root)
  const wrong = [
    ...(root === post.hash ? [] : [`state root ${root}, not ${post.hash}`]),
    ...(logsHash === post.logs ? [] : [`logs hash ${logsHash}, not ${post.logs}`]),
  ]
  return wrong.length === 0 ? undefined : `${wrong.join('; ')} (${summary(outcome)})`
}

function summary(outcome: ExecutionOutcome | string): string {
  if (typeof outcome === 'string') return `refused: ${outcome}`
  return `${outcome.haltReason ?? 'success'}, ${outcome.gasUsed} gas`
}

interface Run {
  readonly env: EnvironmentVector
  readonly transaction: TransactionVector
  readonly post: PostVector
  readonly block: EvmBlock
  readonly crypto: Crypto
}

/** What came of the transaction, or the code of the error that refused it. */
async function run(executor: Executor, input: Run): Promise<ExecutionOutcome | string> {
  const { rules } = executor
  const { block, crypto } = input
  const { baseFeePerGas, gasLimit: gasLeft } = block.header
  const fees = { baseFeePerGas, blobBaseFee: block.header.getBlobGasPrice() }
  const isBlobFork = rules.isActivatedEIP(4844)
  const blobGasLeft = isBlobFork ? rules.getBlobGasSchedule().maxBlobGasPerBlock : 0n
  try {
    const transaction = transactionOf(input, rules)
    await assertValid(transaction, executor, { ...fees, gasLeft, blobGasLeft })
    const execution = transactionToExecution(transaction, rules, fees)
    return await runExecution(executor, execution, { block, crypto })
  } catch (error) {
    if (isScaffoldError(error)) return error.code
    throw error
  }
}

function transactionOf({ transaction, post, crypto }: Run, rules: Rules): ChainTransaction {
  if (post.txbytes !== undefined) {
    return decodeMinedTransaction(hexToBytes(post.txbytes), rules, crypto)
  }
  const { data, gas, value } = post.indexes
  const fields = {
    type: 0,
    nonce: quantity(transaction.nonce),
    gasLimit: quantity(transaction.gasLimit[gas]),
    to: transaction.to === '' ? undefined : hexToBytes(transaction.to),
    valueWei: quantity(transaction.value[value]),
    data: hexToBytes(transaction.data[data] ?? '0x'),
    gasPrice: quantity(transaction.gasPrice),
    maxFeePerGas: 0n,
    maxPriorityFeePerGas: 0n,
    maxFeePerBlobGas: 0n,
    accessList: [],
    authorizationList: [],
    blobVersionedHashes: [],
  }
  const privateKey = hexToBytes(transaction.secretKey)
  const account = { privateKey, address: crypto.addressOf(privateKey) }
  return signTransaction(createTransaction(fields, rules), account, crypto)
}

function blockOf(env: EnvironmentVector, rules: Rules): EvmBlock {
  const isMerged = rules.isActivatedEIP(4399)
  const blobFee = rules.isActivatedEIP(4844)
    ? blobBaseFee(quantity(env.currentExcessBlobGas), rules)
    : undefined
  return {
    header: {
      number: quantity(env.currentNumber),
      timestamp: quantity(env.currentTimestamp),
      gasLimit: quantity(env.currentGasLimit),
      coinbase: new Address(hexToBytes(env.currentCoinbase)),
      difficulty: isMerged ? 0n : quantity(env.currentDifficulty),
      prevRandao: isMerged ? word(env.currentRandom ?? env.currentDifficulty) : new Uint8Array(32),
      ...(rules.isActivatedEIP(1559)
        ? { baseFeePerGas: quantity(env.currentBaseFee ?? '0x0a') }
        : {}),
      getBlobGasPrice: () => blobFee,
    },
  }
}

function word(value: Hex): Uint8Array {
  return hexToBytes(`0x${value.slice(2).padStart(64, '0')}`)
}

function quantity(value: Hex | undefined): bigint {
  return BigInt(value ?? 0)
}

/** A block without reward, which the tests have been made with, still touches the coinbase. */
async function touchCoinbase({ rules, state }: Executor, coinbase: Address): Promise<void> {
  const account = await state.getAccount(coinbase)
  if (!rules.gteHardfork('spuriousDragon'))
    await state.putAccount(coinbase, account ?? new Account())
  else if (account?.isEmpty() === true) await state.deleteAccount(coinbase)
}
