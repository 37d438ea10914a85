import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import type { TraceHandler, TraceSelfdestruct } from '../../chain/tracing/trace-handler.js'
import { type CallNode, CallTree, isCall } from '../tracing/call-tree.js'
import type { Tracer, TracerSite } from '../tracing/tracer.js'

/** One call, create or destruction as Otterscan lists it. */
export interface ListedCall {
  readonly type: string
  readonly depth: number
  readonly from: Hex
  readonly to: Hex
  /** Null where none can be sent. */
  readonly value: Hex | null
  readonly input: Hex
  readonly output: Hex
}

/** A movement of money inside of a transaction: a transfer, a destruction, a create, a create2. */
export interface InternalOperation {
  readonly type: 0 | 1 | 2 | 3
  readonly from: Hex
  readonly to: Hex
  readonly value: Hex
}

/** Watches for the lists of Otterscan. */
export class OtterscanTracer implements Tracer {
  readonly handler: TraceHandler
  readonly #tree: CallTree

  constructor({ budget }: TracerSite) {
    this.#tree = new CallTree(budget)
    this.handler = this.#tree
  }

  /** All that happened, in the order in which it began. */
  finish(): readonly ListedCall[] {
    const { root } = this.#tree
    return root === undefined ? [] : listCalls(root)
  }

  /** What moved money and was not undone, the transaction itself left out. */
  operations(): readonly InternalOperation[] {
    const { root } = this.#tree
    return root === undefined || root.end.haltReason !== undefined ? [] : operationsIn(root)
  }
}

function listCalls(node: CallNode): ListedCall[] {
  const { kind, depth, from, codeAddress, valueWei, input } = node.message
  const sendsNothing = kind === 'STATICCALL' || kind === 'DELEGATECALL'
  const call = {
    type: kind,
    depth,
    from: bytesToHex(from),
    to: bytesToHex(codeAddress),
    value: sendsNothing ? null : quantityToHex(valueWei),
    input: bytesToHex(input),
    output: bytesToHex(node.end.returnData),
  }
  const children = node.children.flatMap((child) =>
    isCall(child) ? listCalls(child) : [listedDestruction(child)],
  )
  return [call, ...children]
}

function listedDestruction(destruction: TraceSelfdestruct): ListedCall {
  return {
    type: 'SELFDESTRUCT',
    depth: destruction.depth + 1,
    from: bytesToHex(destruction.address),
    to: bytesToHex(destruction.beneficiary),
    value: quantityToHex(destruction.balanceWei),
    input: '0x',
    output: '0x',
  }
}

function operationsIn(node: CallNode): InternalOperation[] {
  return node.children.flatMap((child) => {
    if (!isCall(child)) return [destructionOperation(child)]
    if (child.end.haltReason !== undefined) return []
    return [...operationOf(child), ...operationsIn(child)]
  })
}

function operationOf({ message }: CallNode): InternalOperation[] {
  const { kind, from, to, valueWei } = message
  const sides = { from: bytesToHex(from), to: bytesToHex(to), value: quantityToHex(valueWei) }
  if (kind === 'CREATE') return [{ type: 2, ...sides }]
  if (kind === 'CREATE2') return [{ type: 3, ...sides }]
  return kind === 'CALL' && valueWei > 0n ? [{ type: 0, ...sides }] : []
}

function destructionOperation(destruction: TraceSelfdestruct): InternalOperation {
  const { address, beneficiary, balanceWei } = destruction
  return {
    type: 1,
    from: bytesToHex(address),
    to: bytesToHex(beneficiary),
    value: quantityToHex(balanceWei),
  }
}
