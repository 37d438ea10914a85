import { ScaffoldError } from '@scaffold-evm/common'

/** No folder of another tool. */
export function importMissingError(root: string, looked: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'IMPORT_MISSING',
    message: `There is nothing to import in ${root}`,
    details: `Looked for ${looked.join(', ')}`,
    hint: 'Name the folder: scaffold deployments import build/contracts --network …',
    data: { root, looked },
  })
}

/** A folder or file that is of no tool we know. */
export function importUnknownError(path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'IMPORT_UNKNOWN',
    message: `${path} holds no deployments that can be imported`,
    hint: "Expected Truffle's build/contracts, a network's folder of hardhat-deploy, or a file in .openzeppelin",
    data: { path },
  })
}

/** Files of another tool that are not as they should be. */
export function importInvalidError(path: string, problem: string): ScaffoldError {
  return new ScaffoldError({
    code: 'IMPORT_INVALID',
    message: `${path} cannot be imported: ${problem}`,
    data: { path, problem },
  })
}

/** Another tool's record of another chain. */
export function importChainError(
  path: string,
  chain: { readonly recorded: string; readonly here: string },
): ScaffoldError {
  return new ScaffoldError({
    code: 'IMPORT_CHAIN',
    message: `${path} is about ${chain.recorded}; this network is ${chain.here}`,
    hint: 'Choose the network with --network',
    data: { path, ...chain },
  })
}

/** Nothing of what another tool recorded is on the chain. */
export function importEmptyError(path: string, missing: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'IMPORT_EMPTY',
    message: `Nothing that ${path} names is on this chain`,
    details: missing.length === 0 ? undefined : `Without code: ${missing.join(', ')}`,
    hint: 'Was the chain started anew? Then run the migrations instead',
    data: { path, missing },
  })
}

/** Names under which something else is recorded. */
export function importConflictError(names: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'IMPORT_CONFLICT',
    message: `Something else is recorded as ${names.join(', ')}`,
    hint: 'Nothing was imported. --force lets the imported take their places',
    data: { names },
  })
}

/** A network whose record ends with the process. */
export function importNetworkError(network: string): ScaffoldError {
  return new ScaffoldError({
    code: 'IMPORT_NETWORK',
    message: `Network "${network}" is a chain in this process, which nothing can be imported for`,
    hint: 'Name the network that it was deployed to: --network <name>',
    data: { network },
  })
}
