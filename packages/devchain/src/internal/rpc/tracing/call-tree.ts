import type { ChainLog } from '../../chain/blocks/chain-log.js'
import type {
  TraceHandler,
  TraceMessage,
  TraceMessageEnd,
  TraceSelfdestruct,
} from '../../chain/tracing/trace-handler.js'
import type { TraceBudget } from './trace-budget.js'

/** A call or create, with what happened in it. */
export interface CallNode {
  readonly message: TraceMessage
  end: TraceMessageEnd
  /** Calls, creates and destructions, in the order in which they began. */
  readonly children: (CallNode | TraceSelfdestruct)[]
  readonly logs: NodeLog[]
}

/** A log in a call. */
export interface NodeLog {
  readonly log: ChainLog
  /** How many children came before it. */
  readonly position: number
  /** How many logs of the transaction came before it, those of failed calls included. */
  readonly index: number
}

/** Whether a child is a call or create rather than a destruction. */
export function isCall(child: CallNode | TraceSelfdestruct): child is CallNode {
  return 'message' in child
}

/** Roughly what a call takes in memory and JSON besides its data. */
const nodeBytes = 300

/** Collects the tree of calls of one transaction. */
export class CallTree implements TraceHandler {
  readonly #budget: TraceBudget
  /** Those that are open, outermost first. */
  readonly #open: CallNode[] = []
  #root: CallNode | undefined
  #logCount = 0

  constructor(budget: TraceBudget) {
    this.#budget = budget
  }

  /** The outermost call; undefined before anything ran. */
  get root(): CallNode | undefined {
    return this.#root
  }

  onMessage(message: TraceMessage): void {
    this.#budget.spend(nodeBytes + message.input.length)
    const node: CallNode = { message, end: unfinished(message.depth), children: [], logs: [] }
    const parent = this.#open.at(-1)
    if (parent === undefined) this.#root = node
    else parent.children.push(node)
    this.#open.push(node)
  }

  onMessageEnd(end: TraceMessageEnd): void {
    this.#budget.spend(end.returnData.length)
    const node = this.#open.pop()
    if (node !== undefined) node.end = end
  }

  onLog(log: ChainLog): void {
    const node = this.#open.at(-1)
    if (node === undefined) return
    this.#budget.spend(nodeBytes + log.data.length)
    node.logs.push({ log, position: node.children.length, index: this.#logCount++ })
  }

  onSelfdestruct(selfdestruct: TraceSelfdestruct): void {
    this.#open.at(-1)?.children.push(selfdestruct)
  }
}

function unfinished(depth: number): TraceMessageEnd {
  const returnData = new Uint8Array(0)
  const nothing = { haltReason: undefined, createdAddress: undefined, logs: [] }
  return { depth, gasUsed: 0n, returnData, ...nothing }
}
