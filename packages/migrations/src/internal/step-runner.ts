import { type Hex, isScaffoldError, Mutex, type Reporter } from '@scaffold-evm/common'
import {
  type Connection,
  type DeployedContract,
  explainFailure,
  type StepRecord,
} from '@scaffold-evm/project'
import { migrationAbortedError, migrationRejectedError, migrationRevertedError } from '../errors.js'
import { awaitReceipt } from './await-receipt.js'
import { type Broadcaster, createBroadcaster } from './broadcast.js'
import { ChainReader, type MinedReceipt } from './chain-reader.js'
import { digestTransaction } from './digest.js'
import { explainStepError } from './explain-step.js'
import { findSent } from './find-sent.js'
import type { Journal } from './journal.js'
import type { StepOutcome, StepRequest } from './step.js'

/** What a run of migrations sends with. */
export interface StepRunnerParts {
  readonly connection: Connection
  readonly journal: Journal
  readonly reporter: Reporter
  readonly warn: (text: string) => void
  readonly signal: AbortSignal | undefined
}

/** Does each step once, however often it is asked for and whatever interrupted earlier runs. */
export class StepRunner {
  readonly #parts: StepRunnerParts
  readonly #reader: ChainReader
  readonly #broadcaster: Broadcaster
  readonly #mutex = new Mutex()

  constructor(parts: StepRunnerParts) {
    this.#parts = parts
    this.#reader = new ChainReader(parts.connection.provider)
    this.#broadcaster = createBroadcaster(parts.connection)
  }

