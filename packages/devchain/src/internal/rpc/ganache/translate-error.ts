import { isScaffoldError, type ScaffoldError } from '@scaffold-evm/common'
import { ExecutionError } from '../failure.js'
import type { RpcMethod } from '../method.js'
import { RpcError, rpcCode } from '../rpc-error.js'

type Words = readonly [code: number, message: string]

/** Ganache has one code for all that is wrong with a request. */
const wrongRequest = rpcCode.parseError

const wordsByCode: Readonly<Record<string, (error: ScaffoldError, method: string) => Words>> = {
  CHAIN_UNKNOWN_ACCOUNT: (_, method) => [
    wrongRequest,
    method.startsWith('personal_')
      ? 'no key for given address or file'
      : 'sender account not recognized',
  ],
  CHAIN_PASSPHRASE_WRONG: () => [wrongRequest, 'could not decrypt key with given passphrase'],
  CHAIN_ACCOUNT_LOCKED: () => [wrongRequest, 'authentication needed: passphrase or unlock'],
  CHAIN_BLOCK_NOT_FOUND: () => [wrongRequest, 'header not found'],
  CHAIN_INTRINSIC_GAS: () => [rpcCode.invalidInput, 'intrinsic gas too low'],
  CHAIN_GAS_LIMIT_EXCEEDS_BLOCK: () => [rpcCode.invalidInput, 'exceeds block gas limit'],
  CHAIN_INSUFFICIENT_FUNDS: () => [
    rpcCode.transactionRejected,
    'insufficient funds for gas * price + value',
  ],
  CHAIN_NONCE_TOO_LOW: wrongNonce,
  CHAIN_NONCE_TOO_HIGH: wrongNonce,
}

function wrongNonce({ data = {} }: ScaffoldError): Words {
  return [
    rpcCode.invalidInput,
    `the tx doesn't have the correct nonce. account has nonce of: ${data.expected} tx has nonce of: ${data.got}`,
  ]
}

/** Where an error of ours has nothing but its message. */
const wordsByMethod: Readonly<Record<string, string>> = {
  eth_getFilterChanges: 'filter not found',
  eth_getFilterLogs: 'filter not found',
  eth_sign: 'cannot sign data; no private key',
}

/** What Ganache says in place of an error of ours, of a node with these methods. */
export function translateErrorOf(
  methods: ReadonlyMap<string, RpcMethod>,
): (error: RpcError, method: string) => RpcError {
  return (error, method) => {
    const isCount =
      error.code === rpcCode.invalidParams &&
      /: (missing parameter|too many parameters)/.test(error.message)
    const params = isCount ? methods.get(method)?.params : undefined
    return params === undefined ? translateError(error, method) : wrongCount(method, params)
  }
}

function wrongCount(method: string, params: RpcMethod['params']): RpcError {
  const [least, most] = [params.filter(({ isRequired }) => isRequired).length, params.length]
  const exactly = `exactly ${least} ${least === 1 ? 'argument' : 'arguments'}`
  const wanted = least === most ? exactly : `between ${least} and ${most} arguments`
  const text = `Incorrect number of arguments. '${method}' requires ${wanted}.`
  return new RpcError(wrongRequest, text)
}

function translateError(error: RpcError, method: string): RpcError {
  const { cause } = error
  const words = isScaffoldError(cause) ? wordsByCode[cause.code]?.(cause, method) : undefined
  if (words !== undefined) return new RpcError(words[0], words[1], { cause })
  const isBare =
    error.code === rpcCode.invalidInput && cause === undefined && !(error instanceof ExecutionError)
  const message = isBare ? wordsByMethod[method] : undefined
  if (message !== undefined) return new RpcError(wrongRequest, message)
  if (error.code === rpcCode.methodNotFound) {
    return new RpcError(wrongRequest, `The method ${method} does not exist/is not available`)
  }
  if (error.code === rpcCode.invalidParams) {
    return new RpcError(wrongRequest, wrongParam(error.message), { cause })
  }
  return error
}

/** Text that is no hex in the place of a parameter. Of all else ours says more. */
function wrongParam(message: string): string {
  const [, text] = /, got "((?!0x)[^"]*)"$/.exec(message) ?? []
  if (text === undefined) return message
  return `Cannot wrap string value "${text}" as a json-rpc type; strings must be prefixed with "0x".`
}
