import { allowedDifferences, type Found } from './allowed-differences.js'
import type { Answer } from './answer.js'
import type { Step } from './script.js'

/** Where the answers of the two sides differ. */
export interface Difference {
  /** Number of the step. */
  readonly step: number
  /** Names of the fields from the outside in. */
  readonly path: string
  readonly theirs: unknown
  readonly ours: unknown
}

/** All differences between the answers, but those that are meant. */
export function compareAnswers(
  steps: readonly Step[],
  theirs: readonly Answer[],
  ours: readonly Answer[],
): Difference[] {
  return steps.flatMap((step, index) =>
    compare(theirs[index], ours[index], '').flatMap((found) =>
      isAllowed({ ...found, step }) ? [] : [{ ...found, step: index }],
    ),
  )
}

interface FieldDifference {
  readonly path: string
  readonly theirs: unknown
  readonly ours: unknown
}

function compare(theirs: unknown, ours: unknown, path: string): FieldDifference[] {
  if (isObject(theirs) && isObject(ours) && Array.isArray(theirs) === Array.isArray(ours)) {
    const keys = new Set([...Object.keys(theirs), ...Object.keys(ours)])
    return [...keys].flatMap((key) => compare(theirs[key], ours[key], `${path}.${key}`))
  }
  return theirs === ours ? [] : [{ path, theirs, ours }]
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isAllowed(found: Found): boolean {
  return allowedDifferences.some(({ matches }) => matches(found))
}
