import type { CompileResult, Project, ProjectCompileOptions } from '@scaffold-evm/project'
import type { CommandContext } from './command.js'
import { countOf, formatDuration } from './print.js'

/** How a command compiles. */
export interface CompileProjectOptions extends ProjectCompileOptions {
  /** Whether warnings are printed. @default true */
  readonly printsDiagnostics?: boolean
}

/** Compiles what changed and prints the compiler's warnings. */
export async function compileProject(
  context: CommandContext,
  project: Project,
  options: CompileProjectOptions = {},
): Promise<CompileResult> {
  const { printsDiagnostics = true, ...rest } = options
  const result = await project.compile({ ...rest, signal: context.signal })
  if (printsDiagnostics && result.diagnostics.length > 0) {
    const { formatDiagnostic } = await import('@scaffold-evm/compiler')
    for (const diagnostic of result.diagnostics) {
      context.reporter.warn(formatDiagnostic(diagnostic, context.reporter.errorStyle))
    }
  }
  return result
}

/** Compiles before a command that needs artifacts, unless told not to; says so when there was something to do. */
export async function compileIfAsked(
  context: CommandContext,
  project: Project,
  options: { readonly compile: boolean; readonly offline: boolean },
): Promise<void> {
  if (!options.compile) return
  const startedAt = performance.now()
  const result = await compileProject(context, project, { offline: options.offline })
  if (result.status === 'compiled') {
    context.reporter.info(describeCompilation(result, performance.now() - startedAt))
  }
}

/** One line on what a compilation did. */
export function describeCompilation(result: CompileResult, ms: number): string {
  const { restoredSources, removed } = result
  const extras = [
    ...(restoredSources.length > 0
      ? [`${countOf(restoredSources.length, 'file')} from the cache`]
      : []),
    ...(removed.length > 0
      ? [`removed ${countOf(removed.length, 'artifact')} of deleted contracts`]
      : []),
  ]
  const what = result.status === 'compiled' ? compiledText(result, ms) : 'Nothing to compile'
  return [what, ...extras].join('; ')
}

function compiledText({ artifacts, compiledSources, jobs }: CompileResult, ms: number): string {
  const compiled = new Set(compiledSources)
  const contracts = artifacts.filter(({ sourceName }) => compiled.has(sourceName)).length
  const versions = [...new Set(jobs.map(({ version }) => version))].join(' and ')
  return `Compiled ${countOf(contracts, 'contract')} with solc ${versions} in ${formatDuration(ms)}`
}
