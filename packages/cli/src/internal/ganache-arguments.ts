/** Flags that say where the accounts come from: without any, they are random, as Ganache's are. */
const accountFlags =
  /^(-[dms]|--(deterministic|mnemonic|seed|account|db|db_path|state|wallet\.(deterministic|mnemonic|seed|accounts)|database\.dbPath))(=|$)/

/** What `ganache …` and `ganache-cli …` are in scaffold's words. */
export function ganacheArguments(args: readonly string[]): readonly string[] {
  // Ganache 7 calls the flavor of the chain first: `ganache ethereum`.
  const words = args[0] === 'ethereum' ? args.slice(1) : args
  const isChosen = words.some((word) => accountFlags.test(word))
  const accounts = isChosen ? [] : ['--mnemonic-random']
  return ['node', '--ganache', '--ganache-output', ...accounts, ...words]
}
