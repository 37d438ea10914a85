import { createStyle } from '@scaffold-evm/common'
import type { HelpConfiguration } from 'commander'
import type { Example } from './command.js'

/** How help is painted. */
export function helpStyle(hasColor: boolean): HelpConfiguration {
  const style = createStyle(hasColor)
  return {
    styleTitle: style.bold,
    styleCommandText: style.cyan,
    styleSubcommandTerm: style.cyan,
    styleOptionTerm: style.cyan,
    styleArgumentTerm: style.cyan,
  }
}

/** The Examples section of a help text. */
export function examplesText(examples: readonly Example[], hasColor: boolean): string {
  const style = createStyle(hasColor)
  const width = Math.max(...examples.map(({ line }) => line.length))
  const lines = examples.map(
    ({ line, summary }) => `  ${style.cyan(line.padEnd(width))}  ${style.dim(summary)}`,
  )
  return `\n${style.bold('Examples:')}\n${lines.join('\n')}`
}
