import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type Mocha from 'mocha'
import type { GasReportOptions } from './gas-options.js'
import { type CompilerInfo, formatGasTable } from './gas-table.js'
import type { GasUsage } from './gas-usage.js'

/** What the reporter shows, and where. */
export interface GasReporterParts {
  readonly Base: typeof Mocha.reporters.Base
  readonly usage: GasUsage
  readonly options: GasReportOptions
  readonly compiler: CompilerInfo
  readonly hasColor: boolean
  /** Where a relative `outputFile` begins. */
  readonly root: string
}

/** mocha's `spec` with the gas of each test, and a table of all methods and deployments in the end. */
export function createGasReporter(parts: GasReporterParts): Mocha.ReporterConstructor {
  const { Base, usage } = parts
  return class GasReporter extends Base {
    #depth = 0
    #failures = 0

    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
      super(runner, options)
      runner.on('suite', (suite: Mocha.Suite) => this.#suite(suite))
      runner.on('suite end', () => this.#suiteEnd())
      runner.on('pending', (test: Mocha.Test) =>
        this.#line(Base.color('pending', `  - ${test.title}`)),
      )
      runner.on('test', () => usage.mark())
      runner.on('hook end', (hook: Mocha.Hook) => {
        if (hook.title.includes('before each')) usage.mark()
      })
      runner.on('pass', (test: Mocha.Test) => this.#pass(test))
      runner.on('fail', (test: Mocha.Test) => this.#fail(test))
      runner.once('end', () => {
        printTable(parts)
        this.epilogue()
      })
    }

    #suite({ title }: Mocha.Suite): void {
      this.#depth += 1
      this.#line(Base.color('suite', title))
    }

    #suiteEnd(): void {
      this.#depth -= 1
      if (this.#depth === 1) Base.consoleLog()
    }

    #pass(test: Mocha.Test): void {
      const mark = Base.color('checkmark', `  ${Base.symbols.ok}`)
      const time = parts.options.showTimeSpent
        ? [Base.color(test.speed ?? 'fast', `${test.duration ?? 0}ms`)]
        : []
      const gas = usage.sinceMark > 0 ? [Base.color('checkmark', `${usage.sinceMark} gas`)] : []
      const details = [...time, ...gas].join(', ')
      const title = Base.color('pass', ` ${test.title}`)
      this.#line(`${mark}${title}${details === '' ? '' : ` (${details})`}`)
    }

    #fail({ title }: Mocha.Test): void {
      this.#failures += 1
      Base.consoleLog()
      this.#line(Base.color('fail', `  ${this.#failures}) ${title}`))
    }

    #line(text: string): void {
      Base.consoleLog('%s%s', '  '.repeat(Math.max(0, this.#depth - 1)), text)
    }
  }
}

function printTable({ Base, usage, options, compiler, hasColor, root }: GasReporterParts): void {
  const { outputFile, forceConsoleOutput, noColors } = options
  const table = (isPainted: boolean): string =>
    formatGasTable(usage, { ...options, compiler, hasColor: isPainted })
  if (outputFile !== undefined) writeFileSync(resolve(root, outputFile), table(false))
  if (outputFile === undefined || forceConsoleOutput) {
    Base.consoleLog('%s', table(hasColor && !noColors))
  }
}
