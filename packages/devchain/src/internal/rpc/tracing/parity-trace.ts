import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import type { TraceSelfdestruct } from '../../chain/tracing/trace-handler.js'
import { type CallNode, isCall } from './call-tree.js'
import type { TransactionPlace } from './tracer.js'

/** One call, create or destruction in the flat list that Parity made of a transaction. */
export interface ParityTrace {
  readonly type: 'call' | 'create' | 'suicide'
  readonly action: ParityAction
  /** Null of a destruction, and of what failed other than by REVERT. */
  readonly result: ParityResult | null
  readonly error?: string
  /** How many of those in the list it made itself. */
  readonly subtraces: number
  /** The way to it from the outermost call: indices among the children. */
  readonly traceAddress: readonly number[]
}

/** What was done, by whom and to whom. */
export interface ParityAction {
  readonly callType?: string
  readonly creationMethod?: string
  readonly from?: Hex
  readonly to?: Hex
  /** Who destroyed itself, with what it had and who got that. */
  readonly address?: Hex
  readonly balance?: Hex
  readonly refundAddress?: Hex
  readonly gas?: Hex
  readonly input?: Hex
  readonly init?: Hex
  readonly value?: Hex
}

/** What came of it. */
export interface ParityResult {
  readonly gasUsed: Hex
  readonly output?: Hex
  /** Of a create. */
  readonly address?: Hex
  readonly code?: Hex
}

/** How calls become a list. */
export interface FlatteningOptions {
  /** Whether a call inside of another is left out, with all that it did. */
  isHidden(node: CallNode): boolean
  /** What the halt is called. */
  haltName(reason: string): string
}

/** The calls of a tree in the order in which they began. */
export function flattenCalls(root: CallNode, options: FlatteningOptions): ParityTrace[] {
  const traces: ParityTrace[] = []
  const visit = (node: CallNode, traceAddress: readonly number[]): void => {
    const children = node.children.filter((child) => !isCall(child) || !options.isHidden(child))
    traces.push(callTrace(node, { options, traceAddress, subtraces: children.length }))
    for (const [index, child] of children.entries()) {
      const address = [...traceAddress, index]
      if (isCall(child)) visit(child, address)
      else traces.push(selfdestructTrace(child, address))
    }
  }
  visit(root, [])
  return traces
}

/** A trace with where its transaction is in the chain. */
export interface PlacedTrace extends ParityTrace {
  readonly blockHash: Hex
  readonly blockNumber: number
  readonly transactionHash: Hex
  readonly transactionPosition: number
}

/** The trace with where its transaction is in the chain. */
export function placedTrace(trace: ParityTrace, place: TransactionPlace): PlacedTrace {
  return {
    ...trace,
    blockHash: bytesToHex(place.blockHash),
    blockNumber: Number(place.blockNumber),
    transactionHash: bytesToHex(place.transactionHash),
    transactionPosition: place.index,
  }
}

interface Position {
  readonly options: FlatteningOptions
  readonly traceAddress: readonly number[]
  readonly subtraces: number
}

function callTrace(node: CallNode, { options, traceAddress, subtraces }: Position): ParityTrace {
  const { haltReason } = node.end
  const isCreation = node.message.kind.startsWith('CREATE')
  return {
    type: isCreation ? 'create' : 'call',
    action: isCreation ? creationAction(node) : callAction(node),
    ...(haltReason === undefined ? {} : { error: options.haltName(haltReason) }),
    // What it reverted with is worth knowing; after any other halt there is nothing.
    result: haltReason !== undefined && haltReason !== 'revert' ? null : resultOf(node),
    subtraces,
    traceAddress,
  }
}

function resultOf(node: CallNode): ParityResult {
  return node.message.kind.startsWith('CREATE') ? creationResult(node) : callResult(node)
}

function callAction({ message }: CallNode): ParityAction {
  const { kind, from, codeAddress, gasLimit, input, valueWei } = message
  return {
    callType: kind.toLowerCase(),
    from: bytesToHex(from),
    to: bytesToHex(codeAddress),
    gas: quantityToHex(gasLimit),
    input: bytesToHex(input),
    value: quantityToHex(valueWei),
  }
}

function callResult({ end }: CallNode): ParityResult {
  return { gasUsed: quantityToHex(end.gasUsed), output: bytesToHex(end.returnData) }
}

function creationAction({ message }: CallNode): ParityAction {
  const { kind, from, gasLimit, input, valueWei } = message
  return {
    creationMethod: kind.toLowerCase(),
    from: bytesToHex(from),
    gas: quantityToHex(gasLimit),
    init: bytesToHex(input),
    value: quantityToHex(valueWei),
  }
}

function creationResult({ message, end }: CallNode): ParityResult {
  return {
    address: bytesToHex(message.to),
    code: bytesToHex(end.returnData),
    gasUsed: quantityToHex(end.gasUsed),
  }
}

function selfdestructTrace(
  { address, beneficiary, balanceWei }: TraceSelfdestruct,
  traceAddress: readonly number[],
): ParityTrace {
  return {
    type: 'suicide',
    action: {
      address: bytesToHex(address),
      balance: quantityToHex(balanceWei),
      refundAddress: bytesToHex(beneficiary),
    },
    result: null,
    subtraces: 0,
    traceAddress,
  }
}
