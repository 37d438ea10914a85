import { didYouMean, ScaffoldError } from '@scaffold-evm/common'

/** No config file at or above a folder. */
export function projectNotFoundError(cwd: string, found: string | undefined): ScaffoldError {
  return new ScaffoldError({
    code: 'PROJECT_NOT_FOUND',
    message: `No scaffold.config.{ts,js,mjs,cjs} in ${cwd} or above`,
    details:
      found === undefined
        ? undefined
        : `${found} looks like a project: only its config is missing. An empty one will do: export default {}`,
    hint:
      found === undefined
        ? 'Run "scaffold init" to start a project here, or change into one'
        : 'Run "scaffold init" there to add one',
    data: { cwd },
  })
}

/** A config path that was given, and does not exist. */
export function configNotFoundError(path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CONFIG_NOT_FOUND',
    message: `There is no config file ${path}`,
    data: { path },
  })
}

/** More than one config file in one folder. */
export function configAmbiguousError(directory: string, names: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'CONFIG_AMBIGUOUS',
    message: `${directory} has ${names.length} config files: ${names.join(', ')}`,
    hint: 'Keep one and delete the others',
    data: { directory, names },
  })
}

/** A config file that could not be read or run. */
export function configLoadError(
  path: string,
  problem: {
    readonly reason: string
    readonly excerpt?: string | undefined
    readonly hint?: string | undefined
  },
  cause: unknown,
): ScaffoldError {
  return new ScaffoldError({
    code: 'CONFIG_LOAD_FAILED',
    message: `Cannot load ${path}: ${problem.reason}`,
    details: problem.excerpt,
    hint: problem.hint,
    cause,
    data: { path },
  })
}

/** A file that exports no config. */
export function configExportError(path: string, got: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CONFIG_INVALID',
    message: `${path}: expected a config object as the default export, got ${got}`,
    hint: 'Write "export default defineConfig({ … })" or, in CommonJS, "module.exports = { … }"',
    data: { path },
  })
}

/** Values of a config that are wrong, one line each. */
export function configInvalidError(
  file: string | undefined,
  problems: readonly string[],
  hint?: string,
): ScaffoldError {
  const [first = '', ...rest] = problems
  return new ScaffoldError({
    code: 'CONFIG_INVALID',
    message: first,
    details: [...rest, ...(file === undefined ? [] : [`in ${file}`])].join('\n'),
    hint,
    data: { file, problems },
  })
}

/** A key that no config has. */
export function configUnknownKeyError(
  file: string | undefined,
  path: string,
  {
    known,
    suggestion,
  }: { readonly known: readonly string[]; readonly suggestion?: string | undefined },
): ScaffoldError {
  return new ScaffoldError({
    code: 'CONFIG_UNKNOWN_KEY',
    message: `${path}: unknown key`,
    details: file === undefined ? undefined : `in ${file}`,
    hint: suggestion ?? `Known keys here: ${known.join(', ')}`,
    data: { file, path, known },
  })
}

/** A secret that neither the environment nor the keystore has. */
export function secretNotFoundError(name: string, purpose: string): ScaffoldError {
  return new ScaffoldError({
    code: 'SECRET_NOT_FOUND',
    message: `The secret ${name} is not set; it is needed for ${purpose}`,
    hint: `Set it in the environment (${name}=… scaffold …), or keep it encrypted: scaffold secrets set ${name}`,
    data: { name, purpose },
  })
}

/** A name that an environment variable cannot have. */
export function secretNameError(name: string): ScaffoldError {
  return new ScaffoldError({
    code: 'SECRET_NAME_INVALID',
    message: `${JSON.stringify(name)} is no name of a secret: expected letters, digits and _, not beginning with a digit`,
    data: { name },
  })
}

/** A secret whose value is not what it is used as. Never says the value. */
export function secretInvalidError(
  source: string,
  expected: string,
  purpose: string,
): ScaffoldError {
  return new ScaffoldError({
    code: 'SECRET_INVALID',
    message: `${source}, used for ${purpose}, is not ${expected}`,
    hint: 'Its value is not shown on purpose. Set it again',
    data: { source, purpose },
  })
}

