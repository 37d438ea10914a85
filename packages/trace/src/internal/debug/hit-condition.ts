import { hitConditionInvalid } from '../../errors.js'

/**
 * Reads which hits count: `3` and `== 3` the third, `>= 3` it and all later ones, `> 3`, `<`, `<=`, `% 3` each third.
 *
 * @throws `DEBUG_HIT_CONDITION_INVALID`
 */
export function parseHitCondition(text: string): (hit: number) => boolean {
  const match = /^\s*(==|=|>=|>|<=|<|%)?\s*(\d+)\s*$/.exec(text)
  const count = Number(match?.[2])
  const operator = match?.[1] ?? '=='
  if (match === null || count === 0) throw hitConditionInvalid(text)
  switch (operator) {
    case '>=':
      return (hit) => hit >= count
    case '>':
      return (hit) => hit > count
    case '<=':
      return (hit) => hit <= count
    case '<':
      return (hit) => hit < count
    case '%':
      return (hit) => hit % count === 0
    default:
      return (hit) => hit === count
  }
}
