import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** Paints text for one stream; every function returns its input unchanged when that stream takes no colour. */
export interface Style {
  readonly enabled: boolean
  bold(text: string): string
  dim(text: string): string
  red(text: string): string
  green(text: string): string
  yellow(text: string): string
  blue(text: string): string
  cyan(text: string): string
}

/** What decides on colour: a stream and the environment. */
export interface ColorSource {
  readonly isTTY?: boolean | undefined
}

/** Whether text written to `stream` may carry colour: `NO_COLOR` and `FORCE_COLOR` decide, else whether it is a terminal. */
export function hasColor(stream: ColorSource, env: NodeJS.ProcessEnv): boolean {
  const { NO_COLOR: off, FORCE_COLOR: force } = env
  if (force !== undefined) return force !== '0' && force !== 'false'
  if (off !== undefined && off !== '') return false
  return stream.isTTY === true && env.TERM !== 'dumb'
}

/** A {@link Style} that paints, or leaves text alone. */
export function createStyle(enabled: boolean): Style {
  const paint = (format: Format) => (text: string) =>
    enabled ? styleText(format, text, { validateStream: false }) : text
  return {
    enabled,
    bold: paint('bold'),
    dim: paint('dim'),
    red: paint('red'),
    green: paint('green'),
    yellow: paint('yellow'),
    blue: paint('blue'),
    cyan: paint('cyan'),
  }
}