/** No password for the keystore was given. */
export function keystoreLockedError(path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'KEYSTORE_LOCKED',
    message: `The keystore ${path} needs its password`,
    hint: 'Run in a terminal to be asked, or set SCAFFOLD_KEYSTORE_PASSWORD, or give --password-fd or SCAFFOLD_KEYSTORE_PASSWORD_FD a file descriptor to read it from',
    data: { path },
  })
}

/** A key file that is none, or is damaged. */
export function keyFileInvalidError(path: string, problem: string): ScaffoldError {
  return new ScaffoldError({
    code: 'KEY_FILE_INVALID',
    message: `${path} cannot be used as a key file: ${problem}`,
    hint: 'Expected an encrypted JSON file as geth, "cast wallet" and ethers write them',
    data: { path },
  })
}

/** No password for a key file was given. */
export function keyFileLockedError(path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'KEY_FILE_LOCKED',
    message: `The key file ${path} needs its password`,
    hint: "Run in a terminal to be asked, or give it: --password-fd <number> reads it from a file descriptor, password: secret('NAME') beside keystore in the config from the environment or the keystore",
    data: { path },
  })
}

/** The password does not open the key file. `from` says where it came from, not what it is. */
export function keyFilePasswordError(path: string, from: string): ScaffoldError {
  return new ScaffoldError({
    code: 'KEY_FILE_PASSWORD_WRONG',
    message: `${from} is not the password of ${path}`,
    data: { path, from },
  })
}

/** A file descriptor that gives nothing. */
export function passwordFdError(descriptor: number, cause: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'PASSWORD_FD_INVALID',
    message: `Cannot read a password from file descriptor ${descriptor}`,
    hint: 'Open it in the shell, e.g. scaffold migrate --password-fd 3 3< password.txt',
    cause,
    data: { descriptor },
  })
}

/** The password does not open the keystore. */
export function keystorePasswordError(path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'KEYSTORE_PASSWORD_WRONG',
    message: `Wrong password for the keystore ${path}`,
    hint: 'A lost password cannot be recovered: delete the file and set the secrets again',
    data: { path },
  })
}

/** The keystore file is not one, or was damaged. */
export function keystoreInvalidError(path: string, problem: string): ScaffoldError {
  return new ScaffoldError({
    code: 'KEYSTORE_INVALID',
    message: `${path} is not a readable keystore: ${problem}`,
    hint: 'Restore it from a backup, or delete it and set the secrets again',
    data: { path },
  })
}

/** A network that the config does not have. */
export function networkUnknownError(
  name: string,
  known: readonly string[],
  file: string | undefined,
): ScaffoldError {
  return new ScaffoldError({
    code: 'NETWORK_UNKNOWN',
    message: `Network "${name}" is not in ${file ?? 'the config'}. Known: ${known.join(', ')}`,
    hint: didYouMean(name, known),
    data: { name, known },
  })
}

/** A node that does not answer as a node should. `url` is masked already. */
export function networkUnreachableError(
  network: { readonly name: string; readonly url: string },
  reason: string,
  cause?: unknown,
): ScaffoldError {
  const isLocal = /\/\/(127\.|localhost|\[::1\])/.test(network.url)
  return new ScaffoldError({
    code: 'NETWORK_UNREACHABLE',
    message: `Network "${network.name}" does not answer at ${network.url}: ${reason}`,
    hint: isLocal
      ? 'Is a node running there? "scaffold node" starts one'
      : 'Check the URL, the API key and the connection, then try again',
    cause,
    data: { network: network.name, url: network.url, reason },
  })
}

/** A node of another chain than the config says. */
export function chainMismatchError(
  name: string,
  url: string,
  chain: { readonly expected: bigint; readonly got: bigint },
): ScaffoldError {
  return new ScaffoldError({
    code: 'NETWORK_CHAIN_MISMATCH',
    message: `Network "${name}" should be chain ${chain.expected}, but ${url} is chain ${chain.got}`,
    hint: `Nothing was sent. Correct networks.${name}.url or networks.${name}.chainId`,
    data: { name, expected: String(chain.expected), got: String(chain.got) },
  })
}

