import { toRpcError } from './chain-error.js'
import type { RpcContext } from './context.js'
import { readParams } from './method.js'
import { methodNotFoundError, registry } from './registry.js'

/**
 * Answers one request: the result, or a promise of it.
 *
 * @throws {@link RpcError}, and nothing else
 */
export function dispatch(context: RpcContext, name: string, params: unknown): unknown {
  const found = registry.get(name)
  if (found === undefined) throw methodNotFoundError(name)
  try {
    const result = found.run(context, readParams(name, found.params, params))
    return result instanceof Promise ? result.catch(rethrow) : result
  } catch (error) {
    throw toRpcError(error)
  }
}

function rethrow(error: unknown): never {
  throw toRpcError(error)
}
