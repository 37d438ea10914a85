import { createHash } from 'node:crypto'
import { toChecksumAddress } from '../network/checksum-address.js'
import type { ChainReader } from './chain-reader.js'
import type { Deployable, DeployedInstance } from './deployable.js'
import type { FinishedDeployment, ResumeFile } from './resume-file.js'

/**
 * What one migration file deployed in a run that failed, so that running the file again does not pay twice: a
 * deployment with the same code, arguments, sender and value is taken over, each one once and in order.
 */
export class ResumeRecord {
  readonly #file: ResumeFile
  readonly #name: string
  readonly #chain: ChainReader
  /** Of the run that failed; what is taken over is out. */
  readonly #earlier: FinishedDeployment[]
  readonly #done: FinishedDeployment[] = []

  constructor(file: ResumeFile, name: string, chain: ChainReader) {
    this.#file = file
    this.#name = name
    this.#chain = chain
    this.#earlier = [...file.deploymentsOf(name)]
  }

  /** What the failed run made of the same deployment, if the chain still has it. */
  async find(
    contract: Deployable,
    args: readonly unknown[],
  ): Promise<DeployedInstance | undefined> {
    if (this.#earlier.length === 0) return undefined
    const fingerprint = await fingerprintOf(contract, args)
    const index = this.#earlier.findIndex((one) => one.fingerprint === fingerprint)
    const [earlier] = index < 0 ? [] : this.#earlier.splice(index, 1)
    const address = earlier && (await this.#addressOf(earlier))
    if (earlier === undefined || address === undefined) return undefined
    this.#keep({ ...earlier, address })
    return { address, transactionHash: earlier.transactionHash }
  }

  /** Whether a contract is there only because of a file that failed. */
  isAbandoned(address: string): boolean {
    return this.#file.isAbandoned(address)
  }

  /** Prepares to remember a deployment: gives what is to be told its transaction, as soon as that is sent. */
  async begin(
    contract: Deployable,
    args: readonly unknown[],
  ): Promise<(transactionHash: string) => void> {
    const { contractName } = contract
    const fingerprint = await fingerprintOf(contract, args)
    return (transactionHash) => {
      if (fingerprint !== undefined) this.#keep({ contractName, fingerprint, transactionHash })
    }
  }

  /** Remembers where a deployment went. */
  complete({ address, transactionHash }: DeployedInstance): void {
    const index = this.#done.findIndex((one) => one.transactionHash === transactionHash)
    const deployment = this.#done[index]
    if (deployment === undefined) return
    this.#done[index] = { ...deployment, address }
    this.#file.write(this.#name, this.#done, this.#earlier)
  }

  /** The file is done: nothing has to be remembered. */
  finish(): void {
    this.#file.forget(this.#name)
  }

  #keep(deployment: FinishedDeployment): void {
    this.#done.push(deployment)
    this.#file.write(this.#name, this.#done, this.#earlier)
  }

  /** The transaction's hash is of what was sent, so that a chain begun anew does not pass for the old one. */
  async #addressOf({ transactionHash, address }: FinishedDeployment): Promise<string | undefined> {
    const receipt = await this.#chain.receiptOf(transactionHash)
    const found = address ?? receipt?.contractAddress
    if (receipt?.isSuccessful !== true || found === undefined) return undefined
    return (await this.#chain.hasCode(found)) ? toChecksumAddress(found) : undefined
  }
}

/** Of what is deployed, by whom, with what money; undefined for abstractions that cannot say. */
async function fingerprintOf(
  contract: Deployable,
  args: readonly unknown[],
): Promise<string | undefined> {
  // What is wrong with the arguments shows when the contract is deployed.
  const request = await contract.new.request?.(...args).catch(() => undefined)
  if (request === undefined) return undefined
  const [data, from, value] = ['data', 'from', 'value'].map((name) =>
    String(Reflect.get(Object(request), name) ?? '').toLowerCase(),
  )
  return createHash('sha256').update(`${data}\n${from}\n${value}`).digest('hex')
}
