import { commandEvents, obtainSolc, tellOfCommand } from '@scaffold-evm/truffle'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `obtain`. */
export async function run(context: TruffleContext, { options }: TruffleInput): Promise<void> {
  const { cwd, reporter, signal, logger } = context
  const wanted = options['solc'] === undefined ? undefined : String(options['solc'])
  const events = await commandEvents(context.cwd, () => context.loadTruffleProject())
  const version = await tellOfCommand(events, 'obtain', {
    run: () => obtainSolc(wanted, { root: cwd, reporter, signal, events }),
    told: (found) => ({ compiler: { version: found, name: 'Solidity' } }),
  })
  if (options['quiet'] !== true)
    logger.log(`    > successfully downloaded and cached Solidity ${version}`)
}
