import type { MigrateOptions } from '../definitions/migrate.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import { printJson } from '../internal/print.js'
import { withConnection } from '../internal/with-connection.js'

/** Runs `scaffold migrate`. */
export async function run(
  context: CommandContext,
  { options }: CommandInput<MigrateOptions>,
): Promise<void> {
  const { reporter, signal } = context
  const project = await context.loadProject()
  await compileIfAsked(context, project, options)
  const { formatMigrationReport, migrationReportToJson, runMigrations } = await import(
    '@scaffold-evm/migrations'
  )
  await withConnection(context, options.network, async (connection) => {
    const report = await runMigrations(project, connection, {
      reset: options.reset,
      dryRun: options.dryRun,
      reporter,
      signal,
      ...(options.to === undefined ? {} : { to: options.to }),
      ...(options.from === undefined ? {} : { from: options.from }),
    })
    if (options.json) return printJson(reporter, migrationReportToJson(report))
    for (const warning of report.warnings) reporter.warn(reporter.errorStyle.yellow(warning))
    reporter.line(formatMigrationReport(report, reporter.style))
  })
}
