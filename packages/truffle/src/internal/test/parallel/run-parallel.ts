import type { MeasuredGas } from '../../gas-report/session-gas.js'
import type { TestCounts } from '../run-mocha.js'
import { type WorkerOutcome, WorkerProcess } from './worker-process.js'
import type { WorkerSettings } from './worker-protocol.js'

/** What files are run in, and how they are told of. */
export interface ParallelOptions {
  readonly jobs: number
  readonly settings: WorkerSettings
  /** Stops handing out files after a failure. */
  readonly bail: boolean
  print(line: string): void
  /** Gets what gas was measured, in the end. */
  readonly onGas?: ((gas: MeasuredGas) => Promise<void>) | undefined
}

/**
 * Runs files in several processes, each with a chain of its own; every file begins where the migrations ended. What a
 * file prints is printed as a whole, in the order of the files. Gives the number of failures.
 */
export async function runInParallel(
  files: readonly string[],
  options: ParallelOptions,
): Promise<number> {
  const run = new ParallelRun(files, options)
  return await run.finish()
}

class ParallelRun {
  readonly #files: readonly string[]
  readonly #options: ParallelOptions
  readonly #gas: MeasuredGas[] = []
  readonly #outcomes = new Map<number, WorkerOutcome>()
  #counts: TestCounts = { passes: 0, pending: 0, failures: 0 }
  #next = 0
  #printed = 0

  constructor(files: readonly string[], options: ParallelOptions) {
    this.#files = files
    this.#options = options
  }

  async finish(): Promise<number> {
    const count = Math.min(this.#options.jobs, this.#files.length)
    await Promise.all(Array.from({ length: count }, () => this.#work()))
    this.#printSummary(count)
    await this.#tellGas()
    return this.#counts.failures
  }

  /** One worker's life; a new one takes over when it breaks. */
  async #work(): Promise<void> {
    let worker: WorkerProcess | undefined
    for (let index = this.#takeNext(); index !== undefined; index = this.#takeNext()) {
      worker ??= new WorkerProcess(this.#options.settings)
      const outcome = await worker.run(this.#files[index] ?? '')
      if (outcome.response.kind === 'broken') {
        worker.close()
        worker = undefined
      }
      this.#note(index, outcome)
    }
    const gas = await worker?.end()
    if (gas !== undefined) this.#gas.push(gas)
    worker?.close()
  }

  async #tellGas(): Promise<void> {
    if (this.#gas.length === 0) return
    const { mergeGas } = await import('@scaffold-evm/trace')
    await this.#options.onGas?.({
      contracts: mergeGas(this.#gas.map(({ contracts }) => contracts)),
      tests: this.#gas.flatMap(({ tests }) => tests),
    })
  }

  #takeNext(): number | undefined {
    const isOver = this.#options.bail && this.#counts.failures > 0
    if (isOver || this.#next >= this.#files.length) return undefined
    this.#next += 1
    return this.#next - 1
  }

  #note(index: number, outcome: WorkerOutcome): void {
    this.#outcomes.set(index, outcome)
    const { response } = outcome
    const counts =
      response.kind === 'ran' ? response.counts : { passes: 0, pending: 0, failures: 1 }
    this.#counts = {
      passes: this.#counts.passes + counts.passes,
      pending: this.#counts.pending + counts.pending,
      failures: this.#counts.failures + counts.failures,
    }
    for (let next = this.#outcomes.get(this.#printed); next !== undefined; ) {
      this.#printOutcome(this.#files[this.#printed] ?? '', next)
      this.#printed += 1
      next = this.#outcomes.get(this.#printed)
    }
  }

  #printOutcome(file: string, { response, output }: WorkerOutcome): void {
    const { print } = this.#options
    if (response.kind === 'ran' && isEmpty(response.counts)) return
    if (output.trim() !== '') print(output.trimEnd())
    if (response.kind === 'broken') print(`\n  ${file} could not be run:\n${response.message}`)
  }

  #printSummary(processes: number): void {
    const { passes, pending, failures } = this.#counts
    this.#options.print('')
    this.#options.print(`  ${this.#next} files in ${processes} processes`)
    this.#options.print(`  ${passes} passing`)
    if (pending > 0) this.#options.print(`  ${pending} pending`)
    if (failures > 0) this.#options.print(`  ${failures} failing`)
    this.#options.print('')
  }
}

/** Of a file that defines no tests, such as one with helpers. */
function isEmpty({ passes, pending, failures }: TestCounts): boolean {
  return passes + pending + failures === 0
}
