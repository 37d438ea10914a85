import type { CodeLines } from '@scaffold-evm/trace'
import { dapArgumentInvalid } from '../../../errors.js'
import { isJsonObject, type JsonObject } from '../../protocol.js'
import type { Debugger } from '../debugger.js'

/** What requests work on. */
export interface RequestContext {
  readonly debug: Debugger
  readonly lines: CodeLines
  readonly counting: LineCounting
}

/** What comes of a request. */
export interface RequestResult {
  readonly body?: JsonObject
  /** What is done when the client has its answer. */
  readonly afterwards?: () => Promise<void>
}

/** Answers one kind of request. */
export type RequestHandler = (
  context: RequestContext,
  args: JsonObject,
) => RequestResult | Promise<RequestResult>

/** Where a client begins to count lines and columns; we begin at 1. */
export class LineCounting {
  readonly #line: number
  readonly #column: number

  constructor({ linesStartAt1 = true, columnsStartAt1 = true }: JsonObject) {
    this.#line = linesStartAt1 === false ? 1 : 0
    this.#column = columnsStartAt1 === false ? 1 : 0
  }

  fromClient(line: number): number {
    return line + this.#line
  }

  toClient(line: number): number {
    return line - this.#line
  }

  columnToClient(column: number): number {
    return column - this.#column
  }
}

/** @throws `DAP_ARGUMENT_INVALID` */
export function numberIn(args: JsonObject, name: string): number {
  const value = args[name]
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw dapArgumentInvalid(name, 'a whole number', value)
}

/** @throws `DAP_ARGUMENT_INVALID` */
export function textIn(args: JsonObject, name: string): string {
  const value = args[name]
  if (typeof value === 'string') return value
  throw dapArgumentInvalid(name, 'a text', value)
}

/** @throws `DAP_ARGUMENT_INVALID` */
export function listIn(args: JsonObject, name: string): readonly unknown[] {
  const value = args[name] ?? []
  if (Array.isArray(value)) return value
  throw dapArgumentInvalid(name, 'a list', value)
}

/** The path of `source`. @throws `DAP_ARGUMENT_INVALID` */
export function sourcePathIn({ source }: JsonObject): string {
  if (isJsonObject(source) && typeof source.path === 'string') return source.path
  throw dapArgumentInvalid('source', 'a source with a path', source)
}
