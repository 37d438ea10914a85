import { relative } from 'node:path'
import { type Connection, type Devchain, loadBuild, type Project } from '@scaffold-evm/project'
import type { CoverageCollector, FileCoverage } from '@scaffold-evm/trace'
import { coverageNetwork } from '../../errors.js'

type InstructionCounting = Awaited<ReturnType<Devchain['startCounting']>>

/** Measures what of a project's contracts runs on one chain. */
export class CoverageMeter {
  readonly #counting: InstructionCounting
  readonly #collector: CoverageCollector

  private constructor(counting: InstructionCounting, collector: CoverageCollector) {
    this.#counting = counting
    this.#collector = collector
  }

  /**
   * Begins to count. The project has to be one that was compiled for debugging.
   *
   * @throws `TEST_COVERAGE_NETWORK` on a chain that is not in this process
   */
  static async start(
    project: Project,
    { devchain, networkName }: Pick<Connection, 'devchain' | 'networkName'>,
  ): Promise<CoverageMeter> {
    if (devchain === undefined) throw coverageNetwork(networkName)
    const { Build, CoverageCollector } = await import('@scaffold-evm/trace')
    const build = new Build(await loadBuild(project))
    const collector = new CoverageCollector(build, isIncluded(project))
    return new CoverageMeter(await devchain.startCounting(), collector)
  }

  /** What ran since the last time belongs to no test: migrations and fixtures. */
  async takeSetup(): Promise<void> {
    await this.#collector.add(await this.#counting.take())
  }

  /** What ran since the last time was run by that test. */
  async takeTest(title: string): Promise<void> {
    await this.#collector.addTest(title, await this.#counting.take())
  }

  async finish(): Promise<readonly FileCoverage[]> {
    await this.takeSetup()
    await this.#counting.stop()
    return this.#collector.finish()
  }
}

/** The project's own sources, without those that it says do not count. */
function isIncluded({ config, root }: Project): (sourceName: string) => boolean {
  const { exclude } = config.test.coverage
  const folder = `${relative(root, config.paths.sources).replaceAll('\\', '/')}/`
  return (name) => name.startsWith(folder) && !exclude.some((start) => name.startsWith(start))
}
