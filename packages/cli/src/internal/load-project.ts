import { loadProject, type Project } from '@scaffold-evm/project'
import type { CommandContext } from './command.js'

/** The project that a command works on. */
export function loadFor(context: CommandContext): Promise<Project> {
  const { cwd, env, logReporter, globals } = context
  return loadProject({
    cwd,
    env,
    reporter: logReporter,
    askPassword: passwordPrompt(context),
    ...(globals.config === undefined ? {} : { configPath: globals.config }),
  })
}

/** Asks for the password of the keystore on a terminal; gives none elsewhere. */
export function passwordPrompt(
  context: CommandContext,
): (isNew: boolean) => Promise<string | undefined> {
  return async (isNew) => {
    if (context.stdin.isTTY !== true) return undefined
    const { askPassword } = await import('./ask.js')
    return askPassword(isNew ? 'A new password for the keystore' : 'Password of the keystore')
  }
}
