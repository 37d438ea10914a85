import type { DebugScope, DebugValue, DebugVariable } from '../../debug-value.js'
import { operandInvalid } from '../../errors.js'
import type { SourceTrace } from '../../source-trace.js'
import { evaluateExpression, type ParsedExpression } from '../expression/evaluate-expression.js'
import { namesIn } from '../expression/names-in.js'
import { formatOperand, type NamedOperand, type Operand } from '../expression/operand.js'
import { parseExpression } from '../expression/parse-expression.js'
import type { EvaluationSite } from './evaluation-site.js'
import { NamesAt } from './names-at.js'
import type { Lifetime } from './observations.js'
import { toDebugValue } from './shown-value.js'
import { VariableCache } from './variable-cache.js'

/** Gives expressions and variables their values. */
export class Evaluator {
  readonly #trace: SourceTrace
  readonly #variables: VariableCache
  readonly #parsed = new Map<string, ParsedExpression>()

  constructor(trace: SourceTrace) {
    this.#trace = trace
    this.#variables = new VariableCache(trace)
  }

  /** @throws `DEBUG_EXPRESSION_SYNTAX` when the text is no expression */
  check(text: string): void {
    this.#parse(text)
  }

  async evaluate(text: string, site: EvaluationSite): Promise<DebugValue> {
    return toDebugValue(await this.#operand(text, site))
  }

  /** @throws `DEBUG_OPERAND_INVALID` also when it is neither true nor false */
  async isTrue(text: string, site: EvaluationSite): Promise<boolean> {
    const operand = await this.#operand(text, site)
    if (operand.kind === 'bool') return operand.value
    const place = { expression: text, offset: 0, length: text.length }
    throw operandInvalid(`Expected true or false, got ${formatOperand(operand)}`, place)
  }

  /** How long its value can be looked at. */
  lifetime(text: string, site: EvaluationSite): Lifetime {
    const names = [...namesIn(this.#parse(text).root)]
    const known = this.#names(site)
    if (names.some((name) => known.isLocal(name))) return 'call'
    return names.includes('msg') ? 'frame' : 'contract'
  }

  async scopes(site: EvaluationSite): Promise<readonly DebugScope[]> {
    const names = this.#names(site)
    return [
      { name: 'Locals', variables: await shown(await names.locals()) },
      { name: 'State', variables: await shown(await names.state()) },
      { name: 'Constants', variables: await shown(await names.constants()) },
      { name: 'Globals', variables: await shown(await names.globals()) },
    ]
  }

  #operand(text: string, site: EvaluationSite): Promise<Operand> {
    const names = this.#names(site)
    return evaluateExpression(this.#parse(text), (name) => names.find(name))
  }

  #names(site: EvaluationSite): NamesAt {
    return new NamesAt(this.#trace, site, this.#variables)
  }

  #parse(text: string): ParsedExpression {
    const known = this.#parsed.get(text)
    if (known !== undefined) return known
    const parsed = { text, root: parseExpression(text) }
    this.#parsed.set(text, parsed)
    return parsed
  }
}

async function shown(named: readonly NamedOperand[]): Promise<readonly DebugVariable[]> {
  return Promise.all(
    named.map(async ([name, operand]) => ({ name, ...(await toDebugValue(operand)) })),
  )
}
