import { createRequire } from 'node:module'
import { join } from 'node:path'
import {
  contractGetters,
  type TruffleProject,
  type TruffleSession,
  truffleGetters,
  userGlobals,
} from '@scaffold-evm/truffle'
import { createConsoleImporter } from '../internal/console-importer.js'
import { defineLazyGlobals } from '../internal/evaluator.js'
import { startPrompt } from '../internal/prompt.js'
import { readTypedCommand, runTypedCommand } from './console-commands.js'
import type { TruffleContext, TruffleInput } from './truffle-command.js'

/** What a prompt is opened on. */
export interface ConsoleParts {
  readonly project: TruffleProject
  readonly session: TruffleSession
}

/** Opens Truffle's prompt: contracts by name, commands, top-level await. Ends with the input. */
export async function startConsole(
  context: TruffleContext,
  { project, session }: ConsoleParts,
  { options }: TruffleInput,
): Promise<number> {
  const file = options['require'] === undefined ? undefined : String(options['require'])
  const bindings = await userGlobals(project, session, {
    file,
    none: options['require-none'] === true,
  })
  const taken = new Set([...Object.getOwnPropertyNames(globalThis), ...Object.keys(bindings)])
  const provision = createProvision(context, session, taken)
  provision()
  return startPrompt(context, {
    prompt: `truffle(${session.networkName})> `,
    isAlwaysShown: true,
    bindings: { ...bindings, require: createRequireOf(project) },
    explain: async () => undefined,
    importModule: createConsoleImporter(project.root, project.modules),
    historyPath: join(project.cacheDir, 'console-history'),
    intercept: async (code) => {
      const typed = readTypedCommand(code)
      if (typed === undefined) return false
      if (typed.kind === 'refused') context.logger.log(typed.reason)
      else await runTypedCommand(context, session, typed.words)
      provision()
      return true
    },
  })
}

function createRequireOf({ root }: TruffleProject): NodeJS.Require {
  return createRequire(join(root, 'console.js'))
}

/** Gives the prompt what Truffle gives it and the contracts as they are built now, and tells of names only once. */
function createProvision(
  { logger }: TruffleContext,
  session: TruffleSession,
  taken: ReadonlySet<string>,
): () => void {
  const told = new Set<string>()
  return () => {
    const artifacts = session.createArtifacts()
    const { getters, conflicts } = contractGetters(session, artifacts, taken)
    defineLazyGlobals({ ...getters, ...truffleGetters(session, artifacts) })
    const fresh = conflicts.filter((name) => !told.has(name))
    for (const name of fresh) told.add(name)
    if (fresh.length === 0) return
    logger.log(
      `\n > Warning: One or more of your contract(s) has a name conflict with something in the current repl context and was not loaded by default. \n > You can use 'artifacts.require("<artifactName>")' to obtain a reference to your contract(s). \n > The following name conflicts exist: ${fresh.join(', ')}.\n`,
    )
  }
}
