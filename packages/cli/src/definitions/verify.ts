import type { CommandDefinition } from '../internal/command.js'
import { encodedArguments, flag, list, noFlag, seconds, text } from '../internal/options.js'

/** Options of `scaffold verify`. */
export interface VerifyCommandOptions {
  readonly network: string | undefined
  readonly provider: readonly string[]
  readonly contract: string | undefined
  readonly constructorArgs: `0x${string}` | undefined
  readonly timeout: number | undefined
  readonly dryRun: boolean
  readonly out: string | undefined
  readonly compile: boolean
  readonly offline: boolean
  readonly json: boolean
}

/** `scaffold verify` */
export const verifyDefinition: CommandDefinition<VerifyCommandOptions> = {
  name: 'verify',
  group: 'Chain',
  summary: 'publish the sources of deployed contracts',
  description:
    'Sends what recorded contracts were compiled from to Sourcify and to the services under verify in the config (Etherscan, Blockscout, …). Before that, the code on the chain is compared with what the sources make. Fails when one contract is not verified on one service; what is verified already is fine.',
  arguments: [
    {
      name: 'names',
      summary: 'recorded contracts, or addresses (default: all that are recorded)',
      isVariadic: true,
    },
  ],
  options: {
    network: text('--network <name>', 'a network of the config'),
    provider: list('--provider <name>', 'a service under verify in the config; repeatable'),
    contract: text('--contract <name>', 'what is at an address that is not recorded'),
    constructorArgs: encodedArguments('--constructor-args <hex>', 'what it was made with, encoded'),
    timeout: seconds('--timeout <seconds>', 'how long services may take for a contract'),
    dryRun: flag('--dry-run', 'write what would be sent to files, and send nothing'),
    out: text('-o, --out <folder>', 'for the files of --dry-run'),
    compile: noFlag('--no-compile', 'use the artifacts as they are'),
    offline: flag('--offline', 'never fetch a compiler'),
    json: flag('--json', 'print JSON'),
  },
  examples: [
    { line: 'scaffold verify --network sepolia', summary: 'all that is recorded there' },
    { line: 'scaffold verify Token --network sepolia --provider sourcify', summary: 'one of them' },
    {
      line: 'scaffold verify 0x5FbD… --contract Token --network sepolia',
      summary: 'what a factory made',
    },
    { line: 'scaffold verify Token --network sepolia --dry-run', summary: 'only the input' },
  ],
  load: () => import('../commands/verify.js'),
}
