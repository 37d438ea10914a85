import { toRpcError } from './chain-error.js'
import type { RpcContext } from './context.js'
import type { Dialect } from './dialect.js'
import { readParams } from './method.js'
import { methodNotFoundError } from './registry.js'
import { RpcError, rpcCode } from './rpc-error.js'

/**
 * Answers one request: the result, or a promise of it.
 *
 * @throws {@link RpcError}, and nothing else
 */
export function dispatch(context: RpcContext, name: string, params: unknown): unknown {
  const { dialect } = context
  const found = dialect.methods.get(name)
  if (found === undefined) throw unknownMethodError(dialect, name)
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

/** In this process, `name` is what a caller without types gave. */
function unknownMethodError(dialect: Dialect, name: unknown): RpcError {
  if (typeof name === 'string') {
    return dialect.translate(methodNotFoundError(name, dialect.methods), name)
  }
  const got = name === undefined ? 'nothing' : `a value of type ${typeof name}`
  return new RpcError(
    rpcCode.invalidRequest,
    `A request is { method, params }; expected the name of a method, got ${got}`,
  )
}
