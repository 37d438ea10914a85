/** Flags that say where the accounts come from: without any, they are random, as Ganache's are. */
const accountFlags =
  /^(-[dms]|--(deterministic|mnemonic|seed|account|db|db_path|state|wallet\.(deterministic|mnemonic|seed|accounts)|database\.dbPath))(=|$)/

/** Flags that only Ganache 7 has. */
const newFlags = /^--(chain|wallet|miner|logging|database|fork|server)\./

/**
 * What `ganache …` is in scaffold's words, and `ganache-cli …`, which is version 6 unless its flags are those of a later
 * one.
 */
export function ganacheArguments(
  args: readonly string[],
  program: 'ganache' | 'ganache-cli' = 'ganache',
): readonly string[] {
  // Ganache 7 calls the flavor of the chain first: `ganache ethereum`.
  const words = args[0] === 'ethereum' ? args.slice(1) : args
  const isChosen = words.some((word) => accountFlags.test(word))
  const accounts = isChosen ? [] : ['--mnemonic-random']
  const isVersion6 = program === 'ganache-cli' && !words.some((word) => newFlags.test(word))
  const dialect = isVersion6 ? '--ganache6' : '--ganache'
  return ['node', dialect, '--ganache-output', ...accounts, ...words]
}
