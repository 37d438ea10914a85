import type { Style } from '@scaffold-evm/common'
import type { LoggedExecution } from './call-log.js'
import type { CallNote } from './call-notes.js'

/** Writes what was done for a test, as lines to stand below its title. */
export type CallFormat = (note: CallNote, style: Style) => string[]

/** Loads what writes call trees. */
export async function loadCallFormat(): Promise<CallFormat> {
  const { formatCallTree, traceEntriesAt } = await import('@scaffold-evm/trace')
  return ({ subject, executions, verbosity }, style) => {
    const entries = traceEntriesAt(verbosity)
    const lines = executions.flatMap((execution) => {
      const { gasUsed, tree } = execution
      const [head = '', ...rest] = formatCallTree(tree, { style, entries, gasUsed })
      return [`${markOf(execution, style)}${head}`, ...rest]
    })
    if (subject === 'test') return lines
    return [style.dim('set up by'), ...lines.map((line) => `  ${line}`)]
  }
}

/** What changes nothing is told apart from transactions. */
function markOf({ kind }: LoggedExecution, style: Style): string {
  return kind === 'call' ? style.dim('call ') : ''
}
