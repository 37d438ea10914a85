import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type Mocha from 'mocha'
import type { TruffleConfig } from '../../truffle-config.js'
import { isTimeless } from './timeouts.js'

/** What of a command line is mocha's business. */
export interface MochaOverrides {
  readonly bail?: boolean | undefined
  readonly grep?: string | undefined
  readonly reporter?: string | Mocha.ReporterConstructor | undefined
  /** Whether the output can show colours. */
  readonly hasColor: boolean
}

/**
 * The options for mocha's constructor: the config's `mocha` section, then the command line. `bail` of the config
 * counts, although Truffle lost it.
 */
export function mochaOptions(config: TruffleConfig, overrides: MochaOverrides): Mocha.MochaOptions {
  const {
    package: _package,
    before_timeout: _before,
    reporter,
    grep: _grep,
    ...section
  } = config.mocha
  const color = section.color ?? section.colors ?? section.useColors ?? overrides.hasColor
  const grep = overrides.grep ?? config.mocha.grep
  const named = overrides.reporter ?? reporter
  return {
    ...section,
    ...(isTimeless(config) ? { timeout: 0 } : {}),
    ...(isGiven(grep) ? { grep: grepOf(grep) } : {}),
    ...(!isGiven(named) ? {} : { reporter: locateReporter(named, config.working_directory) }),
    // Files are ours to distribute.
    parallel: false,
    bail: overrides.bail === true || section.bail === true,
    color: color === true,
  }
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}

function grepOf(value: unknown): RegExp | string {
  return value instanceof RegExp ? value : String(value)
}

/** A reporter is the project's, or one of its packages', before it is looked for beside mocha. */
function locateReporter(reporter: unknown, root: string): string | Mocha.ReporterConstructor {
  if (typeof reporter !== 'string') return reporter as Mocha.ReporterConstructor
  if (isBuiltIn(reporter)) return reporter
  const require = createRequire(join(root, 'package.json'))
  for (const candidate of [reporter, resolve(root, reporter)]) {
    try {
      return require.resolve(candidate)
    } catch {
      // mocha says what it does not find.
    }
  }
  return reporter
}

function isBuiltIn(name: string): boolean {
  return /^(?:spec|dot|nyan|tap|json|json-stream|landing|list|markdown|doc|html|min|progress|xunit)$/i.test(
    name,
  )
}
