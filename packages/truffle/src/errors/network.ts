import { ScaffoldError } from '@scaffold-evm/common'

/** A network that the config does not have. */
export function networkUnknownError(name: string, known: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_NETWORK_UNKNOWN',
    message: `Unknown network "${name}". See your Truffle configuration file for available networks.`,
    hint: known.length === 0 ? undefined : `Known: ${known.join(', ')}`,
    data: { network: name, known },
  })
}

/** A network without `network_id`. */
export function networkIdMissingError(name: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_NETWORK_ID_MISSING',
    message: `You must specify a network_id in your '${name}' configuration in order to use this network.`,
    data: { network: name },
  })
}

/** A node that is of another network than the config says. */
export function networkIdMismatchError(expected: unknown, got: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_NETWORK_ID_MISMATCH',
    message: `The network id specified in the truffle config (${expected}) does not match the one returned by the network (${got}).  Ensure that both the network and the provider are properly configured.`,
    data: { expected, got },
  })
}

/** A `network_id` of a managed chain that is no number. */
export function networkIdInvalidError(got: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_NETWORK_ID_INVALID',
    message: `The network id specified in the truffle config (${got}) is not valid. Please properly configure the network id as an integer value.`,
    data: { got },
  })
}

/** Nobody answers where the network should be. */
export function networkUnreachableError(place: string, cause: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_NETWORK_UNREACHABLE',
    message: `CONNECTION ERROR: Couldn't connect to node ${place}.`,
    details: cause instanceof Error ? cause.message : undefined,
    cause,
    data: { place },
  })
}

/** The network took too long to answer. */
export function networkTimeoutError(place: string, timeoutMs: number): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_NETWORK_TIMEOUT',
    message: `There was a timeout while attempting to connect to the network at ${place}.`,
    details: `It did not answer within ${timeoutMs} ms.`,
    hint: 'Check the provider, or give a longer networkCheckTimeout in the configuration of the network.',
    data: { place, timeoutMs },
  })
}

/** What a network says its provider is, and is none. */
export function providerInvalidError(network: string, got: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_PROVIDER_INVALID',
    message: `The provider of network "${network}" is ${got}; expected an object with request or send`,
    data: { network },
  })
}

/** The thread that a chain runs in does not answer. */
export function chainSilentError(why: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_CHAIN_SILENT',
    message: `The chain does not answer: ${why}.`,
  })
}

/** The network that Truffle's dashboard served, where a wallet signed. */
export function dashboardMissingError(place: string): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_DASHBOARD_MISSING',
    message: `CONNECTION ERROR: Couldn't connect to node ${place}.`,
    details: 'Truffle served its dashboard there, which has no successor here.',
    hint: 'Give the network a provider that signs, e.g. of @truffle/hdwallet-provider.',
    data: { place },
  })
}

/** A provider that was asked without a callback and does not answer at once. */
export function providerAsynchronousError(): ScaffoldError {
  return new ScaffoldError({
    code: 'TRUFFLE_PROVIDER_ASYNCHRONOUS',
    message: "The network's provider does not answer without a callback",
    hint: 'Give web3 a callback, or the network a host and a port instead of a provider.',
  })
}
