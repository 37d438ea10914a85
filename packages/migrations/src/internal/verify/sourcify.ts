import type { VerifiedMatch } from '@scaffold-evm/project'
import { verifierRefusedError } from '../../errors/verify.js'
import { type ServiceAnswer, type ServiceClient, unlessOdd } from './service-client.js'
import type { Submission, Verifier, VerifierOutcome } from './verifier.js'

const publicServer = 'https://sourcify.dev/server'

/** Sourcify, by version 2 of its interface. It compiles what it is sent and compares the code itself. */
export class SourcifyVerifier implements Verifier {
  readonly name: string
  readonly #client: ServiceClient
  readonly #chainId: bigint

  constructor(name: string, client: ServiceClient, chainId: bigint) {
    this.name = name
    this.#client = client
    this.#chainId = chainId
  }

  async verify(submission: Submission): Promise<VerifierOutcome> {
    const { address } = submission
    const known = await this.#find(address)
    // Comments count for an exact match only: what is published without them gives way to what has them.
    if (known === 'exact' || known === submission.match)
      return this.#outcome('already-verified', address, known)
    const id = await this.#submit(submission)
    if (id === undefined) {
      return this.#outcome(
        'already-verified',
        address,
        (await this.#find(address)) ?? submission.match,
      )
    }
    const match = await this.#client.until(submission.name, () => this.#jobResult(id, submission))
    return this.#outcome('verified', address, match)
  }

  async #find(address: string): Promise<VerifiedMatch | undefined> {
    const asked = this.#client.request(this.#contractPath(address))
    const { status, body } = (await unlessOdd(asked)) ?? { status: 404, body: {} }
    if (status !== 404 && status !== 200) throw this.#refusal(address, body)
    return toMatch(body['match'])
  }

  /** The id of the job; undefined when there is nothing to do. */
  async #submit(submission: Submission): Promise<string | undefined> {
    const { input, solc, contract, transactionHash } = submission
    const request = {
      stdJsonInput: input,
      compilerVersion: solc,
      contractIdentifier: contract,
      ...(transactionHash === undefined ? {} : { creationTransactionHash: transactionHash }),
    }
    const post = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    }
    const path = `/v2/verify/${this.#chainId}/${submission.address}`
    const { status, body } = await this.#client.request(path, post, isBeingVerified)
    if (status === 409) return undefined
    const id = body['verificationId']
    if (status >= 400) throw this.#refusal(submission.name, body)
    if (typeof id !== 'string') throw this.#client.invalid(body)
    return id
  }

  /** Undefined while the job is running. */
  async #jobResult(id: string, { name }: Submission): Promise<VerifiedMatch | undefined> {
    const { status, body } = await this.#client.request(`/v2/verify/${id}`)
    if (status >= 400) throw this.#refusal(name, body)
    if (body['isJobCompleted'] !== true) return undefined
    const match = toMatch(field(body['contract'], 'match'))
    const error = body['error']
    const isKnown = field(error, 'customCode') === 'already_verified'
    if (error !== undefined && error !== null && !isKnown) throw this.#refusal(name, error)
    if (match === undefined && !isKnown) throw this.#client.invalid(body)
    return match ?? 'partial'
  }

  #contractPath(address: string): string {
    return `/v2/contract/${this.#chainId}/${address}`
  }

  #outcome(
    status: VerifierOutcome['status'],
    address: string,
    match: VerifiedMatch,
  ): VerifierOutcome {
    const { shownUrl } = this.#client
    const isPublic = shownUrl === publicServer
    const url = isPublic
      ? `https://repo.sourcify.dev/${this.#chainId}/${address}`
      : `${shownUrl}${this.#contractPath(address)}`
    return { status, match, url }
  }

  #refusal(name: string, body: unknown): Error {
    const reason = field(body, 'message')
    if (typeof reason !== 'string') return this.#client.invalid(body)
    const code = field(body, 'customCode')
    return verifierRefusedError(this.name, name, {
      reason: this.#client.redact(reason),
      ...(typeof code === 'string' ? { serviceCode: code } : {}),
    })
  }
}

function isBeingVerified({ body }: ServiceAnswer): boolean {
  return body['customCode'] === 'duplicate_verification_request'
}

function toMatch(value: unknown): VerifiedMatch | undefined {
  if (value === 'exact_match') return 'exact'
  return value === 'match' ? 'partial' : undefined
}

function field(object: unknown, name: string): unknown {
  return Reflect.get(Object(object), name)
}
