import type { TruffleCommand } from '../truffle-command.js'

/** What to do instead of each. */
const instead: Readonly<Record<string, string>> = {
  dashboard:
    'A network signs with the provider that the config gives it, such as @truffle/hdwallet-provider.',
  db: 'What was deployed is in the artifacts; scaffold deployments export writes addresses and ABIs.',
  install: 'Packages come from npm: npm install.',
  preserve: 'Publish files with the tool of the service, such as ipfs add.',
  publish: 'Packages go to npm: npm publish.',
  watch: 'test --watch runs tests again whenever a file changes.',
}

/** Commands that Truffle had and that say here what to do instead. */
export const retiredCommands: readonly TruffleCommand[] = Object.entries(instead).map(
  ([name, hint]) => ({
    name,
    summary: `no longer there. ${hint}`,
    options: [],
    shared: [],
    load: async () => (await import('../commands/retired.js')).createRetired(name, hint),
  }),
)
