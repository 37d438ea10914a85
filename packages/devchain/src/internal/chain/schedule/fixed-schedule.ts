import { createRules, type Rules, type RulesOptions } from '../rules.js'
import type { ForkSchedule } from './fork-schedule.js'

/** One hardfork for all blocks. */
export class FixedSchedule implements ForkSchedule {
  readonly plan: undefined
  readonly #options: RulesOptions
  readonly #rules: Rules

  constructor(options: RulesOptions) {
    this.#options = options
    this.#rules = createRules(options)
  }

  get chainId(): bigint {
    return this.#options.chainId
  }

  rulesOf(): Rules {
    return this.#rules
  }

  rulesAfter(): Rules {
    return this.#rules
  }

  rulesAtTime(): Rules {
    return this.#rules
  }

  withChainId(chainId: bigint): ForkSchedule {
    return new FixedSchedule({ ...this.#options, chainId })
  }
}
