import { relative } from 'node:path'
import { isScaffoldError, ScaffoldError } from '@scaffold-evm/common'
import type { Diagnostic } from '@scaffold-evm/compiler'
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
  const result = await project
    .compile({ ...rest, signal: context.signal })
    .catch((error: unknown) => explainFailure(context, error))
  if (printsDiagnostics && result.diagnostics.length > 0) {
    await printDiagnostics(context, project, result.diagnostics)
  }
  return result
}

/** Puts what the compiler said under the headline of its error, painted for the terminal at hand. */
async function explainFailure({ reporter }: CommandContext, error: unknown): Promise<never> {
  if (!isScaffoldError(error, 'COMPILE_FAILED')) throw error
  const found = error.data?.diagnostics
  const { formatDiagnostics } = await import('@scaffold-evm/compiler')
  throw new ScaffoldError({
    code: error.code,
    message: error.shortMessage,
    details: formatDiagnostics(
      Array.isArray(found) ? found.filter(isDiagnostic) : [],
      reporter.errorStyle,
    ),
    hint: error.hint,
    data: error.data,
    cause: error,
  })
}

function isDiagnostic(value: unknown): value is Diagnostic {
  return typeof value === 'object' && value !== null && 'severity' in value && 'message' in value
}

/** Warnings about the project's own sources; those of packages are for their authors, and only counted. */
async function printDiagnostics(
  { reporter }: CommandContext,
  project: Project,
  diagnostics: readonly Diagnostic[],
): Promise<void> {
  const { formatDiagnostic } = await import('@scaffold-evm/compiler')
  const folder = relative(project.root, project.config.paths.sources).replaceAll('\\', '/')
  const own = diagnostics.filter(
    ({ location }) => location?.file.startsWith(`${folder}/`) !== false,
  )
  for (const diagnostic of own) reporter.warn(formatDiagnostic(diagnostic, reporter.errorStyle))
  const others = diagnostics.length - own.length
  if (others > 0) reporter.info(`${countOf(others, 'warning')} in packages (--json has them)`)
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
  const versions = [...new Set(jobs.map(({ version }) => version))]
  const text = new Intl.ListFormat('en').format(versions)
  return `Compiled ${countOf(contracts, 'contract')} with solc ${text} in ${formatDuration(ms)}`
}
