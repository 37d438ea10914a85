import { isScaffoldError, paintCodeFrame, ScaffoldError, type Style } from '@scaffold-evm/common'
import {
  type Connection,
  createConnectionExplainer,
  type FailureExplanation,
  type Project,
} from '@scaffold-evm/project'
import type { ExplanationText } from '@scaffold-evm/trace'
import type { CommandContext } from './command.js'

/** Where something runs that may fail by what contracts do. */
export interface ExplainedPlace {
  readonly project: Project
  readonly connection: Connection
}

/** Runs `action`; an error of ours that contracts are to blame for then tells what they did, above what it said before. */
export async function explaining<T>(
  context: CommandContext,
  place: ExplainedPlace,
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw await explained(context, place, error)
  }
}

/** The error with what contracts did, as far as that is known. */
export async function explained(
  { reporter, signal }: CommandContext,
  place: ExplainedPlace,
  error: unknown,
): Promise<unknown> {
  if (!isScaffoldError(error) || signal.aborted) return error
  const solidity = await explainError(place, error)
  if (solidity === undefined) return error
  const { code, shortMessage, details = '', hint, data } = error
  const isSaid = shortMessage.includes(solidity.message) || details.includes(solidity.message)
  const reason = isSaid ? [] : [solidity.message]
  const rest = details.replace(providerLine, '').replace(/^ +(?=at )/gm, '')
  return new ScaffoldError({
    code,
    message: shortMessage,
    details: [...reason, ...explanationLines(solidity, reporter.errorStyle), rest].join('\n'),
    hint,
    data: { ...data, solidity },
    cause: error,
  })
}

/** What a provider says of a failure, in fewer words. */
const providerLine = /^Provider(?:Rpc)?Error: .*\n?/

/** Why contracts failed; undefined when they did not, or it cannot be found out. */
export async function explainError(
  { project, connection }: ExplainedPlace,
  error: unknown,
): Promise<ExplanationText | undefined> {
  const explanation = await explanationOf(createConnectionExplainer(project, connection), error)
  if (explanation === undefined) return undefined
  const { explanationToText } = await import('@scaffold-evm/trace')
  return explanationToText(explanation)
}

/** What went wrong comes before why it cannot be explained, as by a node that is gone. */
async function explanationOf(
  explainer: ReturnType<typeof createConnectionExplainer>,
  error: unknown,
): Promise<FailureExplanation | undefined> {
  try {
    return await explainer.explain(error)
  } catch (failure) {
    if (isScaffoldError(failure)) return undefined
    throw failure
  }
}

/** The line of the source and the functions that were running. */
export function explanationLines(
  { codeFrame, stack, isExact }: ExplanationText,
  style: Style,
): string[] {
  const frame = codeFrame === undefined ? [] : ['', ...paintCodeFrame(codeFrame, style), '']
  const note = isExact ? [] : ['(in optimized code, so lines may be near misses)']
  return [...frame, ...stack, ...note]
}
