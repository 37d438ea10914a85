import type { BreakpointRequest } from './debug-stop.js'
import { parseHitCondition } from './internal/debug/hit-condition.js'
import { parseLogMessage } from './internal/debug/log-message.js'
import { parseExpression } from './internal/expression/parse-expression.js'

/**
 * Whether a breakpoint's condition, hit condition and message can be understood, which takes no execution.
 *
 * @throws `DEBUG_EXPRESSION_SYNTAX`, `DEBUG_HIT_CONDITION_INVALID`
 */
export function checkBreakpoint(
  request: Pick<BreakpointRequest, 'condition' | 'hitCondition' | 'logMessage'>,
): void {
  const { condition, hitCondition, logMessage = '' } = request
  if (condition !== undefined) parseExpression(condition)
  if (hitCondition !== undefined) parseHitCondition(hitCondition)
  for (const { kind, text } of parseLogMessage(logMessage)) {
    if (kind === 'expression') parseExpression(text)
  }
}
