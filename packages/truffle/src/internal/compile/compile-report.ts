import { isAbsolute, relative, sep } from 'node:path'
import type { Reporter } from '@scaffold-evm/common'
import type { SolcError } from '@scaffold-evm/compiler'

/** What compilations print: Truffle's texts. */
export class CompileReport {
  readonly #reporter: Reporter
  readonly #isQuiet: boolean

  constructor(reporter: Reporter, isQuiet: boolean) {
    this.#reporter = reporter
    this.#isQuiet = isQuiet
  }

  start(): void {
    this.#lines('', 'Compiling your contracts...', '===========================')
  }

  nothingToDo(): void {
    this.#lines('> Everything is up to date, there is nothing to compile.')
  }

  skipped(): void {
    this.#lines('> Compilation skipped because --compile-none option was passed.')
  }

  /** The sources that are about to be compiled, as seen from `root`. */
  sources(paths: readonly string[], root: string): void {
    const shown = [...paths].sort().filter((path) => !/^truffle\/|\.json$/.test(path))
    this.#lines(...shown.map((path) => `> Compiling ${displayPath(path, root)}`))
  }

  /** What solc says about sources that it compiled. */
  notes(errors: readonly SolcError[]): void {
    this.#block('> Compilation notices encountered:', textsOf(errors, 'info'))
    this.#block('> Compilation warnings encountered:', warningsOf(errors))
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
