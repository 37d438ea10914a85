import type { TestOptions } from '../definitions/test.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import { printJson } from '../internal/print.js'

/** Runs `scaffold test`. */
export async function run(
  context: CommandContext,
  { args, options }: CommandInput<TestOptions>,
): Promise<number> {
  const { reporter, signal } = context
  const project = await context.loadProject()
  await compileIfAsked(context, project, options)
  const { runTests } = await import('@scaffold-evm/testing')
  const report = await runTests(project, {
    files: args,
    bail: options.bail,
    parallel: options.jobs ?? options.parallel,
    watch: options.watch,
    reporter,
    signal,
  })
  if (options.json) printJson(reporter, report)
  return report.failed === 0 ? 0 : 1
}
