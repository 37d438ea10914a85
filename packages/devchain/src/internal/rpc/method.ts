import type { RpcContext } from './context.js'
import { ParamMismatch, type ParamType } from './params/param-type.js'
import { invalidParamsError } from './rpc-error.js'

/** One parameter of a method, in its place. */
export interface Param<T> {
  readonly name: string
  readonly type: ParamType<T>
  readonly isRequired: boolean
  /** What an absent or null one reads as. */
  readonly fallback: T
}

/** A method as data: what it takes, and what answers it. */
export interface RpcMethod {
  readonly params: readonly Param<unknown>[]
  run(context: RpcContext, args: readonly unknown[]): unknown
}

/** What becomes of a method in another dialect. */
export type MethodChange = (base: RpcMethod) => RpcMethod

/** Methods by their names. */
export type MethodTable = Readonly<Record<string, RpcMethod>>

type Args<P extends readonly Param<unknown>[]> = {
  [K in keyof P]: P[K] extends Param<infer T> ? T : never
}

/** A method. Its handler gets the parameters read, and returns what JSON can hold, or a promise of it. */
export function method<const P extends readonly Param<unknown>[]>(
  params: P,
  handler: (context: RpcContext, ...args: Args<P>) => unknown,
): RpcMethod {
  // The arguments were read by `params`, so they have the types that `Args` derives from it.
  return { params, run: (context, args) => handler(context, ...(args as Args<P>)) }
}

/** A parameter that must be given. */
export function required<T>(name: string, type: ParamType<T>): Param<T> {
  // The fallback of a required parameter is never read.
  return { name, type, isRequired: true, fallback: undefined as T }
}

/** A parameter that may be left out. */
export function optional<T>(name: string, type: ParamType<T>, fallback: T): Param<T>
export function optional<T>(name: string, type: ParamType<T>): Param<T | undefined>
export function optional<T>(name: string, type: ParamType<T>, fallback?: T): Param<T | undefined> {
  return { name, type, isRequired: false, fallback }
}

const noArgs: readonly unknown[] = []

/**
 * Reads the parameters of a request.
 *
 * @throws -32602 that says which parameter is wrong, what was expected and what was got
 */
export function readParams(
  name: string,
  params: readonly Param<unknown>[],
  given: unknown,
): readonly unknown[] {
  if (given === undefined || given === null) given = noArgs
  if (!Array.isArray(given)) {
    throw invalidParamsError(`${name}: expected params to be an array, got ${typeof given}`)
  }
  if (given.length > params.length) checkSurplus(name, params, given)
  if (params.length === 0) return noArgs
  const args: unknown[] = []
  for (let index = 0; index < params.length; index++) {
    const param = params[index]
    if (param !== undefined) args.push(readParam(name, param, given[index], index))
  }
  return args
}

/** The same, each of its own type. */
export function readArgs<const P extends readonly Param<unknown>[]>(
  name: string,
  params: P,
  given: unknown,
): Args<P> {
  // What was read by `params` has the types that `Args` derives from it.
  return readParams(name, params, given) as Args<P>
}

function readParam(name: string, param: Param<unknown>, value: unknown, index: number): unknown {
  if (value === undefined || value === null) {
    if (!param.isRequired) return param.fallback
    if (value === undefined) throw missingParamError(name, param, index)
  }
  try {
    return param.type.parse(value)
  } catch (error) {
    if (!(error instanceof ParamMismatch)) throw error
    throw invalidParamsError(
      `${name}: invalid parameter "${param.name}${error.path}" (position ${index + 1}): expected ${error.expected}, got ${error.got}`,
    )
  }
}

function missingParamError(name: string, param: Param<unknown>, index: number): Error {
  return invalidParamsError(
    `${name}: missing parameter "${param.name}" (position ${index + 1}): expected ${param.type.expected}`,
  )
}

function checkSurplus(name: string, params: readonly Param<unknown>[], given: unknown[]): void {
  const surplus = given.slice(params.length)
  if (surplus.every((value) => value === undefined || value === null)) return
  const names = params.map((param) => (param.isRequired ? param.name : `${param.name}?`))
  const takes = params.length === 0 ? 'it takes none' : `it takes ${names.join(', ')}`
  throw invalidParamsError(`${name}: too many parameters: ${takes}, got ${given.length}`)
}
