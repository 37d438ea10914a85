import { relative } from 'node:path'
import { type GasConfig, GasMeter } from '@scaffold-evm/project'
import type { ContractGas } from '@scaffold-evm/trace'
import type Mocha from 'mocha'
import type { TruffleSession } from '../../truffle-session.js'
import { truffleBuild } from '../test/explain/truffle-build.js'

/** Gas of one test: of its own transactions, not of hooks. */
export interface TestGas {
  readonly title: string
  readonly gas: number
}

/** What a run took. */
export interface MeasuredGas {
  readonly contracts: readonly ContractGas[]
  readonly tests: readonly TestGas[]
}

/** Measures what gas the contracts of a project take in a session. */
export class SessionGas {
  readonly #meter: GasMeter
  readonly #tests: TestGas[] = []

  private constructor(meter: GasMeter) {
    this.#meter = meter
  }

  /** Undefined on a chain of another process. */
  static async start(
    { devchain, store, config }: TruffleSession,
    options: Pick<GasConfig, 'exclude' | 'countsCalls'>,
  ): Promise<SessionGas | undefined> {
    if (devchain === undefined) return undefined
    const found = store.names().flatMap((name) => store.find(name) ?? [])
    const artifacts = truffleBuild(found).artifacts.map((artifact) => ({
      ...artifact,
      sourceName: sourceNameOf(artifact.sourceName, config.working_directory),
    }))
    return new SessionGas(await GasMeter.start(devchain, { artifacts, ...options }))
  }

  /** Notes what each test takes. */
  follow(runner: Mocha.Runner): void {
    const mark = (): void => this.#meter.mark()
    runner.on('test', mark)
    runner.on('hook end', mark)
    runner.on('pass', (test) => this.#note(test))
  }

  async finish(): Promise<MeasuredGas> {
    return { contracts: await this.#meter.finish(), tests: this.#tests }
  }

  #note(test: Mocha.Test): void {
    this.#tests.push({ title: test.fullTitle(), gas: this.#meter.sinceMark })
  }
}

/** As scaffold names sources: below the project. */
function sourceNameOf(path: string, root: string): string {
  const below = relative(root, path.replace(/^project:\//, `${root}/`)).replaceAll('\\', '/')
  return below.replace(/^(?:\.\.\/)*(?:.*\/)?node_modules\//, '')
}
