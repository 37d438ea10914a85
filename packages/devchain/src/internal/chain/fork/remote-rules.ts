import type { Crypto } from '../../crypto.js'
import type { HardforkName } from '../hardforks.js'
import { createRules, type Rules } from '../rules.js'
import { KnownForks } from './known-forks.js'
import type { RpcRecord } from './rpc-record.js'

/** Header fields by the hardfork that brought them, latest first. */
const fieldsByHardfork: readonly (readonly [field: string, hardfork: HardforkName])[] = [
  ['requestsHash', 'prague'],
  ['parentBeaconBlockRoot', 'cancun'],
  ['withdrawalsRoot', 'shanghai'],
]

/** The rules by which blocks of the forked chain are read, as their fields show them. */
export class RemoteRules {
  readonly #chainId: bigint
  readonly #crypto: Crypto
  readonly #known: KnownForks
  readonly #byHardfork = new Map<HardforkName, Rules>()

  constructor(chainId: bigint, crypto: Crypto) {
    this.#chainId = chainId
    this.#crypto = crypto
    this.#known = new KnownForks(chainId)
  }

  ofHeader(header: RpcRecord): Rules {
    return this.#rules(hardforkOf(header))
  }

  /**
   * The rules that calls after a block go by; undefined when they cannot be told from those of now: a
   * chain that is not well-known, and a header with all the fields that headers have.
   */
  ofCalls(header: RpcRecord): Rules | undefined {
    const [number, timestamp] = [header.quantity('number'), header.quantity('timestamp')]
    const known = this.#known.hardforkOf(number, timestamp)
    if (known !== undefined) return this.#rules(known)
    const shown = hardforkOf(header)
    return shown === 'prague' ? undefined : this.#rules(shown)
  }

  /** Takes transactions of every type, with any gas limit. */
  get ofTransactions(): Rules {
    return this.#rules('prague')
  }

  #rules(hardfork: HardforkName): Rules {
    const known = this.#byHardfork.get(hardfork)
    if (known !== undefined) return known
    const { customCrypto } = this.#crypto
    const rules = createRules({ hardfork, chainId: this.#chainId, customCrypto })
    this.#byHardfork.set(hardfork, rules)
    return rules
  }
}

function hardforkOf(header: RpcRecord): HardforkName {
  const found = fieldsByHardfork.find(([field]) => header.has(field))
  if (found !== undefined) return found[1]
  if (!header.has('baseFeePerGas')) return 'berlin'
  return (header.optionalQuantity('difficulty') ?? 0n) === 0n ? 'paris' : 'london'
}
