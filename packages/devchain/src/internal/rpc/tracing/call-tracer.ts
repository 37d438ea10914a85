import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import type { CallResult } from '../../chain/calls/call.js'
import type { TraceSelfdestruct } from '../../chain/tracing/trace-handler.js'
import type { TraceSubject } from '../../chain/tracing/trace-observer.js'
import { type CallNode, CallTree, isCall, type NodeLog } from './call-tree.js'
import { haltName } from './halt-names.js'
import { tracedRevertReason } from './revert-reason.js'
import type { Tracer, TracerSite } from './tracer.js'

/** geth's options of the call tracer. */
export interface CallTracerOptions {
  readonly onlyTopCall?: boolean | undefined
  readonly withLog?: boolean | undefined
}

interface CallFrame {
  readonly type: string
  readonly from: Hex
  readonly to?: Hex
  readonly value?: Hex
  readonly gas: Hex
  readonly gasUsed: Hex
  readonly input: Hex
  readonly output?: Hex
  readonly error?: string
  readonly revertReason?: string
  readonly calls?: readonly CallFrame[]
  readonly logs?: readonly Readonly<Record<string, unknown>>[]
}

/** geth's tree of calls. */
export class CallTracer implements Tracer {
  readonly handler: CallTree
  readonly #options: CallTracerOptions
  #gasLimit = 0n

  constructor(options: CallTracerOptions, { budget }: TracerSite) {
    this.#options = options
    this.handler = new CallTree(budget)
  }

  begin({ gasLimit }: TraceSubject): void {
    this.#gasLimit = gasLimit
  }

  finish({ gasUsed }: CallResult): unknown {
    const { root } = this.handler
    if (root === undefined) return {}
    // The gas of the outermost call is that of the transaction: with the intrinsic gas, less refunds.
    const gas = { gas: quantityToHex(this.#gasLimit), gasUsed: quantityToHex(gasUsed) }
    return { ...this.#frame(root, 'alive'), ...gas }
  }

  #frame(node: CallNode, caller: 'alive' | 'failed'): CallFrame {
    const { withLog, onlyTopCall } = this.#options
    const fate = node.end.haltReason === undefined ? caller : 'failed'
    const calls = onlyTopCall === true ? [] : node.children
    return {
      ...callFields(node),
      ...outcomeFields(node),
      ...(calls.length === 0 ? {} : { calls: calls.map((child) => this.#child(child, fate)) }),
      ...(withLog !== true || fate === 'failed' || node.logs.length === 0
        ? {}
        : { logs: node.logs.map(logToJson) }),
    }
  }

  #child(child: CallNode | TraceSelfdestruct, caller: 'alive' | 'failed'): CallFrame {
    return isCall(child) ? this.#frame(child, caller) : selfdestructFrame(child)
  }
}

function callFields({ message, end }: CallNode): CallFrame {
  const { kind, from, codeAddress, valueWei, gasLimit, input } = message
  const isFailedCreation = end.haltReason !== undefined && kind.startsWith('CREATE')
  return {
    type: kind,
    from: bytesToHex(from),
    ...(isFailedCreation ? {} : { to: bytesToHex(codeAddress) }),
    ...(kind === 'STATICCALL' ? {} : { value: quantityToHex(valueWei) }),
    gas: quantityToHex(gasLimit),
    gasUsed: quantityToHex(end.gasUsed),
    input: bytesToHex(input),
  }
}

function outcomeFields({ end }: CallNode): Partial<CallFrame> {
  const { haltReason, returnData } = end
  const hasOutput = haltReason === undefined || haltReason === 'revert'
  const reason = haltReason === 'revert' ? tracedRevertReason(returnData) : undefined
  return {
    ...(hasOutput && returnData.length > 0 ? { output: bytesToHex(returnData) } : {}),
    ...(haltReason === undefined ? {} : { error: haltName(haltReason) }),
    ...(reason === undefined ? {} : { revertReason: reason }),
  }
}

function selfdestructFrame({ address, beneficiary, balanceWei }: TraceSelfdestruct): CallFrame {
  return {
    type: 'SELFDESTRUCT',
    from: bytesToHex(address),
    to: bytesToHex(beneficiary),
    value: quantityToHex(balanceWei),
    gas: '0x0',
    gasUsed: '0x0',
    input: '0x',
  }
}

function logToJson({ log, position, index }: NodeLog): Readonly<Record<string, unknown>> {
  return {
    address: bytesToHex(log.address),
    topics: log.topics.map(bytesToHex),
    data: bytesToHex(log.data),
    position: quantityToHex(position),
    index: quantityToHex(index),
  }
}
