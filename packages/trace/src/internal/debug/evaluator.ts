import type { DebugScope, DebugValue } from '../../debug-value.js'
import { operandInvalid } from '../../errors.js'
import type { SourceTrace } from '../../source-trace.js'
import { evaluateExpression, type ParsedExpression } from '../expression/evaluate-expression.js'
import { namesIn } from '../expression/names-in.js'
import { formatOperand, type Operand, toDebugValue } from '../expression/operand.js'
import { parseExpression } from '../expression/parse-expression.js'
import type { EvaluationSite } from './evaluation-site.js'
import { globalNames } from './global-names.js'
import type { Lifetime } from './observations.js'

/** Gives expressions and variables their values. */
export class Evaluator {
  readonly #trace: SourceTrace
  readonly #parsed = new Map<string, ParsedExpression>()

  constructor(trace: SourceTrace) {
    this.#trace = trace
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
  async lifetime(text: string, _site: EvaluationSite): Promise<Lifetime> {
    return namesIn(this.#parse(text).root).has('msg') ? 'frame' : 'contract'
  }

  async scopes(site: EvaluationSite): Promise<readonly DebugScope[]> {
    const globals = await spreadAll(this.#globals(site))
    const variables = globals.map(([name, operand]) => ({ name, ...toDebugValue(operand) }))
    return [{ name: 'Globals', variables }]
  }

  #operand(text: string, site: EvaluationSite): Promise<Operand> {
    const lookUp = async (name: string): Promise<Operand | undefined> =>
      this.#globals(site).get(name)
    return evaluateExpression(this.#parse(text), lookUp)
  }

  #globals({ call }: EvaluationSite): ReadonlyMap<string, Operand> {
    const { frames } = this.#trace.recording
    const [outermost] = frames
    const frame = frames[this.#trace.calls[call]?.frame ?? -1]
    return frame === undefined || outermost === undefined
      ? new Map()
      : globalNames(frame, outermost)
  }

  #parse(text: string): ParsedExpression {
    const known = this.#parsed.get(text)
    if (known !== undefined) return known
    const parsed = { text, root: parseExpression(text) }
    this.#parsed.set(text, parsed)
    return parsed
  }
}

type Named = readonly [name: string, operand: Operand]

/** The members of `msg` and the like one by one. */
async function spreadAll(names: ReadonlyMap<string, Operand>): Promise<readonly Named[]> {
  const all: Named[] = []
  for (const [name, operand] of names) {
    if (operand.kind !== 'namespace') all.push([name, operand])
    else for (const [own, value] of await operand.members()) all.push([`${name}.${own}`, value])
  }
  return all
}
