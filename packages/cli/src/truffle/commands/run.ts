import { runPlugin } from '@scaffold-evm/truffle'
import { findTruffleCommand } from '../find-command.js'
import { commandHelp } from '../help-text.js'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `run`. */
export async function run(context: TruffleContext, { args }: TruffleInput): Promise<void> {
  const [name] = args
  const command = findTruffleCommand('run')
  if (name === undefined) {
    if (command !== undefined) context.stdout.write(commandHelp('scaffold', command))
    return
  }
  const { config } = await context.loadTruffleProject()
  await runPlugin(config, name)
}
