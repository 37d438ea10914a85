import type { CompileOptions } from '../definitions/compile.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { compileProject, describeCompilation } from '../internal/compile-project.js'
import { printJson } from '../internal/print.js'

/** Runs `scaffold compile`. */
export async function run(
  context: CommandContext,
  { args, options }: CommandInput<CompileOptions>,
): Promise<void> {
  const { reporter } = context
  const project = await context.loadProject()
  const startedAt = performance.now()
  const result = await compileProject(context, project, {
    force: options.force,
    offline: options.offline,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(args.length === 0 ? { requireSources: true } : { files: args }),
    printsDiagnostics: !options.json,
  })
  if (options.json) return printJson(reporter, result)
  const summary = describeCompilation(result, performance.now() - startedAt)
  if (!context.globals.quiet) reporter.line(summary)
  if (options.sizes) await printSizes(context)
}

async function printSizes(context: CommandContext): Promise<void> {
  const { sizesTable } = await import('../internal/sizes-table.js')
  context.reporter.line(await sizesTable(await context.loadProject(), context.reporter.style))
}