/** Wei per gas in gwei, exact, as people read it. */
function formatGwei(wei: bigint): string {
  const digits = String(wei).padStart(10, '0')
  return `${`${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '')} gwei`
}

/** A price that is higher than the config lets a transaction pay. Wei per gas. */
export function feesAboveLimitError(
  network: string,
  price: {
    readonly what: string
    readonly wei: bigint
    readonly limit: bigint
    readonly feeWaitMs: number
  },
): ScaffoldError {
  const { what, wei, limit, feeWaitMs } = price
  const waited = feeWaitMs === 0 ? '' : ` It did not fall in ${feeWaitMs / 1000} s.`
  return new ScaffoldError({
    code: 'FEES_ABOVE_LIMIT',
    message: `Network "${network}": the ${what} is ${formatGwei(wei)}, above maxFeePerGas, ${formatGwei(limit)}`,
    hint: `Nothing was sent.${waited} Try again later, let networks.${network}.feeWaitMs wait for it, or raise networks.${network}.maxFeePerGas`,
    data: { network, what, wei: String(wei), limit: String(limit) },
  })
}

/** Fees that would go beyond what the config lets them come to. Amounts in wei. */
export function budgetExceededError(
  network: string,
  amounts: { readonly limitWei: bigint; readonly spentWei: bigint; readonly costWei: bigint },
): ScaffoldError {
  const { limitWei, spentWei, costWei } = amounts
  const [limit, spent, cost] = [limitWei, spentWei, costWei].map(formatGwei)
  return new ScaffoldError({
    code: 'FEE_BUDGET_EXCEEDED',
    message: `Network "${network}": a transaction may cost ${cost}, and of budgetWei, ${limit}, ${spent} are spent`,
    hint: `It was not sent. Raise networks.${network}.budgetWei, or lower maxFeePerGas`,
    data: {
      network,
      limitWei: String(limitWei),
      spentWei: String(spentWei),
      costWei: String(costWei),
    },
  })
}

/** An external signer that does not sign. `url` is masked already. */
export function signerRefusedError(url: string, reason: string): ScaffoldError {
  return new ScaffoldError({
    code: 'SIGNER_REFUSED',
    message: `The external signer at ${url} does not sign: ${reason}`,
    hint: 'Nothing was sent. It may want a yes from its user, or another configuration',
    data: { url, reason },
  })
}

/** An external signer that signed something else. `who` is `at <masked URL>` or `of <address>`. */
export function signerMismatchError(who: string, difference: string): ScaffoldError {
  return new ScaffoldError({
    code: 'SIGNER_MISMATCH',
    message: `The external signer ${who} did not sign what it was asked to: ${difference}`,
    hint: 'We sent nothing. Do not trust it before you know why',
    data: { who, difference },
  })
}

/** A record that was made on another chain than the one that answers. */
export function recordedChainError(
  name: string,
  url: string,
  chain: { readonly recorded: bigint; readonly got: bigint; readonly path: string | undefined },
): ScaffoldError {
  const { recorded, got, path } = chain
  return new ScaffoldError({
    code: 'NETWORK_CHAIN_MISMATCH',
    message: `Network "${name}" was chain ${recorded} so far, but ${url} is chain ${got}`,
    details: path === undefined ? undefined : `as recorded in ${path}`,
    hint: `Nothing was sent. Correct networks.${name}.url, or say which chain it should be with networks.${name}.chainId`,
    data: { name, expected: String(recorded), got: String(got) },
  })
}

/** An account that the network does not have. */
export function accountNotFoundError(
  network: string,
  account: string,
  available: number,
): ScaffoldError {
  return new ScaffoldError({
    code: 'ACCOUNT_NOT_FOUND',
    message:
      available === 0
        ? `Network "${network}" has no accounts to sign with`
        : `Network "${network}" has no account ${account}: it has ${available}`,
    hint:
      available === 0
        ? `Give networks.${network}.accounts private keys or a mnemonic, as secret('NAME')`
        : undefined,
    data: { network, account, available },
  })
}

/** A module of the user's that does not exist or cannot be parsed. */
export function moduleLoadError(
  path: string,
  problem: {
    readonly reason: string
    readonly excerpt?: string | undefined
    readonly hint?: string | undefined
  },
  cause: unknown,
): ScaffoldError {
  return new ScaffoldError({
    code: 'MODULE_LOAD_FAILED',
    message: `Cannot load ${path}: ${problem.reason}`,
    details: problem.excerpt,
    hint: problem.hint,
    cause,
    data: { path },
  })
}
