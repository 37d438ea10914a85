import type { Reporter } from '@scaffold-evm/common'
import type { Job } from '../plan/jobs.js'

/** Tells how far a compilation is, once a second: solc itself says nothing while it works. */
export class CompileProgress {
  readonly #reporter: Reporter
  readonly #what: string
  readonly #total: number
  readonly #start = performance.now()
  readonly #timer: NodeJS.Timeout
  #done = 0

  constructor(jobs: readonly Job[], reporter: Reporter) {
    const versions = [...new Set(jobs.map(({ group }) => group.version))]
    this.#total = jobs.reduce((sum, { units }) => sum + units.length, 0)
    this.#what = `${this.#total} file${this.#total === 1 ? '' : 's'} with solc ${versions.join(', ')}`
    this.#reporter = reporter
    this.#timer = setInterval(() => this.#show(), 1_000)
    this.#timer.unref()
    this.#show()
  }

  /** So many more files are done. */
  advance(files: number): void {
    this.#done += files
    this.#show()
  }

  end(): void {
    clearInterval(this.#timer)
    this.#reporter.progress()
  }

  #show(): void {
    const seconds = Math.floor((performance.now() - this.#start) / 1_000)
    const done = this.#done > 0 ? `, ${this.#done} of ${this.#total} done` : ''
    const time = seconds > 0 ? ` (${seconds} s${done})` : ''
    this.#reporter.progress(`Compiling ${this.#what}${time}`)
  }
}
