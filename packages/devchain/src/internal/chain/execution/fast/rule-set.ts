import type { Rules } from '../../rules.js'
import { Precompiles } from './precompiles.js'
import { createRuleBlock, type RuleBlock } from './rule-block.js'

/** What the engine has to know of a fork. */
export interface RuleSet {
  readonly block: RuleBlock
  readonly precompiles: Precompiles
  readonly precompileNumbers: ReadonlySet<number>
}

const limited = new WeakMap<Rules, RuleSet>()
const unlimited = new WeakMap<Rules, RuleSet>()

/** The rule set of `rules`, made once: rules never change. */
export function ruleSetOf(rules: Rules, allowUnlimitedContractSize: boolean): RuleSet {
  const known = allowUnlimitedContractSize ? unlimited : limited
  const found = known.get(rules)
  if (found !== undefined) return found
  const precompiles = new Precompiles(rules)
  const precompileNumbers = new Set(precompiles.functions.keys())
  const block = createRuleBlock({
    rules,
    precompiles: precompileNumbers,
    allowUnlimitedContractSize,
  })
  const created = { block, precompiles, precompileNumbers }
  known.set(rules, created)
  return created
}
