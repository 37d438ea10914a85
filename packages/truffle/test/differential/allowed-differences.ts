import type { Step } from './script.js'

/** A field that differs, and what was done. */
export interface Found {
  readonly step: Step
  /** Names of the fields from the outside in. */
  readonly path: string
  readonly theirs: unknown
  readonly ours: unknown
}

interface AllowedDifference {
  /** As the guide has it. */
  readonly why: string
  matches(found: Found): boolean
}

const undecoded = 'Custom error (could not decode)'

/** The whole list of what may differ; the guide has the same list in words. */
export const allowedDifferences: readonly AllowedDifference[] = [
  {
    why: 'custom errors are decoded, also those of calls',
    matches: ({ path, theirs, ours }) =>
      /\.(message|reason)$/.test(path) &&
      (String(theirs).includes(undecoded) || String(ours).startsWith(String(theirs))) &&
      String(ours).includes('Custom error '),
  },
  {
    why: 'errors of calls have the reason in `reason` too',
    matches: ({ step, path, theirs }) =>
      path === '.error.reason' && theirs === undefined && isReading(step),
  },
  {
    why: 'logs tell the time of their block, as nodes do today',
    matches: ({ path, theirs }) => path.endsWith('.blockTimestamp') && theirs === undefined,
  },
  {
    why: 'an error shows what was given: a number of a library in digits, a struct in an array as it was before web3',
    matches: ({ path, theirs, ours }) =>
      path.startsWith('.error.value') ||
      (/^\.error\.(message|reason)$/.test(path) && withoutValues(theirs) === withoutValues(ours)),
  },
  {
    why: 'of a block that is not there and a field that is none, the field is told of',
    matches: ({ path, theirs, ours }) =>
      path === '.error.message' &&
      theirs === 'header not found' &&
      String(ours).startsWith('Cannot wrap string value'),
  },
  {
    why: 'asking for an anonymous event, web3 decodes all logs as that event: how it fails then has another text',
    matches: ({ step, path }) =>
      step.do === 'instance' && step.method === 'getPastEvents' && path.startsWith('.error.'),
  },
]

/** The message of an ethers error without what it shows as wrong. */
function withoutValues(message: unknown): string {
  return String(message).replace(/value=(\{.*?\}|\[.*?\]|"[^"]*"),/g, '')
}

function isReading(step: Step): boolean {
  if (step.do === 'instance') return step.method === 'call'
  return step.do === 'run' || step.do === 'call'
}
