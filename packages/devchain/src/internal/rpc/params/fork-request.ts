import type { ForkOptions } from '../../chain/types.js'
import { mapped, object } from './combinators.js'
import { at, ParamMismatch, type ParamType } from './param-type.js'
import { integer, string } from './scalars.js'

/** What a reset forks from. Undefined drops the fork. */
export interface ForkRequest {
  readonly fork: ForkOptions | undefined
}

const forking: ParamType<ForkOptions> = mapped(
  object('a fork: {jsonRpcUrl, blockNumber}', {
    jsonRpcUrl: string,
    url: string,
    blockNumber: integer,
  }),
  ({ jsonRpcUrl, url, blockNumber }) => ({
    url: at('jsonRpcUrl', () => readUrl(jsonRpcUrl ?? url)),
    blockNumber,
  }),
)

/** The URL of another node. */
export const rpcUrl: ParamType<string> = mapped(string, readUrl)

function readUrl(value: string | undefined): string {
  if (value === undefined || !URL.canParse(value) || !/^https?:/.test(value)) {
    throw new ParamMismatch('an http or https URL', value)
  }
  return value
}

/** `{forking: {jsonRpcUrl, blockNumber}}`. */
export const forkRequest: ParamType<ForkRequest> = mapped(
  object('{forking: {jsonRpcUrl, blockNumber}}', { forking }),
  (read) => ({ fork: read.forking }),
)
