import { toRpcError } from './chain-error.js'
import type { RpcContext } from './context.js'
import { readParams } from './method.js'
import { methodNotFoundError } from './registry.js'

/**
 * Answers one request: the result, or a promise of it.
 *
 * @throws {@link RpcError}, and nothing else
 */
export function dispatch(context: RpcContext, name: string, params: unknown): unknown {
  const { dialect } = context
  const found = dialect.methods.get(name)
  if (found === undefined) throw dialect.translate(methodNotFoundError(name, dialect.methods), name)
  try {
    const result = found.run(context, readParams(name, found.params, params))
    if (!(result instanceof Promise)) return result
    return result.catch((error: unknown) => {
      throw dialect.translate(toRpcError(error), name)
    })
  } catch (error) {
    throw dialect.translate(toRpcError(error), name)
  }
}
