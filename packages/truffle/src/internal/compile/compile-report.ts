import { isAbsolute, relative, sep } from 'node:path'
import type { Reporter } from '@scaffold-evm/common'
import type { SolcError } from '@scaffold-evm/compiler'
import type { EventManager } from '../events/event-manager.js'

/** What compilations print, and tell subscribers: Truffle's texts and events. */
export class CompileReport {
  readonly #reporter: Reporter
  readonly #isQuiet: boolean
  readonly #events: EventManager

  constructor(
    { reporter, isQuiet }: { readonly reporter: Reporter; readonly isQuiet: boolean },
    events: EventManager,
  ) {
    this.#reporter = reporter
    this.#isQuiet = isQuiet
    this.#events = events
  }

  start(): void {
    this.#events.tell('compile:start')
    this.#lines('', 'Compiling your contracts...', '===========================')
  }

  nothingToDo(): void {
    this.#events.tell('compile:nothingToCompile')
    this.#lines('> Everything is up to date, there is nothing to compile.')
  }

  skipped(): void {
    this.#events.tell('compile:skipped')
    this.#lines('> Compilation skipped because --compile-none option was passed.')
  }

  /** The sources that are about to be compiled, as seen from `root`. */
  sources(paths: readonly string[], root: string): void {
    const shown = [...paths].sort().filter((path) => !/^truffle\/|\.json$/.test(path))
    const sourceFileNames = shown.map((path) => displayPath(path, root))
    this.#events.tell('compile:sourcesToCompile', () => ({ sourceFileNames }))
    this.#lines(...sourceFileNames.map((name) => `> Compiling ${name}`))
  }

  /** What solc says about sources that it compiled. */
  notes(errors: readonly SolcError[]): void {
    const infos = textsOf(errors, 'info')
    const warnings = warningsOf(errors)
    if (infos.length > 0) this.#events.tell('compile:infos', () => ({ infos }))
    if (warnings.length > 0) this.#events.tell('compile:warnings', () => ({ warnings }))
    this.#block('> Compilation notices encountered:', infos)
    this.#block('> Compilation warnings encountered:', warnings)
  }

  /** Tells what came of it, and waits until everybody has heard all. */
  async finished(done: () => object): Promise<void> {
    this.#events.tell('compile:succeed', done)
    await this.#events.settled()
  }

  /** Parts the errors that are about to be thrown from what was printed. */
  failed(): void {
    this.#lines('')
  }

  written(directory: string, compilers: readonly { name: string; version: string }[]): void {
    const width = Math.max(0, ...compilers.map(({ name }) => name.length))
    const lines = compilers.map(
      ({ name, version }) => `   - ${`${name}:`.padEnd(width + 1)} ${version}`,
    )
    this.#lines(
      `> Artifacts written to ${directory}`,
      '> Compiled successfully using:',
      ...new Set(lines),
    )
  }

  /** A warning of ours, where a user looks for those about the run. */
  warn(text: string): void {
    this.#reporter.warn(text)
  }

  line(text: string): void {
    this.#lines(text)
  }

  #block(title: string, texts: readonly string[]): void {
    if (texts.length > 0) this.#lines(title, '', `    ${texts.join()}`)
  }

  #lines(...lines: readonly string[]): void {
    if (this.#isQuiet) return
    for (const line of lines) this.#reporter.line(line)
  }
}

function displayPath(path: string, root: string): string {
  return isAbsolute(path) ? `.${sep}${relative(root, path)}` : path
}

const yulWarning = 'Yul is still experimental. Please use the output with care.'

/** solc's warnings, as it words them. */
export function warningsOf(errors: readonly SolcError[]): readonly string[] {
  return textsOf(
    errors.filter(({ message }) => message !== yulWarning),
    'warning',
  )
}

function textsOf(errors: readonly SolcError[], severity: SolcError['severity']): readonly string[] {
  return errors
    .filter((error) => error.severity === severity && !isAboutOurs(error))
    .map(({ formattedMessage, message }) => formattedMessage ?? message)
}

/** Nobody can mend what is wrong with a source that every project gets. */
function isAboutOurs({ sourceLocation }: SolcError): boolean {
  return sourceLocation?.file.startsWith('truffle/') === true
}

/** The text of what makes a compilation fail, undefined when nothing does. */
export function failureText(
  errors: readonly SolcError[],
  { isStrict, solcVersion }: { readonly isStrict: boolean; readonly solcVersion: string },
): string | undefined {
  const counted = errors.filter(
    ({ severity }) => severity === 'error' || (isStrict && severity === 'warning'),
  )
  if (counted.length === 0) return undefined
  const text = counted
    .map(({ formattedMessage, message }) => formattedMessage ?? message)
    .join()
    .replaceAll(': File import callback not supported', ': ')
    .replaceAll('File import callback not supported', '')
  return text.includes('requires different compiler version')
    ? `${text}\n${versionHelp(text, solcVersion)}`
    : text
}

function versionHelp(text: string, solcVersion: string): string {
  const pragma = /pragma solidity[^;]*/.exec(text)?.[0] ?? ''
  return [
    `Error: Truffle is currently using solc ${solcVersion}, but one or more of your contracts specify "${pragma}".`,
    'Please update your truffle config or pragma statement(s).',
    '(See https://trufflesuite.com/docs/truffle/reference/configuration#compiler-configuration for information on',
    'configuring Truffle to use a specific solc compiler version.)',
  ].join('\n')
}
