import type { TracedArgument } from '../../call-tree.js'
import { formatValue } from '../../format-value.js'
import type { SourceTrace } from '../../source-trace.js'
import type { TraceCall } from '../../trace-index.js'
import { ValueReader } from '../../value-reader.js'
import { localsAt } from '../../variables-at.js'

/** A call tree is no place for more. */
const limits = { items: 8, bytes: 64 }

/** What functions were called with within their contracts, by the index of the call; of optimized code nothing is known. */
export async function internalArguments(
  source: SourceTrace,
): Promise<ReadonlyMap<number, readonly TracedArgument[]>> {
  const found = new Map<number, readonly TracedArgument[]>()
  if (!source.isExact) return found
  for (const call of source.calls) {
    const values = call.functionId === undefined ? undefined : await argumentsOf(source, call)
    if (values !== undefined) found.set(call.index, values)
  }
  return found
}

async function argumentsOf(
  source: SourceTrace,
  call: TraceCall,
): Promise<readonly TracedArgument[] | undefined> {
  const { functionId, firstStep } = call
  const moment = source.moment(call, firstStep)
  if (moment === undefined || functionId === undefined) return undefined
  const frame = { functionId, entryStep: firstStep, at: firstStep }
  const parameters = localsAt(moment, frame).filter(
    ({ kind, ownerId }) => kind === 'parameter' && ownerId === functionId,
  )
  const reader = new ValueReader(moment, limits)
  return Promise.all(
    parameters.map(async (parameter) => {
      const value = formatValue(await reader.read(parameter), limits)
      return { name: parameter.name, value }
    }),
  )
}
