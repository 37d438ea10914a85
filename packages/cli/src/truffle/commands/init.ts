import { resolve } from 'node:path'
import { initTruffleProject } from '@scaffold-evm/truffle'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `init`. */
export async function run(context: TruffleContext, { args, options }: TruffleInput): Promise<void> {
  const folder = resolve(context.cwd, args[0] ?? '.')
  const { written, kept } = initTruffleProject(folder, { force: options['force'] === true })
  for (const name of written) context.logger.log(`> ${name} written`)
  for (const name of kept) context.logger.log(`> ${name} is there already, and is left as it is`)
}
