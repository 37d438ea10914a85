import type { Style } from '@scaffold-evm/common'
import type { DebugSession, SourceFrame } from '@scaffold-evm/trace'
import type { DebuggedTrace } from './debug-command.js'

/** What commands of the debugger work on: a session, and what the screen shows of it. */
export class DebugView {
  readonly session: DebugSession
  readonly style: Style
  /** Characters on a line. */
  readonly columns: number
  /** What the execution is called, e.g. a transaction's hash. */
  readonly title: string
  /** Gets other transactions of the network by their hash; undefined where there is none. */
  readonly load: ((hash: string) => Promise<DebuggedTrace>) | undefined
  readonly #write: (text: string) => void
  readonly #watches = new Map<number, string>()
  #lastWatch = 0
  #frame = 0

  constructor(options: {
    readonly session: DebugSession
    readonly style: Style
    readonly columns: number
    readonly title: string
    readonly load?: DebugView['load']
    readonly write: (text: string) => void
  }) {
    this.session = options.session
    this.style = options.style
    this.columns = options.columns
    this.title = options.title
    this.load = options.load
    this.#write = options.write
  }

  line(text = ''): void {
    this.#write(`${text}\n`)
  }

  /** Index of the frame whose names count; 0 is the innermost. */
  get frameIndex(): number {
    return this.#frame
  }

  get frame(): SourceFrame | undefined {
    return this.session.frames[this.#frame]
  }

  /** False when there is no such frame. */
  selectFrame(index: number): boolean {
    if (this.session.frames[index] === undefined) return false
    this.#frame = index
    return true
  }

  /** Expressions that are shown at every stop, by their numbers. */
  get watches(): ReadonlyMap<number, string> {
    return this.#watches
  }

  addWatch(expression: string): number {
    this.#lastWatch += 1
    this.#watches.set(this.#lastWatch, expression)
    return this.#lastWatch
  }

  /** By its number or its text; false when there is none. */
  removeWatch(which: string): boolean {
    const wanted = which.trim()
    for (const [id, expression] of this.#watches) {
      if (String(id) === wanted || expression === wanted) return this.#watches.delete(id)
    }
    return false
  }

  /** Lines of a source; undefined when it is not there. */
  sourceLines(sourceName: string): readonly string[] | undefined {
    return this.session.trace.source(sourceName)?.content.split(/\r?\n/)
  }
}
