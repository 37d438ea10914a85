import { createFiles } from '@scaffold-evm/truffle'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `create`. */
export async function run(context: TruffleContext, { args, options }: TruffleInput): Promise<void> {
  const { config } = await context.loadTruffleProject()
  createFiles(config, args, { force: options['force'] === true })
}
