import type { ContractGas, FileCoverage } from '@scaffold-evm/trace'
import type { OpenHandle, TestReport } from '../../test-report.js'
import { createListener } from './create-listener.js'
import type { RunEvent } from './events.js'
import { RunRecord } from './record-run.js'
import { selectFiles, showGas, usedGas, withCoverage } from './run-serial.js'
import type { RunSettings } from './settings.js'
import { type FileOutcome, TestWorker } from './test-worker.js'

/**
 * Runs test files in worker processes, each with a chain of its own. A worker gets the next file when it is
 * done with one; what is printed is in the order of the files.
 */
export async function runInParallel(
  files: readonly string[],
  settings: RunSettings,
): Promise<TestReport> {
  const startMs = performance.now()
  // Here once, so that the workers find everything transformed.
  const queue = selectFiles(await settings.project.modules.prepare(files)).map(({ path }) => path)
  const run = new ParallelRun(
    queue,
    settings,
    new RunRecord(await createListener(settings), startMs),
  )
  return await run.finish()
}

class ParallelRun {
  readonly #files: readonly string[]
  readonly #settings: RunSettings
  readonly #record: RunRecord
  readonly #outcomes = new Map<number, FileOutcome>()
  readonly #handles: OpenHandle[] = []
  readonly #coverage: (readonly FileCoverage[])[] = []
  readonly #gas: (readonly ContractGas[])[] = []
  #next = 0
  #printed = 0
  #hasFailed = false

  constructor(files: readonly string[], settings: RunSettings, record: RunRecord) {
    this.#files = files
    this.#settings = settings
    this.#record = record
  }

  async finish(): Promise<TestReport> {
    const count = Math.min(this.#settings.jobs, this.#files.length)
    await Promise.all(Array.from({ length: count }, () => this.#work()))
    const gas = await usedGas(await this.#mergedGas())
    const report = await this.#record.finish(this.#handles, this.#stopped(), gas)
    await showGas(report, this.#settings)
    if (this.#coverage.length === 0) return report
    const { mergeCoverage } = await import('@scaffold-evm/trace')
    return withCoverage(report, mergeCoverage(this.#coverage), this.#settings)
  }

  async #mergedGas(): Promise<readonly ContractGas[] | undefined> {
    if (this.#gas.length === 0) return undefined
    const { mergeGas } = await import('@scaffold-evm/trace')
    return mergeGas(this.#gas)
  }

  #stopped(): TestReport['stopped'] {
    if (this.#settings.options.signal?.aborted === true) return 'interrupted'
    return this.#isBailing() ? 'bail' : undefined
  }

  #isBailing(): boolean {
    return this.#settings.selection.bail && this.#hasFailed
  }

  /** One worker's life; a new process takes over when one dies. */
  async #work(): Promise<void> {
    const { options } = this.#settings
    let worker: TestWorker | undefined
    while (this.#next < this.#files.length && this.#stopped() === undefined) {
      const index = this.#next
      this.#next += 1
      worker ??= new TestWorker(options.workerCommand ?? [], options.signal)
      const outcome = await worker.run(this.#files[index] ?? '')
      if (outcome.isWorkerGone) worker = undefined
      this.#take(index, outcome)
    }
    const end = await worker?.close()
    this.#handles.push(...(end?.openHandles ?? []))
    if (end?.coverage !== undefined) this.#coverage.push(end.coverage)
    if (end?.gas !== undefined) this.#gas.push(end.gas)
  }

  #take(index: number, outcome: FileOutcome): void {
    this.#outcomes.set(index, outcome)
    this.#hasFailed ||= outcome.events.some(isFailure)
    for (
      let next = this.#outcomes.get(this.#printed);
      next !== undefined;
      next = this.#outcomes.get(this.#printed)
    ) {
      this.#printed += 1
      if (next.output !== '') this.#settings.output.line(next.output.trimEnd())
      for (const event of next.events) this.#record.add(event)
      this.#record.settle()
    }
  }
}

function isFailure(event: RunEvent): boolean {
  return event.kind === 'result' && event.result.state === 'failed'
}
