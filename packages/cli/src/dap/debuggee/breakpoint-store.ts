import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import {
  type BreakpointRequest,
  type CodeLines,
  checkBreakpoint,
  type DebugSession,
} from '@scaffold-evm/trace'
import { dapLineWithoutCode } from '../../errors.js'
import { type DapBreakpoint, isJsonObject, type JsonObject } from '../protocol.js'

/** A breakpoint that a client set at a line with code. */
interface StoredBreakpoint {
  readonly id: number
  readonly request: BreakpointRequest
}

/** The breakpoints of a client. They outlive executions, which each session has for itself. */
export class BreakpointStore {
  readonly #lines: CodeLines
  readonly #bySource = new Map<string, readonly StoredBreakpoint[]>()
  /** Ids of a session's breakpoints and of ours. */
  readonly #applied = new WeakMap<DebugSession, ReadonlyMap<number, number>>()
  #lastId = 0

  constructor(lines: CodeLines) {
    this.#lines = lines
  }

  get isEmpty(): boolean {
    return this.#bySource.size === 0
  }

  /** Replaces those of a source by what a client wants. */
  replace(sourceName: string, wanted: readonly unknown[]): readonly DapBreakpoint[] {
    const stored: StoredBreakpoint[] = []
    const answers = wanted.filter(isJsonObject).map((breakpoint) => {
      this.#lastId += 1
      const id = this.#lastId
      try {
        const request = this.#bind(sourceName, breakpoint)
        stored.push({ id, request })
        return { id, verified: true, line: request.line }
      } catch (error) {
        if (!isScaffoldError(error)) throw error
        return { id, verified: false, message: errorMessage(error) }
      }
    })
    if (stored.length === 0) this.#bySource.delete(sourceName)
    else this.#bySource.set(sourceName, stored)
    return answers
  }

  /** Those of a file that is no source of the project. */
  refuse(wanted: readonly unknown[], message: string): readonly DapBreakpoint[] {
    return wanted.map(() => {
      this.#lastId += 1
      return { id: this.#lastId, verified: false, message }
    })
  }

  /** Gives a session these breakpoints and no others. */
  applyTo(session: DebugSession): void {
    for (const { id } of session.breakpoints) session.removeBreakpoint(id)
    const names = new Set(session.trace.sourceNames())
    const ids = new Map<number, number>()
    for (const [sourceName, all] of this.#bySource) {
      if (!names.has(sourceName)) continue
      for (const { id, request } of all) ids.set(session.addBreakpoint(request).id, id)
    }
    this.#applied.set(session, ids)
  }

  /** What a client knows breakpoints of a session by. */
  clientIds(session: DebugSession, breakpoints: readonly { readonly id: number }[]): number[] {
    const ids = this.#applied.get(session)
    return breakpoints.flatMap(({ id }) => ids?.get(id) ?? [])
  }

  #bind(sourceName: string, wanted: JsonObject): BreakpointRequest {
    const request = {
      sourceName,
      line: Number(wanted.line),
      condition: text(wanted.condition),
      hitCondition: text(wanted.hitCondition),
      logMessage: text(wanted.logMessage),
    }
    checkBreakpoint(request)
    const line = this.#lines.lineFrom(sourceName, request.line)
    if (line === undefined) throw dapLineWithoutCode(request.line)
    return { ...request, line }
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
