import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage, type Hex, isScaffoldError } from '@scaffold-evm/common'
import type { StepRecord } from '@scaffold-evm/project'
import { nonceUnclearError, notMinedError } from '../../errors/recovery.js'
import { migrationRejectedError } from '../../errors/step.js'
import { digestTransaction } from '../files/digest.js'
import { raisedFields, sameFields, signedOf } from '../recovery/fees.js'
import { hashesOf, lookUp, minedOf, type Standing } from '../recovery/look-up.js'
import { readRefusal } from '../recovery/refusal.js'
import type { Outgoing } from './broadcast.js'
import type { MinedReceipt, NodeTransaction } from './chain-reader.js'
import { mineIfNobodyDoes } from './mine-if-nobody-does.js'
import { pause } from './pause.js'
import type { StepRequest, TransactionFields } from './step.js'
import { withAttempt, withHash } from './step-attempts.js'
import type { StepContext } from './step-context.js'

/** How it ended with a step's transaction. */
export type Outcome =
  | { readonly status: 'mined'; readonly hash: Hex; readonly receipt: MinedReceipt }
  | { readonly status: 'taken'; readonly by: NodeTransaction }

/** What is followed. */
export interface PursuedStep {
  readonly request: StepRequest
  readonly step: StepRecord
  /** What was done of it already, when it is done again. */
  readonly before: StepRecord | undefined
}

/** Waits before a transaction of which nothing is known is sent again. */
const sendDelaysMs = [100, 400, 1_600]
/** How often a transaction that a node forgot is brought back to it. */
const mostReturns = 5
/** Looks at a nonce that is used by nobody knows what, a second apart. */
const mostUnclear = 12

/**
 * One step from the intent to send it until what has its nonce is mined: sent, sent again when the node
 * knows nothing of it, and with higher fees when it is not mined. What is going to leave is written
 * down before.
 */
export class Pursuit {
  readonly #request: StepRequest
  readonly #before: StepRecord | undefined
  readonly #context: StepContext
  #step: StepRecord
  #outgoing: Outgoing | undefined
  #hasSent = false
  #sentAt = Date.now()
  #bumps = 0
  #returns = 0
  #unclear = 0

  constructor(pursued: PursuedStep, context: StepContext) {
    this.#request = pursued.request
    this.#step = pursued.step
    this.#before = pursued.before
    this.#context = context
  }

  get step(): StepRecord {
    return this.#step
  }

  /** Whether this run sent something, rather than finding what an earlier one sent. */
  get hasSent(): boolean {
    return this.#hasSent
  }

