import { join } from 'node:path'
import type { ConsoleOptions } from '../definitions/console.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import { consoleBindings } from '../internal/console-bindings.js'
import { createConsoleImporter } from '../internal/console-importer.js'
import {
  type ExplainedPlace,
  explainError,
  explaining,
  explanationLines,
} from '../internal/explain-failure.js'
import { explainRevert } from '../internal/explain-revert.js'
import { startPrompt } from '../internal/prompt.js'
import { withConnection } from '../internal/with-connection.js'

/** Runs `scaffold console`. */
export async function run(
  context: CommandContext,
  { options }: CommandInput<ConsoleOptions>,
): Promise<number> {
  const project = await context.loadProject()
  await compileIfAsked(context, project, options)
  return withConnection(project, options.network, async (connection) => {
    const { reporter, signal } = context
    if (options.migrate) {
      const { runMigrations } = await import('@scaffold-evm/migrations')
      await explaining(context, { project, connection }, () =>
        runMigrations(project, connection, { reporter, signal }),
      )
    }
    const bindings = await consoleBindings(project, connection)
    if (context.stdin.isTTY === true) {
      reporter.info(welcome(connection.networkName, connection.chainId, Object.keys(bindings)))
    }
    return startPrompt(context, {
      prompt: `${connection.networkName}> `,
      bindings,
      explain: (error) => explainAtPrompt(context, { project, connection }, error),
      importModule: createConsoleImporter(project.root, project.modules),
      historyPath: join(project.config.paths.cache, 'console-history'),
    })
  })
}

/** What contracts did, else what the revert says. */
async function explainAtPrompt(
  { reporter }: CommandContext,
  place: ExplainedPlace,
  error: unknown,
): Promise<string | undefined> {
  const solidity = await explainError(place, error)
  if (solidity === undefined) return explainRevert(place.project, error)
  return [solidity.message, ...explanationLines(solidity, reporter.errorStyle)].join('\n')
}

function welcome(network: string, chainId: bigint, names: readonly string[]): string {
  return `Network ${network}, chain id ${chainId}. At hand: ${names.join(', ')}. Ctrl-D ends.`
}
