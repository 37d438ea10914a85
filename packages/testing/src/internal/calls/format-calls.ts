import type { Style } from '@scaffold-evm/common'
import type { LoggedExecution } from '@scaffold-evm/project'
import { formatCallTree, traceEntriesAt } from '@scaffold-evm/trace'
import type { CallNote } from './call-notes.js'

/** What was done for a test, as lines to stand below its title. */
export function formatCalls({ subject, executions, verbosity }: CallNote, style: Style): string[] {
  const entries = traceEntriesAt(verbosity)
  const lines = executions.flatMap((execution) => {
    const { gasUsed, tree } = execution
    const [head = '', ...rest] = formatCallTree(tree, { style, entries, gasUsed })
    return [`${markOf(execution, style)}${head}`, ...rest]
  })
  return subject === 'setup' ? [style.dim('set up by'), ...lines.map((line) => `  ${line}`)] : lines
}

/** What changes nothing is told apart from transactions. */
function markOf({ kind }: LoggedExecution, style: Style): string {
  return kind === 'call' ? style.dim('call ') : ''
}
