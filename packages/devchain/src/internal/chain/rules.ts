import { paramsBlock } from '@ethereumjs/block'
import {
  type ChainConfig,
  Common,
  ConsensusAlgorithm,
  ConsensusType,
  type CustomCrypto,
  Hardfork,
  type ParamsDict,
} from '@ethereumjs/common'
import { paramsEVM } from '@ethereumjs/evm'
import { paramsTx } from '@ethereumjs/tx'
import { paramsVM } from '@ethereumjs/vm'
import { hexToBytes } from '@scaffold-evm/common'
import type { HardforkName } from './hardforks.js'

const highestEip = 9999

/** Every hardfork at block zero: which one is active is said once, by name. */
const schedule = Object.values(Hardfork)
  .filter((name) => name !== Hardfork.Dao)
  .map((name) => ({ name, block: 0 }))

const params: ParamsDict = mergeParams([paramsEVM, paramsTx, paramsBlock, paramsVM])

function mergeParams(dictionaries: readonly ParamsDict[]): ParamsDict {
  const merged: ParamsDict = {}
  for (const dictionary of dictionaries) {
    for (const [eip, values] of Object.entries(dictionary)) {
      merged[eip] = { ...merged[eip], ...values }
    }
  }
  return merged
}

function chainConfig(chainId: bigint): ChainConfig {
  return {
    name: 'devchain',
    chainId: chainId.toString(),
    genesis: { gasLimit: 0, difficulty: 0, nonce: '0x0000000000000000', extraData: '0x' },
    hardforks: schedule,
    bootstrapNodes: [],
    consensus: {
      type: ConsensusType.ProofOfWork,
      algorithm: ConsensusAlgorithm.Ethash,
      ethash: {},
    },
  }
}

/** EIP-7840: how many blobs blocks may have, and how the price of blob gas follows. */
export interface BlobSchedule {
  /** Blobs per block that keep the price as it is. */
  readonly target: bigint
  /** Most blobs per block. */
  readonly max: bigint
  readonly baseFeeUpdateFraction: bigint
}

/** What decides on the rules of a chain. */
export interface RulesOptions {
  readonly hardfork: HardforkName
  readonly chainId: bigint
  readonly customCrypto: CustomCrypto
  /** Instead of the hardfork's own. */
  readonly blobSchedule?: BlobSchedule | undefined
  /** Take transactions that were signed for other chains, too. @default false */
  readonly acceptsAnyChainId?: boolean | undefined
  /** The contract whose logs are deposits (EIP-6110). @default Mainnet's */
  readonly depositContract?: Uint8Array | undefined
}

const mainnetDepositContract = hexToBytes('0x00000000219ab540356cbb839cbe05303d7705fa')

type BlobGasSchedule = ReturnType<Common['getBlobGasSchedule']>

/**
 * The rules of one chain at one hardfork, for everything of ethereumjs that takes a `Common`.
 *
 * ethereumjs copies a Common for each transaction and block and asks it dozens of questions per
 * instruction; as rules never change here, copies are the object itself and answers are looked up.
 */
export class Rules extends Common {
  /** EIP-6110: 20 bytes. */
  readonly depositContract: Uint8Array
  readonly acceptsAnyChainId: boolean
  private readonly known: KnownRules | undefined
  private readonly options: RulesOptions
  private readonly foreign = new Map<bigint, Rules>()

  constructor(options: RulesOptions) {
    super({
      chain: chainConfig(options.chainId),
      hardfork: options.hardfork,
      customCrypto: options.customCrypto,
      params,
    })
    this.options = options
    this.acceptsAnyChainId = options.acceptsAnyChainId ?? false
    this.depositContract = options.depositContract ?? mainnetDepositContract
    this.known = {
      chainId: options.chainId,
      activeEips: Uint8Array.from({ length: highestEip + 1 }, (_, eip) =>
        super.isActivatedEIP(eip) ? 1 : 0,
      ),
      atLeast: new Map(schedule.map(({ name }) => [name, super.gteHardfork(name)])),
      params: new Map(),
      consensusType: super.consensusType(),
      consensusAlgorithm: super.consensusAlgorithm(),
      blobGas: blobGasSchedule(options.blobSchedule, super.param('blobGasPerBlob')),
    }
  }

  /** What a transaction is read by that was signed for the chain `chainId`; undefined when it is not taken. */
  signedFor(chainId: bigint): Rules | undefined {
    if (chainId === this.chainId()) return this
    if (!this.acceptsAnyChainId) return undefined
    const foreign = this.foreign.get(chainId) ?? new Rules({ ...this.options, chainId })
    this.foreign.set(chainId, foreign)
    return foreign
  }

  override copy(): Common {
    return this
  }

  override updateParams(): void {
    // All parameters of all packages are merged at construction.
  }

  override chainId(): bigint {
    return this.known === undefined ? super.chainId() : this.known.chainId
  }

  override isActivatedEIP(eip: number): boolean {
    return this.known === undefined ? super.isActivatedEIP(eip) : this.known.activeEips[eip] === 1
  }

  override gteHardfork(hardfork: string): boolean {
    return this.known?.atLeast.get(hardfork) ?? super.gteHardfork(hardfork)
  }

  override consensusType(): string {
    return this.known === undefined ? super.consensusType() : this.known.consensusType
  }

  override consensusAlgorithm(): string {
    return this.known === undefined ? super.consensusAlgorithm() : this.known.consensusAlgorithm
  }

  override getBlobGasSchedule(): BlobGasSchedule {
    return this.known?.blobGas ?? super.getBlobGasSchedule()
  }

  override param(name: string): bigint {
    const found = this.known?.params.get(name)
    if (found !== undefined) return found
    const value = super.param(name)
    this.known?.params.set(name, value)
    return value
  }
}

interface KnownRules {
  readonly chainId: bigint
  readonly activeEips: Uint8Array
  readonly atLeast: ReadonlyMap<string, boolean>
  readonly params: Map<string, bigint>
  readonly consensusType: string
  readonly consensusAlgorithm: string
  readonly blobGas: BlobGasSchedule | undefined
}

function blobGasSchedule(
  blobs: BlobSchedule | undefined,
  gasPerBlob: bigint,
): BlobGasSchedule | undefined {
  if (blobs === undefined) return undefined
  return {
    targetBlobGasPerBlock: blobs.target * gasPerBlob,
    maxBlobGasPerBlock: blobs.max * gasPerBlob,
    blobGasPriceUpdateFraction: blobs.baseFeeUpdateFraction,
  }
}

/** The rules of a chain. Costs a few milliseconds. */
export function createRules(options: RulesOptions): Rules {
  return new Rules(options)
}
