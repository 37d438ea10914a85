import type { CommandDefinition } from '../internal/command.js'
import { choice, flag, noFlag, text } from '../internal/options.js'

const proxyKinds = ['transparent', 'uups', 'beacon'] as const

/** Options of `scaffold upgrade`. */
export interface UpgradeCommandOptions {
  readonly kind: (typeof proxyKinds)[number] | undefined
  readonly allow: string | undefined
  readonly compile: boolean
  readonly offline: boolean
  readonly json: boolean
}

/** `scaffold upgrade` */
export const upgradeDefinition: CommandDefinition<UpgradeCommandOptions> = {
  name: 'upgrade',
  group: 'Build',
  summary: 'whether a contract can follow another behind a proxy',
  description:
    'check compares the storage of two versions and looks for what is unsafe behind a proxy; it fails when something is. With one contract, its comment @custom:oz-upgrades-from says what it follows. layout prints where a contract keeps its state, as JSON that check takes for an old version.',
  arguments: [
    { name: 'action', summary: 'check, layout', isRequired: true },
    {
      name: 'what',
      summary: 'a contract, or an old one (or its layout.json) and the one that follows',
      isRequired: true,
      isVariadic: true,
    },
  ],
  options: {
    kind: choice('--kind <kind>', 'the proxy', proxyKinds),
    allow: text('--allow <codes>', 'findings that are fine, with commas'),
    compile: noFlag('--no-compile', 'use the artifacts as they are'),
    offline: flag('--offline', 'never fetch a compiler'),
    json: flag('--json', 'print JSON'),
  },
  examples: [
    { line: 'scaffold upgrade check Token TokenV2', summary: 'may TokenV2 follow Token?' },
    { line: 'scaffold upgrade check Token --kind uups', summary: 'may Token be behind a proxy?' },
    { line: 'scaffold upgrade layout Token > token.json', summary: 'keep what is deployed' },
    { line: 'scaffold upgrade check token.json Token', summary: 'compare with what was kept' },
  ],
  load: () => import('../commands/upgrade.js'),
}
