import type { CustomCrypto } from '@ethereumjs/common'
import type { HardforkName } from '../hardforks.js'
import { createRules, type Rules } from '../rules.js'
import type { ForkPlan } from './fork-plan.js'
import type { ForkSchedule, ScheduledHeader, ScheduledParent } from './fork-schedule.js'

interface ActiveFork {
  readonly name: string
  readonly hardfork: HardforkName
  readonly blobs?: ForkPlan['timedForks'][number]['blobs']
}

const first: ActiveFork = { name: 'chainstart', hardfork: 'chainstart' }
const merge: ActiveFork = { name: 'paris', hardfork: 'paris' }

/** Forks that come at block numbers, at the end of proof of work, and at times. */
export class PlannedSchedule implements ForkSchedule {
  readonly plan: ForkPlan
  readonly #customCrypto: CustomCrypto
  readonly #rules = new Map<string, Rules>()

  constructor(plan: ForkPlan, customCrypto: CustomCrypto) {
    this.plan = plan
    this.#customCrypto = customCrypto
  }

  get chainId(): bigint {
    return this.plan.chainId
  }

  rulesOf({ number, timestamp, difficulty }: ScheduledHeader): Rules {
    const terminal = this.plan.terminalTotalDifficulty
    const isMerged = terminal === 0n || (terminal !== undefined && difficulty === 0n && number > 0n)
    return this.#rulesAt(number, isMerged ? timestamp : undefined)
  }

  rulesAfter({ number, totalDifficulty }: ScheduledParent, timestampSec: () => bigint): Rules {
    const terminal = this.plan.terminalTotalDifficulty
    const isMerged = terminal !== undefined && totalDifficulty >= terminal
    return this.#rulesAt(number + 1n, isMerged ? timestampSec() : undefined)
  }

  rulesAtTime(timestampSec: bigint): Rules {
    return this.#rulesOfFork(this.#byTime(timestampSec))
  }

  withChainId(chainId: bigint): ForkSchedule {
    return new PlannedSchedule({ ...this.plan, chainId }, this.#customCrypto)
  }

  /** `mergedSec` is the time of a block without proof of work. */
  #rulesAt(number: bigint, mergedSec: bigint | undefined): Rules {
    return this.#rulesOfFork(
      mergedSec === undefined ? this.#byNumber(number) : this.#byTime(mergedSec),
    )
  }

  #rulesOfFork(fork: ActiveFork): Rules {
    const known = this.#rules.get(fork.name)
    if (known !== undefined) return known
    const rules = createRules({
      hardfork: fork.hardfork,
      chainId: this.plan.chainId,
      customCrypto: this.#customCrypto,
      blobSchedule: fork.blobs,
      depositContract: this.plan.depositContract,
    })
    this.#rules.set(fork.name, rules)
    return rules
  }

  #byTime(timestampSec: bigint): ActiveFork {
    return this.plan.timedForks.findLast((fork) => fork.timestampSec <= timestampSec) ?? merge
  }

  #byNumber(number: bigint): ActiveFork {
    const fork = this.plan.blockForks.findLast((candidate) => candidate.number <= number)
    return fork === undefined ? first : { ...fork, name: fork.hardfork }
  }
}
