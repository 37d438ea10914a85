import { obtainSolc } from '@scaffold-evm/truffle'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `obtain`. */
export async function run(context: TruffleContext, { options }: TruffleInput): Promise<void> {
  const { cwd, reporter, signal, logger } = context
  const wanted = options['solc'] === undefined ? undefined : String(options['solc'])
  const version = await obtainSolc(wanted, { root: cwd, reporter, signal })
  if (options['quiet'] !== true)
    logger.log(`    > successfully downloaded and cached Solidity ${version}`)
}