  /** One at a time, so that nonces follow each other and the record is true at every moment. */
  run(request: StepRequest): Promise<StepOutcome> {
    return this.#mutex.run(async () => {
      this.#assertRunning(request)
      try {
        return await this.#runStep(request)
      } catch (error) {
        this.#assertRunning(request)
        throw await explainStepError(error, request, {
          reader: this.#reader,
          journal: this.#parts.journal,
        })
      }
    })
  }

  #assertRunning(request: StepRequest): void {
    const { signal, journal } = this.#parts
    if (signal?.aborted === true) throw migrationAbortedError(request.file, journal.path)
  }

  async #runStep(request: StepRequest): Promise<StepOutcome> {
    const known = this.#parts.journal.step(request.file, request.id)
    if (known === undefined) return this.#send(request, undefined)
    if (known.status === 'confirmed') {
      return request.again === true ? this.#send(request, undefined) : this.#keep(known, request)
    }
    const sent = await findSent(known, this.#reader, this.#parts.signal)
    switch (sent.status) {
      case 'found':
        return this.#adopt(sent.hash, known, request)
      case 'resend':
        return this.#send(request, sent.nonce)
      case 'lost':
        this.#parts.warn(
          `${request.file}: the earlier transaction of "${request.id}" was replaced by another; it is sent again`,
        )
        return this.#send(request, undefined)
    }
  }

  #keep(step: StepRecord, request: StepRequest): StepOutcome {
    if (step.digest !== digestTransaction(request.content)) {
      this.#parts.warn(
        `${request.file}: "${request.id}" has changed since it was done (then ${step.label}, now ${request.label}). ` +
          'What is on the chain is kept; to do it anew, give the step another id, write a new migration, or use --reset',
      )
    }
    return { status: 'kept', step, hash: step.transactionHash }
  }

  /** Goes on with a transaction of an earlier run. */
  async #adopt(hash: Hex, known: StepRecord, request: StepRequest): Promise<StepOutcome> {
    const receipt = await this.#await(hash, request)
    if (receipt === undefined || !receipt.succeeded) {
      await this.#parts.journal.dropStep({ file: request.file, id: request.id })
      return this.#send(request, undefined)
    }
    const step = await this.#confirm({ ...known, transactionHash: hash }, receipt, request)
    return this.#keep(step, request)
  }

  async #send(request: StepRequest, freeNonce: number | undefined): Promise<StepOutcome> {
    const { journal, reporter } = this.#parts
    const at = { file: request.file, id: request.id }
    reporter.progress(`${request.file}: ${request.place.step}`)
    const nonce = await this.#chooseNonce(request, freeNonce)
    const open = this.#openStep(request, nonce)
    let hash: Hex | undefined
    try {
      hash = await this.#broadcaster.send(request, nonce, (signed) => {
        if (signed !== undefined) return journal.saveStep(at, sentStep(open, signed))
        return journal.saveStep(at, open)
      })
    } catch (error) {
      // Refused: it did not happen. Unreachable: it may have.
      if (!isScaffoldError(error, 'NETWORK_UNREACHABLE')) await journal.dropStep(at)
      throw error
    }
    const sent = sentStep(open, hash)
    if (journal.step(at.file, at.id)?.transactionHash !== hash) await journal.saveStep(at, sent)
    return { status: 'done', step: await this.#settle(sent, hash, request), hash }
  }

  async #settle(sent: StepRecord, hash: Hex, request: StepRequest): Promise<StepRecord> {
    const receipt = await this.#await(hash, request)
    if (receipt === undefined) {
      throw migrationRejectedError(request.place, `it has dropped transaction ${hash}`, undefined)
    }
    if (receipt.succeeded) return this.#confirm(sent, receipt, request)
    await this.#parts.journal.dropStep({ file: request.file, id: request.id })
    throw migrationRevertedError(request.place, {
      reason: await this.#failureReason(hash, receipt, request),
      transactionHash: hash,
    })
  }

  async #confirm(
    sent: StepRecord,
    receipt: MinedReceipt,
    request: StepRequest,
  ): Promise<StepRecord> {
    const address = request.address ?? (await this.#madeAddress(receipt, request))
    const step: StepRecord = {
      ...sent,
      status: 'confirmed',
      blockNumber: receipt.blockNumber,
      gasUsed: Number(receipt.gasUsed),
      gasPriceWei: String(receipt.gasPriceWei),
      ...(address === undefined ? {} : { address }),
    }
    const at = { file: request.file, id: request.id }
    if (request.deploys === undefined || address === undefined) {
      await this.#parts.journal.saveStep(at, step, request.records)
      return step
    }
    const { name, contract } = request.deploys
    const { transactionHash, blockNumber } = step
    const made: DeployedContract = {
      ...contract,
      address,
      migration: request.file,
      ...(transactionHash === undefined ? {} : { transactionHash }),
      ...(blockNumber === undefined ? {} : { blockNumber }),
    }
    await this.#parts.journal.saveStep(at, step, { ...request.records, [name]: made })
    return step
  }

  async #madeAddress(
    { contractAddress }: MinedReceipt,
    { kind }: StepRequest,
  ): Promise<string | undefined> {
    if (contractAddress === undefined || kind !== 'deploy') return undefined
    const { getAddress } = await import('@scaffold-evm/project/ethers')
    return getAddress(contractAddress)
  }

  #openStep(request: StepRequest, nonce: number): StepRecord {
    const { kind, from, label, content, deploys } = request
    const digest = digestTransaction(content)
    const name = deploys === undefined ? {} : { name: deploys.name }
    const to = kind === 'deploy' || content.to === undefined ? {} : { to: content.to }
    return { kind, status: 'sending', label, ...name, ...to, from, nonce, digest }
  }

  async #chooseNonce(request: StepRequest, free: number | undefined): Promise<number> {
    if (free !== undefined) return free
    if (request.fields.nonce !== undefined) return Number(request.fields.nonce)
    return this.#reader.nonce(request.from, 'pending')
  }

  #await(hash: Hex, request: StepRequest): Promise<MinedReceipt | undefined> {
    const { connection, reporter, signal } = this.#parts
    const { config, devchain } = connection
    return awaitReceipt(hash, this.#reader, {
      confirmations: config.type === 'http' ? config.confirmations : 1,
      mine: devchain === undefined ? undefined : () => devchain.mine(),
      signal,
      onWaiting: (seconds) => {
        if (seconds < 1) return
        reporter.progress(
          `${request.file}: ${request.place.step}: waiting for ${hash} (${seconds} s; stopping is safe)`,
        )
      },
    })
  }

  async #failureReason(hash: Hex, receipt: MinedReceipt, request: StepRequest): Promise<string> {
    const { connection } = this.#parts
    const tx = await connection.ethersProvider.getTransaction(hash)
    if (tx === null) return 'was mined and failed'
    if (receipt.gasUsed === tx.gasLimit) return `ran out of gas (limit ${tx.gasLimit})`
    return explainFailure(connection.provider, tx, request.interfaces)
  }
}

function sentStep(open: StepRecord, hash: Hex): StepRecord {
  return { ...open, status: 'sent', transactionHash: hash }
}
