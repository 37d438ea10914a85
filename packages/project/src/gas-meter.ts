import type { Artifact } from '@scaffold-evm/compiler'
import type { Devchain } from '@scaffold-evm/devchain'
import type { ContractGas, GasCollector } from '@scaffold-evm/trace'
import type { GasConfig } from './config.js'

/** What is measured. */
export interface GasMeterOptions extends Pick<GasConfig, 'exclude' | 'countsCalls'> {
  /** The contracts as they are deployed. */
  readonly artifacts: readonly Artifact[]
}

/** Measures what gas contracts take on a chain in this process. */
export class GasMeter {
  readonly #collector: GasCollector
  #stop: () => Promise<void> = async () => undefined
  #sinceMark = 0n

  private constructor(collector: GasCollector) {
    this.#collector = collector
  }

  /** Begins to measure. */
  static async start(devchain: Devchain, options: GasMeterOptions): Promise<GasMeter> {
    const [{ GasCollector }, { FunctionFragment, id }] = await Promise.all([
      import('@scaffold-evm/trace'),
      import('./ethers.js'),
    ])
    const { artifacts, exclude, countsCalls } = options
    const collector = new GasCollector({
      artifacts,
      functionsOf: (artifact) => functionsOf(artifact, { FunctionFragment, id }),
      isIncluded: (artifact) => !exclude.some((one) => isExcluded(artifact, one)),
      countsCalls,
    })
    const meter = new GasMeter(collector)
    meter.#stop = await devchain.startMetering((execution) => {
      if (execution.isTransaction) meter.#sinceMark += execution.gasUsed
      collector.add(execution)
    })
    return meter
  }

  /** Gas of all transactions since the mark, failed ones too. */
  get sinceMark(): number {
    return Number(this.#sinceMark)
  }

  mark(): void {
    this.#sinceMark = 0n
  }

  /** Runs what does not count since the mark, such as what several tests share. */
  async exclude<T>(action: () => Promise<T>): Promise<T> {
    const before = this.#sinceMark
    try {
      return await action()
    } finally {
      this.#sinceMark = before
    }
  }

  async finish(): Promise<readonly ContractGas[]> {
    await this.#stop()
    return this.#collector.finish()
  }
}

/** By its name, or by the beginning of its source's. */
function isExcluded({ contractName, sourceName }: Artifact, excluded: string): boolean {
  return contractName === excluded || sourceName.startsWith(excluded)
}

type AbiCoding = Pick<typeof import('./ethers.js'), 'FunctionFragment' | 'id'>

/** Signatures by selector. */
function functionsOf({ abi }: Artifact, { FunctionFragment, id }: AbiCoding): Map<string, string> {
  const functions = new Map<string, string>()
  for (const entry of abi) {
    if (entry.type !== 'function') continue
    const raw = `${entry.name}(${(entry.inputs ?? []).map(({ type }) => type).join(',')})`
    try {
      const signature = FunctionFragment.from(entry).format('sighash')
      functions.set(id(signature).slice(2, 10), signature)
    } catch {
      // Libraries take types that no ABI has, such as pointers to storage.
      functions.set(id(raw).slice(2, 10), raw)
    }
  }
  return functions
}
