import { mapped, object } from './combinators.js'
import { type ParamType, paramType } from './param-type.js'
import { integer } from './scalars.js'

/** What a reset forks from. What is not said is as it was. */
export interface Forking {
  readonly url: string | undefined
  readonly blockNumber: bigint | undefined
}

/** What a reset is asked. */
export interface ForkRequest {
  readonly forking: Forking | undefined
}

/** viem makes NaN of a block that it was not given. */
const forkBlock: ParamType<bigint | undefined> = {
  expected: integer.expected,
  parse: (value) => (Number.isNaN(value) ? undefined : integer.parse(value)),
}

/** The URL of another node. */
export const rpcUrl: ParamType<string> = paramType('an http or https URL', (value) => {
  const isUrl = typeof value === 'string' && URL.canParse(value) && /^https?:/.test(value)
  return isUrl ? value : undefined
})

const forking: ParamType<Forking> = mapped(
  object('a fork: {jsonRpcUrl, blockNumber}', {
    jsonRpcUrl: rpcUrl,
    url: rpcUrl,
    blockNumber: forkBlock,
  }),
  ({ jsonRpcUrl, url, blockNumber }) => ({ url: jsonRpcUrl ?? url, blockNumber }),
)

/** `{forking: {jsonRpcUrl, blockNumber}}`. */
export const forkRequest: ParamType<ForkRequest> = object('{forking: {jsonRpcUrl, blockNumber}}', {
  forking,
})
