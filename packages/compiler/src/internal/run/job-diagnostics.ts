import { type Diagnostic, diagnosticsFromSolc } from '../../diagnostics.js'
import type { SolcError } from '../../standard-json.js'
import { jobInput } from '../plan/jobs.js'
import type { SourceGraph } from '../sources/graph.js'
import type { FinishedJob } from './run-jobs.js'

/**
 * What solc found in the files that were compiled, errors first. Warnings about files that were only
 * needed for others are left out: they were told when those files were compiled.
 */
export function jobDiagnostics(
  jobs: readonly FinishedJob[],
  graph: SourceGraph,
): readonly Diagnostic[] {
  const found = jobs.flatMap(({ job, errors }) => {
    const compiled = new Set(job.units.map(({ name }) => name))
    const { sources } = jobInput(job, graph)
    return diagnosticsFromSolc(
      errors.filter((error) => isWanted(error, compiled)),
      sources,
    )
  })
  return found.sort(compareDiagnostics)
}

/** Errors first, then by place: the parts of a job end in any order. */
function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  const bySeverity = Number(b.severity === 'error') - Number(a.severity === 'error')
  const [left, right] = [a.location?.file ?? '', b.location?.file ?? '']
  const byFile = left < right ? -1 : Number(left > right)
  return bySeverity || byFile || (a.location?.start ?? 0) - (b.location?.start ?? 0)
}

function isWanted({ severity, sourceLocation }: SolcError, compiled: ReadonlySet<string>): boolean {
  return severity === 'error' || sourceLocation === undefined || compiled.has(sourceLocation.file)
}
