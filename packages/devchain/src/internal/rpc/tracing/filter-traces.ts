import { bytesToHex } from '@scaffold-evm/common'
import type { Chain } from '../../chain/chain.js'
import type { ReplayedBlock } from '../../chain/tracing/trace-observer.js'
import { blocksWithTransactions } from '../blocks-with-transactions.js'
import type { TraceFilter } from '../params/trace-request.js'
import { requireBlock } from '../require-block.js'
import { type ParityTrace, type PlacedTrace, placedTrace } from './parity-trace.js'
import { ParityTracer } from './parity-tracer.js'
import { traceWholeBlock } from './run-tracer.js'
import { TraceBudget } from './trace-budget.js'

/** The calls of all transactions of a block. The genesis block has none. */
export async function tracesOfBlock(chain: Chain, block: ReplayedBlock): Promise<PlacedTrace[]> {
  if (block.transactions.length === 0) return []
  const traced = await traceWholeBlock(
    chain,
    block,
    (site) => new ParityTracer(new Set(['trace']), site),
  )
  return traced.flatMap(({ tracer, place }) =>
    tracer.traces().map((trace) => placedTrace(trace, place)),
  )
}

/**
 * The calls in a range of blocks that some address made or that were made to some address, in order. With
 * addresses for both, either is enough. Of a forked chain only blocks after the fork are looked at.
 */
export async function filterTraces(chain: Chain, filter: TraceFilter): Promise<PlacedTrace[]> {
  const from = await requireBlock(chain, filter.fromBlock ?? 'earliest')
  const to = await requireBlock(chain, filter.toBlock ?? 'latest')
  const matches = matcher(filter)
  const found: PlacedTrace[] = []
  const budget = new TraceBudget()
  const wanted = filter.after + filter.count
  for (const block of blocksWithTransactions(chain, from.number, to.number)) {
    if (found.length >= wanted) break
    for (const trace of await tracesOfBlock(chain, block)) {
      if (!matches(trace)) continue
      budget.spend(sizeOf(trace))
      found.push(trace)
    }
  }
  return found.slice(filter.after, wanted)
}

function matcher({ fromAddress, toAddress }: TraceFilter): (trace: ParityTrace) => boolean {
  if (fromAddress.length === 0 && toAddress.length === 0) return () => true
  const actors = new Set<string | undefined>(fromAddress.map(bytesToHex))
  const targets = new Set<string | undefined>(toAddress.map(bytesToHex))
  return ({ action, result }) =>
    actors.has(action.from ?? action.address) ||
    targets.has(action.to ?? action.refundAddress ?? result?.address)
}

/** Roughly what a trace takes besides its data. */
const traceBytes = 600

function sizeOf({ action, result }: ParityTrace): number {
  const data = [action.input, action.init, result?.output, result?.code]
  return data.reduce((sum, hex = '0x') => sum + hex.length, traceBytes)
}