  /**
   * Signs, writes it down, sends.
   *
   * @throws what the node said, when it will not have the transaction; then nothing is recorded of it.
   */
  async launch(fields?: TransactionFields): Promise<void> {
    const { broadcaster, watch } = this.#context
    await watch?.beforeSend(this.#request)
    const outgoing = await broadcaster.prepare(this.#request, this.#step.nonce, fields)
    this.#outgoing = outgoing
    await this.#save(withAttempt(this.#step, outgoing, digestTransaction(this.#request.content)))
    await this.#send(outgoing)
  }

  /** Follows the transaction until it is mined as deep as the network asks for, or cannot be any more. */
  async settle(): Promise<Outcome> {
    const started = Date.now()
    for (let round = 0; ; round++) {
      const mined = await minedOf(this.#step, this.#context.reader)
      if (mined !== undefined) {
        if (await this.#isDeep(mined.receipt)) return mined
      } else if (this.#isUncertain(round)) {
        const standing = await this.#inspect()
        if (standing.status === 'taken') return standing
        if (standing.status === 'waiting' && standing.hash !== undefined) await this.#bumpIfDue()
      }
      await this.#wait(round, started, mined !== undefined)
    }
  }

  /** Whether it is time to ask for more than a receipt. */
  #isUncertain(round: number): boolean {
    const isNowAndThen = round >= 6 && round % 4 === 2
    return this.#step.status === 'intended' || isNowAndThen || this.#isBumpDue()
  }

  /** Of a transaction that did not happen, and cannot, nothing is kept. */
  forget(): Promise<void> {
    const { journal } = this.#context
    if (this.#before !== undefined) return journal.saveStep(this.#request, this.#before)
    return journal.dropStep(this.#request)
  }

  async #wait(round: number, started: number, isMined: boolean): Promise<void> {
    const { connection, signal } = this.#context
    const { config, devchain } = connection
    const waits = config.type === 'http' ? config : { confirmations: 1, receiptTimeoutMs: 0 }
    const wantsBlock = !isMined || waits.confirmations > 1
    if (wantsBlock && devchain !== undefined) await devchain.mine()
    else if (wantsBlock && round % 4 === 0 && round > 0) await mineIfNobodyDoes(connection)
    const waitedMs = Date.now() - started
    this.#tellWaiting(Math.round(waitedMs / 1000))
    if (waits.receiptTimeoutMs > 0 && waitedMs > waits.receiptTimeoutMs && !isMined) {
      const seconds = Math.round(waitedMs / 1000)
      throw notMinedError(this.#request.place, { what: this.#what(), seconds })
    }
    await pause(devchain === undefined ? round : 0, signal)
  }

  #what(): string {
    const { transactionHash, nonce } = this.#step
    return transactionHash ?? `what has nonce ${nonce}`
  }

  #tellWaiting(seconds: number): void {
    if (seconds < 1) return
    const { file, place } = this.#request
    this.#context.reporter.progress(
      `${file}: ${place.step}: waiting for ${this.#what()} (${seconds} s; stopping is safe)`,
    )
  }

  async #isDeep(receipt: MinedReceipt): Promise<boolean> {
    const { connection, reader } = this.#context
    const { config } = connection
    const confirmations = config.type === 'http' ? config.confirmations : 1
    if (confirmations <= 1) return true
    return (await reader.blockNumber()) - receipt.blockNumber + 1 >= confirmations
  }

  #lookUp(): Promise<Standing> {
    const { reader, journal } = this.#context
    return lookUp(this.#step, reader, (hash) => journal.isOfOther(hash, this.#request))
  }

  /** Asks what the node knows, and brings the transaction back to a node that knows nothing. */
  async #inspect(): Promise<Standing> {
    const standing = await this.#lookUp()
    this.#unclear = standing.status === 'unclear' ? this.#unclear + 1 : 0
    if (this.#unclear > mostUnclear) throw nonceUnclearError(this.#request.place, this.#step)
    if (standing.status === 'waiting' || standing.status === 'mined') {
      await this.#saveSent(standing.hash)
    }
    if (standing.status === 'absent') await this.#bringBack()
    return standing
  }

  async #bringBack(): Promise<void> {
    this.#returns += 1
    if (this.#returns > mostReturns) {
      const reason = `it has dropped ${this.#what()} ${mostReturns} times`
      throw migrationRejectedError(this.#request.place, reason, undefined)
    }
    if (this.#outgoing !== undefined) return this.#send(this.#outgoing)
    const { signedWith, digest } = this.#step
    const isSame = digest === digestTransaction(this.#request.content)
    return this.launch(isSame && signedWith !== undefined ? sameFields(signedWith) : undefined)
  }

  /** Sends until the node has it, or says why not. */
  async #send(outgoing: Outgoing): Promise<void> {
    this.#hasSent = true
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#saveSent(await outgoing.send())
        this.#sentAt = Date.now()
        return
      } catch (error) {
        if (await this.#isSettled(error, outgoing)) return
        const delayMs = sendDelaysMs[attempt]
        if (delayMs === undefined) throw error
        await sleep(delayMs, undefined, { signal: this.#context.signal })
      }
    }
  }

  /** Whether a failure to send leaves nothing to send: the node has it all the same, or something else has its nonce. */
  async #isSettled(error: unknown, outgoing: Outgoing): Promise<boolean> {
    const standing = await this.#lookUp()
    if (standing.status === 'mined' && !standing.receipt.succeeded) {
      await this.forget()
      throw error
    }
    if (standing.status === 'mined' || standing.status === 'waiting') {
      await this.#saveSent(standing.hash)
      return true
    }
    if (standing.status !== 'absent') return true
    const refusal = readRefusal(error)
    if (refusal === 'fee' && (await this.#launchHigher())) return true
    if (refusal === 'final' || refusal === 'fee') {
      if (hashesOf(this.#step).every((hash) => hash === outgoing.hash)) await this.forget()
      throw error
    }
    return false
  }

  /** For a transaction that was signed when gas was cheaper. */
  async #launchHigher(): Promise<boolean> {
    const fields = this.#bumps === 0 ? await this.#higherFields() : undefined
    if (fields === undefined) return false
    this.#bumps += 1
    await this.launch(fields)
    return true
  }

  async #bumpIfDue(): Promise<void> {
    if (!this.#isBumpDue()) return
    this.#bumps += 1
    this.#sentAt = Date.now()
    const { file, place } = this.#request
    const fields = await this.#higherFields()
    if (fields === undefined) {
      const limit = `maxFeePerGas of network "${this.#context.connection.networkName}"`
      this.#context.warn(`${file}: ${place.step} waits at the highest fee that ${limit} allows`)
      this.#bumps = Number.POSITIVE_INFINITY
      return
    }
    this.#context.reporter.info(`${file}: ${place.step}: sent again with higher fees`)
    await this.launch(fields).catch((error: unknown) => {
      // What was sent before is still on its way.
      if (isScaffoldError(error, 'NETWORK_UNREACHABLE')) throw error
      this.#context.warn(`${file}: ${place.step}: higher fees are refused: ${errorMessage(error)}`)
    })
  }

  #isBumpDue(): boolean {
    const { config } = this.#context.connection
    if (config.type !== 'http' || config.bumpAfterMs === 0 || this.#bumps >= config.maxBumps) {
      return false
    }
    return Date.now() - this.#sentAt >= config.bumpAfterMs && this.#mayBump()
  }

  /** Not what the file itself set a price for, nor what it would send otherwise today. */
  #mayBump(): boolean {
    const { content, fields, signed } = this.#request
    const hasPrice = fields.gasPrice !== undefined || fields.maxFeePerGas !== undefined
    return !hasPrice && signed === undefined && this.#step.digest === digestTransaction(content)
  }

  async #higherFields(): Promise<TransactionFields | undefined> {
    const { connection, reader } = this.#context
    const { config } = connection
    if (config.type !== 'http') return undefined
    const { transactionHash, signedWith } = this.#step
    const waiting =
      signedWith === undefined && transactionHash !== undefined
        ? await reader.transaction(transactionHash)
        : undefined
    const paid = signedWith ?? (waiting === undefined ? undefined : signedOf(waiting))
    if (paid === undefined) return undefined
    return raisedFields(paid, await reader.baseFeeWei(), config)
  }

  async #saveSent(hash: Hex | undefined): Promise<void> {
    const { from, nonce, transactionHash, replaced = [], status } = this.#step
    const { usedNonces } = this.#context
    const key = from.toLowerCase()
    usedNonces.set(key, Math.max(nonce, usedNonces.get(key) ?? -1))
    if (hash === undefined) return
    const isNew = hash !== transactionHash && !replaced.includes(hash)
    if (status === 'sent' && !isNew) return
    await this.#save({
      ...(isNew ? withHash(this.#step, hash) : this.#step),
      status: 'sent',
    })
  }

  async #save(step: StepRecord): Promise<void> {
    this.#step = step
    await this.#context.journal.saveStep(this.#request, step)
  }
}
