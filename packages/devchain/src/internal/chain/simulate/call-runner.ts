import { Account, Address } from '@ethereumjs/util'
import { gasLimitAboveBlockError } from '../../../errors/transaction.js'
import type { Crypto } from '../../crypto.js'
import type { WorldState } from '../../state/types.js'
import { least, most } from '../bigint-math.js'
import type { BlockBuilder } from '../blocks/block-builder.js'
import type { Execution, ExecutionOutcome } from '../execution/execution.js'
import type { Executor } from '../execution/executor.js'
import { traced } from '../execution/traced.js'
import type { SenderAccount } from '../pool/mempool.js'
import type { ChainTransaction } from '../transactions/chain-transaction.js'
import { transactionToExecution } from '../transactions/to-execution.js'
import type { TransactionRequest } from '../transactions/transaction-request.js'
import { assertExecutable, exhaustedNonce, hasFreeBlobs, isFree } from './assert-executable.js'
import { simulatedTransaction } from './simulated-transaction.js'
import { TransferRecorder } from './transfer-recorder.js'
import type { SimulatedCall, SimulatedLog, SimulationRequest } from './types.js'

/** Gas that the calls of all blocks can still use. */
export interface GasBudget {
  left: bigint
}

/** What a {@link CallRunner} runs on. */
export interface CallRunnerParts {
  readonly executor: Executor
  /** Of the block that the calls are in, opened. */
  readonly builder: BlockBuilder
  readonly budget: GasBudget
  readonly crypto: Crypto
  readonly allowUnlimitedContractSize: boolean
}

/** Runs the calls of one simulated block as its transactions. */
export class CallRunner {
  readonly #parts: CallRunnerParts
  readonly #options: Pick<SimulationRequest, 'isValidated' | 'logTransfers'>
  #logCount = 0

  constructor(
    parts: CallRunnerParts,
    options: Pick<SimulationRequest, 'isValidated' | 'logTransfers'>,
  ) {
    this.#parts = parts
    this.#options = options
  }

  /** @throws the `CHAIN_` error that says why the call cannot run */
  async run(request: TransactionRequest): Promise<SimulatedCall> {
    const { executor, builder, budget } = this.#parts
    const account = await accountOf(executor.state, request.from ?? new Uint8Array(20))
    const transaction = this.#transaction(request, account.nonce)
    this.#assertExecutable(transaction, account)
    const execution = this.#execution(transaction)
    const { outcome, logs } = await this.#execute(() => builder.add(transaction, execution))
    if (account.nonce === exhaustedNonce) await restartNonce(executor.state, transaction.sender)
    budget.left -= outcome.gasUsed
    return {
      haltReason: outcome.haltReason,
      returnData: outcome.returnData,
      gasUsed: outcome.gasUsed,
      mostGasUsed: most(outcome.gasSpent, execution.floorGas),
      logs,
    }
  }

  #transaction(request: TransactionRequest, accountNonce: bigint): ChainTransaction {
    const { executor, builder, budget, crypto } = this.#parts
    const { gasLeft } = builder
    const { nonce = accountNonce, gasLimit = gasLeft } = request
    if (gasLimit > gasLeft) throw gasLimitAboveBlockError(gasLimit, gasLeft)
    const place = { nonce, gasLimit: least(gasLimit, budget.left) }
    return simulatedTransaction(request, place, { rules: executor.rules, crypto })
  }

  #assertExecutable({ tx }: ChainTransaction, account: SenderAccount): void {
    const { executor, builder, allowUnlimitedContractSize } = this.#parts
    const { isValidated = false } = this.#options
    const fees = builder.template
    const { rules } = executor
    assertExecutable(tx, account, { rules, fees, isValidated, allowUnlimitedContractSize })
  }

  /** Who offers nothing pays nothing, unless he has to be able to. */
  #execution(transaction: ChainTransaction): Execution {
    const { template } = this.#parts.builder
    const execution = transactionToExecution(transaction, template.rules, template)
    if (this.#options.isValidated === true) return execution
    return {
      ...execution,
      ...(isFree(transaction.tx) ? { gasPrice: 0n, tipPerGas: 0n } : {}),
      ...(hasFreeBlobs(transaction.tx) ? { blobFeeWei: 0n } : {}),
    }
  }

  async #execute(
    action: () => Promise<ExecutionOutcome>,
  ): Promise<{ outcome: ExecutionOutcome; logs: readonly SimulatedLog[] }> {
    const firstIndex = this.#logCount
    if (this.#options.logTransfers === true) {
      const recorder = new TransferRecorder(firstIndex)
      const outcome = await traced(this.#parts.executor, recorder, action)
      this.#logCount = recorder.nextIndex
      return { outcome, logs: recorder.logs }
    }
    const outcome = await action()
    this.#logCount += outcome.logs.length
    const logs = outcome.logs.map(([address, topics, data], position) => {
      return { address, topics, data, index: firstIndex + position }
    })
    return { outcome, logs }
  }
}

async function accountOf(state: WorldState, address: Uint8Array): Promise<SenderAccount> {
  const account = await state.getAccount(new Address(address))
  return { nonce: account?.nonce ?? 0n, balance: account?.balance ?? 0n }
}

/** Of an account whose nonce was the highest: without validation nonces begin again, as in geth. */
async function restartNonce(state: WorldState, sender: Uint8Array): Promise<void> {
  const address = new Address(sender)
  const account = (await state.getAccount(address)) ?? new Account()
  account.nonce = 0n
  await state.putAccount(address, account)
}
