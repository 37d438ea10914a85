import { isScaffoldError } from '@scaffold-evm/common'
import type { DebugSession } from '@scaffold-evm/trace'
import { type DapBreakpoint, isJsonObject } from '../protocol.js'

/** An expression to stop at when it changes, and where it means what it means. */
interface DataStop {
  readonly expression: string
  /** The contract whose code ran there. */
  readonly contractName: string | undefined
  /** The call that it was seen in: of other executions there are other calls. */
  readonly session: WeakRef<DebugSession>
  readonly frame: number
}

/** What a client wants to be stopped at when it changes, in this and in later executions. */
export class DataStops {
  readonly #offered = new Map<string, DataStop>()
  #wanted: readonly DataStop[] = []

  get isEmpty(): boolean {
    return this.#wanted.length === 0
  }

  /** An id under which a client can ask for it. */
  offer(session: DebugSession, expression: string, frame: number): string {
    const { step } = session.frames[frame] ?? session
    const contractName = contractAt(session, step)
    const id = JSON.stringify([contractName, expression, frame])
    this.#offered.set(id, { expression, contractName, frame, session: new WeakRef(session) })
    return id
  }

  /** Replaces those that are wanted. */
  async replace(
    wanted: readonly unknown[],
    session: DebugSession | undefined,
  ): Promise<readonly Omit<DapBreakpoint, 'id'>[]> {
    const stops = wanted.map((item) => this.#offered.get(idOf(item)))
    this.#wanted = stops.filter((stop) => stop !== undefined)
    if (session !== undefined) {
      for (const { id } of session.changeStops) session.removeChangeStop(id)
      for (const stop of this.#wanted) await addHere(session, stop)
    }
    return stops.map((stop) =>
      stop === undefined
        ? { verified: false, message: 'Ask for the variable again where it is in scope' }
        : { verified: true },
    )
  }

  /** Has another execution stop at them, where its code knows them. It stands at its beginning afterwards. */
  async applyTo(session: DebugSession): Promise<void> {
    for (const stop of this.#wanted) {
      const at = session.trace.index.stopSteps.find(
        (step) => contractAt(session, step) === stop.contractName,
      )
      if (at === undefined) continue
      session.goTo(at)
      await addHere(session, { ...stop, frame: 0 })
    }
    session.goToStart()
  }
}

/** Names that are not known there, such as a function's, are passed over. */
async function addHere(session: DebugSession, { expression, frame }: DataStop): Promise<void> {
  try {
    await session.addChangeStop(expression, frame)
  } catch (error) {
    if (!isScaffoldError(error)) throw error
  }
}

function contractAt({ trace }: DebugSession, step: number): string | undefined {
  return trace.contractOfFrame(trace.recording.frame(step))?.contractName
}

function idOf(item: unknown): string {
  return isJsonObject(item) ? String(item.dataId) : ''
}
