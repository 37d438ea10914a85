import { ScaffoldError } from '@scaffold-evm/common'
import { placeDetails, type StepPlace } from './step-place.js'

/** Two functions of a diamond that calls cannot tell apart. */
export function diamondClashError(
  selector: string,
  functions: readonly string[],
  place: StepPlace,
): ScaffoldError {
  const [, last = ''] = functions
  return new ScaffoldError({
    code: 'DIAMOND_CLASH',
    message: `${place.file}: ${functions.join(' and ')} have the selector ${selector}`,
    details: placeDetails(place),
    hint: `Leave one of them out: { contract: '${last.split('.')[0]}', except: ['${last.slice(last.indexOf('.') + 1)}'] }`,
    data: { ...place, selector, functions },
  })
}

/** A diamond without a loupe. */
export function diamondUnreadableError(
  name: string,
  problem: { readonly address: string; readonly reason: string },
  place: StepPlace,
): ScaffoldError {
  return new ScaffoldError({
    code: 'DIAMOND_UNREADABLE',
    message: `${place.file}: ${name} does not tell its facets: ${problem.reason}`,
    details: [placeDetails(place), `at ${problem.address}`].filter(Boolean).join('\n'),
    hint: 'Expected facets() of IDiamondLoupe (EIP-2535): have its constructor add a facet with it',
    data: { ...place, name, ...problem },
  })
}

/** A diamond with a function elsewhere than where it was put. */
export function diamondDriftError(
  name: string,
  drift: {
    readonly selector: string
    readonly recorded: string
    readonly found: string | undefined
  },
  place: StepPlace,
): ScaffoldError {
  const found = drift.found === undefined ? 'gone' : `at ${drift.found}`
  return new ScaffoldError({
    code: 'PROXY_DRIFT',
    message: `${place.file}: ${name} was cut by other means: ${drift.selector} is ${found}, recorded is ${drift.recorded}`,
    details: placeDetails(place),
    hint: 'Look at what is there; { takeOver: true } goes on from it',
    data: { ...place, name, ...drift },
  })
}
