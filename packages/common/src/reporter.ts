import { createStyle, hasColor, type Style } from './style.js'

/** A stream that text can be written to, as `process.stdout` is. */
export interface TextStream {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

/** The only way text leaves a package: results to stdout, everything about the run to stderr. */
export interface Reporter {
  /** Paints text for stdout. */
  readonly style: Style
  /** Paints text for stderr. */
  readonly errorStyle: Style
  /** How many characters fit on a line of stdout; undefined where it is no terminal. */
  readonly columns?: number | undefined
  /** A line of result, to stdout. */
  line(text?: string): void
  /** A line about the run, to stderr. */
  info(text: string): void
  /** A warning, to stderr. The same text is printed once. */
  warn(text: string): void
  /**
   * A passing state such as "compiling 12 files": shown in place on a terminal, nothing elsewhere.
   * Without text the state is cleared.
   */
  progress(text?: string): void
}

/** Where a reporter writes. */
export interface ReporterOptions {
  readonly stdout: TextStream
  readonly stderr: TextStream
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv
  /** Drops `info` and `progress`. @default false */
  readonly quiet?: boolean
}

/** A reporter over two streams. */
export function createReporter(options: ReporterOptions): Reporter {
  const { stdout, stderr, env = process.env, quiet = false } = options
  const style = createStyle(hasColor(stdout, env))
  const errorStyle = createStyle(hasColor(stderr, env))
  const warned = new Set<string>()
  let isProgressShown = false

  const clear = (): void => {
    if (isProgressShown) stderr.write('\r\x1b[2K')
    isProgressShown = false
  }
  return {
    style,
    errorStyle,
    columns: stdout.columns,
    line(text = '') {
      clear()
      stdout.write(`${text}\n`)
    },
    info(text) {
      if (quiet) return
      clear()
      stderr.write(`${text}\n`)
    },
    warn(text) {
      if (warned.has(text)) return
      warned.add(text)
      clear()
      stderr.write(`${text}\n`)
    },
    progress(text) {
      clear()
      if (quiet || text === undefined || stderr.isTTY !== true) return
      stderr.write(text.slice(0, (stderr.columns ?? 80) - 1))
      isProgressShown = true
    },
  }
}

/** A reporter that drops everything. */
export function createSilentReporter(): Reporter {
  const nowhere = { write: () => undefined }
  return createReporter({ stdout: nowhere, stderr: nowhere, env: {} })
}
