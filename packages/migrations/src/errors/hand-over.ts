import { ScaffoldError } from '@scaffold-evm/common'
import { placeDetails, type StepPlace } from './step-place.js'

/** A contract that is not handed over after all. */
export function handOverFailedError(name: string, found: string, place: StepPlace): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_HAND_OVER_FAILED',
    message: `${place.file}: ${name} is not handed over: ${found}`,
    details: placeDetails(place),
    hint: 'Name who has it now: m.handOver(contract, to, { from }), and migrate again',
    data: { ...place, name, found },
  })
}

/** A contract that has nothing to hand over, or nobody to get it. */
export function handOverUnknownError(
  name: string,
  missing: string,
  place: StepPlace,
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_HAND_OVER_UNKNOWN',
    message: `${place.file}: ${name} cannot be handed over: there is ${missing}`,
    details: placeDetails(place),
    hint: 'Known are transferOwnership (one or two steps), roles of AccessControl, and the ProxyAdmin of a proxy; send others with m.call',
    data: { ...place, name, missing },
  })
}
