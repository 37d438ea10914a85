import type { Diagnostic } from '../../diagnostics.js'
import type { SourceGraph } from '../sources/graph.js'
import type { FinishedJob } from './run-jobs.js'

/** stub */
export function jobDiagnostics(
  jobs: readonly FinishedJob[],
  _graph: SourceGraph,
): readonly Diagnostic[] {
  return jobs.flatMap(({ errors }) =>
    errors.map((e) => ({ severity: e.severity, type: e.type, message: e.message, secondary: [] })),
  )
}
