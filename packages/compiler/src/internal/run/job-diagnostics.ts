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
  const errors = found.filter(({ severity }) => severity === 'error')
  return [...errors, ...found.filter(({ severity }) => severity !== 'error')]
}

function isWanted({ severity, sourceLocation }: SolcError, compiled: ReadonlySet<string>): boolean {
  return severity === 'error' || sourceLocation === undefined || compiled.has(sourceLocation.file)
}
