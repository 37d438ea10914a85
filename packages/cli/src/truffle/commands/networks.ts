import { cleanNetworks, showNetworks } from '@scaffold-evm/truffle'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `networks`. */
export async function run(context: TruffleContext, { options }: TruffleInput): Promise<void> {
  const { config } = await context.loadTruffleProject()
  if (options['clean'] === true) cleanNetworks(config)
  else showNetworks(config)
}
