import type { TruffleContext } from '../truffle-command.js'

/** What Truffle's own version was, which this behaves like. */
const truffleVersion = '5.11.5'

/** Runs `version`. */
export async function run(context: TruffleContext): Promise<void> {
  const { logger, version } = context
  const solc = await chosenSolc(context)
  logger.log(`Truffle v${truffleVersion} (core: ${truffleVersion}), as scaffold v${version} has it`)
  logger.log('Ganache v7.9.2, as scaffold has it')
  logger.log(solc === undefined ? 'Solidity v0.5.16 (solc-js)' : `Solidity - ${solc} (solc-js)`)
  logger.log(`Node ${process.version}`)
  logger.log('Web3.js v1.10.4')
}

/** Outside a project there is none. */
async function chosenSolc(context: TruffleContext): Promise<string | undefined> {
  try {
    const { config } = await context.loadTruffleProject()
    const { version } = (config.compilers['solc'] ?? {}) as { readonly version?: string }
    return version
  } catch {
    return undefined
  }
}
