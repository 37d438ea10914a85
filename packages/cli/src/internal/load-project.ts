import { loadProject, type Project } from '@scaffold-evm/project'
import type { CommandContext } from './command.js'

/** The project that a command works on. */
export function loadFor(context: CommandContext): Promise<Project> {
  const { cwd, env, logReporter, globals } = context
  if (context.isTruffleProject) return loadTruffle(context)
  return loadProject({
    cwd,
    env,
    reporter: logReporter,
    askPassword: passwordPrompt(context),
    askKeyPassword: keyPasswordPrompt(context),
    passwordFd: globals.passwordFd,
    ...(globals.config === undefined ? {} : { configPath: globals.config }),
  })
}

/** A Truffle project as scaffold's own commands see it. */
async function loadTruffle(context: CommandContext): Promise<Project> {
  const { loadAsScaffold } = await import('../truffle/load-as-scaffold.js')
  return loadAsScaffold(context, passwordPrompt(context))
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

/** Asks for the password of a key file on a terminal; gives none elsewhere. */
export function keyPasswordPrompt(
  context: CommandContext,
): (path: string) => Promise<string | undefined> {
  return async (path) => {
    if (context.stdin.isTTY !== true) return undefined
    const { askPassword } = await import('./ask.js')
    return askPassword(`Password of ${path}`)
  }
}
