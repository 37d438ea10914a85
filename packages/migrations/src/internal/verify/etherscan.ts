import type { SolcInput } from '@scaffold-evm/compiler'
import { verifierKeyMissingError, verifierRefusedError } from '../../errors/verify.js'
import { type ServiceAnswer, type ServiceClient, unlessOdd } from './service-client.js'
import type { Submission, Verifier, VerifierOutcome } from './verifier.js'

/** What is asked of an Etherscan-style service. */
export interface EtherscanAccess {
  readonly client: ServiceClient
  readonly chainId: bigint
  readonly apiKey: string | undefined
}

/** How often a contract may be unknown to an explorer that has not seen its block yet, or a job just made. */
const unseenRounds = 12

const alreadyVerified = /already verified/i
const busy = /rate limit|too many/i
const unseen =
  /unable to locate contractcode|does not have bytecode|unknown uid|has not been indexed/i
const badKey = /api ?key/i

/**
 * etherscan.io, by version 2 of its interface, and what speaks like it: Blockscout, Routescan and others. Which chain is
 * meant is said with every request; those of one chain pay no attention.
 */
export class EtherscanVerifier implements Verifier {
  readonly name: string
  readonly #access: EtherscanAccess

  constructor(name: string, access: EtherscanAccess) {
    this.name = name
    this.#access = access
  }

  async verify(submission: Submission): Promise<VerifierOutcome> {
    const { match } = submission
    if (await this.#isVerified(submission))
      return { status: 'already-verified', match, url: undefined }
    const guid = await this.#submit(submission)
    if (guid === undefined) return { status: 'already-verified', match, url: undefined }
    const status = await this.#await(submission.name, 'checkverifystatus', guid)
    return { status, match, url: undefined }
  }

  async linkProxy(proxy: {
    readonly name: string
    readonly address: string
    readonly implementation: string
  }): Promise<void> {
    const { name, address, implementation } = proxy
    const sent = await this.#post('verifyproxycontract', {
      address,
      expectedimplementation: implementation,
    })
    if (!sent.isOk) throw this.#refusal(name, sent.text)
    await this.#await(name, 'checkproxyverification', sent.text)
  }

  async #isVerified({ address }: Submission): Promise<boolean> {
    const answer = await unlessOdd(this.#get('getsourcecode', { address }))
    const result = answer?.body['result']
    const source: unknown = Array.isArray(result)
      ? Reflect.get(Object(result[0]), 'SourceCode')
      : ''
    return typeof source === 'string' && source !== ''
  }

  /** The id of the job; undefined when there is nothing to do. */
  async #submit(submission: Submission): Promise<string | undefined> {
    const { name, address, contract, solc } = submission
    const encoded = (await submission.constructorArguments()).slice(2)
    const form = {
      contractaddress: address,
      sourceCode: JSON.stringify(withLibraries(submission)),
      codeformat: 'solidity-standard-json-input',
      contractname: contract,
      compilerversion: `v${solc}`,
      constructorArguments: encoded,
      // As it was spelled for years, and is by what follows the example.
      constructorArguements: encoded,
    }
    for (let round = 1; ; round += 1) {
      const { isOk, text } = await this.#post('verifysourcecode', form)
      if (isOk) return text
      if (alreadyVerified.test(text)) return undefined
      if (!unseen.test(text) || round === unseenRounds) throw this.#refusal(name, text)
      await this.#access.client.pause(round)
    }
  }

  async #await(
    name: string,
    action: string,
    guid: string,
  ): Promise<'verified' | 'already-verified'> {
    let rounds = 0
    return this.#access.client.until(name, async () => {
      const { isOk, text } = toResult(await this.#get(action, { guid }))
      rounds += 1
      if (/pending|in progress/i.test(text)) return undefined
      if (alreadyVerified.test(text)) return 'already-verified'
      if (isOk && !/^fail/i.test(text)) return 'verified'
      if (unseen.test(text) && rounds < unseenRounds) return undefined
      throw this.#refusal(name, text)
    })
  }

  async #post(action: string, form: Readonly<Record<string, string>>): Promise<Result> {
    const { client, chainId, apiKey } = this.#access
    const key = apiKey === undefined ? {} : { apikey: apiKey }
    // Where such services look for what they are asked differs: it is in both places.
    const all = { ...key, chainid: String(chainId), module: 'contract', action, ...form }
    const post = { method: 'POST', body: new URLSearchParams(all) }
    return toResult(await client.request(this.#query(action), post, isBusy))
  }

  async #get(action: string, query: Readonly<Record<string, string>>): Promise<ServiceAnswer> {
    const { client, apiKey } = this.#access
    const key = apiKey === undefined ? {} : { apikey: apiKey }
    return client.request(this.#query(action, { ...query, ...key }), {}, isBusy)
  }

  #query(action: string, more: Readonly<Record<string, string>> = {}): string {
    const chainid = String(this.#access.chainId)
    return `?${new URLSearchParams({ chainid, module: 'contract', action, ...more })}`
  }

  #refusal(name: string, text: string): Error {
    const { apiKey, client } = this.#access
    if (apiKey === undefined && badKey.test(text)) return verifierKeyMissingError(this.name)
    return verifierRefusedError(this.name, name, { reason: client.redact(text) })
  }
}

interface Result {
  readonly isOk: boolean
  readonly text: string
}

function toResult({ body }: ServiceAnswer): Result {
  const { result, message } = body
  const text = typeof result === 'string' ? result : typeof message === 'string' ? message : ''
  return { isOk: String(body['status']) === '1', text }
}

function isBusy({ body }: ServiceAnswer): boolean {
  return busy.test(`${String(body['result'])} ${String(body['message'])}`)
}

/** Such services link the code themselves, and ask for the addresses in the settings. */
function withLibraries({ input, libraries }: Submission): SolcInput {
  if (Object.keys(libraries).length === 0) return input
  return { ...input, settings: { ...input.settings, libraries } }
}
