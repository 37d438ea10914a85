import { text as readText } from 'node:stream/consumers'
import { openKeystore } from '@scaffold-evm/project'
import { type SecretsOptions, secretsActions } from '../definitions/secrets.js'
import { choiceError, notInteractive, usageError } from '../errors.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { passwordPrompt } from '../internal/load-project.js'
import { printJson } from '../internal/print.js'

/** Runs `scaffold secrets`. */
export async function run(
  context: CommandContext,
  { args, options }: CommandInput<SecretsOptions>,
): Promise<void> {
  const { reporter } = context
  const [got = 'list', name] = args
  const action = secretsActions.find((candidate) => candidate === got)
  if (action === undefined) throw choiceError('The action', got, secretsActions)
  // The keystore is the user's: it needs no project.
  const keystore = openKeystore({ env: context.env, askPassword: passwordPrompt(context) })
  if (action === 'list') {
    const names = await keystore.list()
    if (options.json) return printJson(reporter, { path: keystore.path, names })
    if (names.length === 0) return reporter.info('The keystore holds no secrets.')
    for (const known of names) reporter.line(known)
    return
  }
  if (action === 'path') {
    if (options.json) return printJson(reporter, { path: keystore.path })
    return reporter.line(keystore.path)
  }
  const secretName = checkName(action, name)
  if (action === 'set') {
    await keystore.set(secretName, await readValue(context, secretName))
    return reporter.info(`Saved ${secretName} in ${keystore.path}`)
  }
  const wasThere = await keystore.delete(secretName)
  reporter.info(wasThere ? `Deleted ${secretName}` : `There was no secret ${secretName}`)
}

function checkName(action: string, name: string | undefined): string {
  if (name === undefined) {
    throw usageError(`scaffold secrets ${action} needs a name`, 'E.g. DEPLOYER_KEY')
  }
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw usageError(
      `${JSON.stringify(name)} is no name for a secret`,
      'Use letters, digits and _, as for an environment variable: DEPLOYER_KEY',
    )
  }
  return name
}

async function readValue(context: CommandContext, name: string): Promise<string> {
  if (context.stdin.isTTY === true) {
    const { askPassword } = await import('../internal/ask.js')
    return askPassword(`Value of ${name}`)
  }
  const value = (await readText(context.stdin)).trim()
  if (value === '') {
    throw notInteractive(`The value of ${name}`, `Pipe it in: scaffold secrets set ${name} < file`)
  }
  return value
}
