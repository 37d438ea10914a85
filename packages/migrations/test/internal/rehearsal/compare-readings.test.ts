import { elementaryType, type Value } from '@scaffold-evm/trace'
import { expect } from 'chai'
import { compareReadings } from '../../../src/internal/rehearsal/compare-readings.js'

function number(value: bigint, type = 'uint256'): Value {
  return { kind: 'integer', type: elementaryType(type), value }
}

/** Readings of one path: by the old version, by the new one before the upgrade, and after it. */
function status(
  old: Value | undefined,
  same: Value | undefined,
  now: Value | undefined,
): string | undefined {
  const map = (value: Value | undefined): ReadonlyMap<string, Value> =>
    new Map(value === undefined ? [] : [['x', value]])
  return compareReadings({ old: map(old), same: map(same), now: map(now) })[0]?.status
}

describe('compareReadings', () => {
  const [zero, five, six] = [number(0n), number(5n), number(6n)]
  const cases: readonly [string, ...Parameters<typeof status>, string | undefined][] = [
    ['the same value', five, five, five, 'kept'],
    [
      'the same number of another width',
      five,
      number(5n, 'uint128'),
      number(5n, 'uint128'),
      'kept',
    ],
    ['what a migration of data moved', five, zero, five, 'kept'],
    ['what the upgrade wrote', five, five, six, 'written'],
    ['what the upgrade set for the first time', undefined, zero, five, 'written'],
    ['another value that nobody wrote', five, zero, zero, 'misread'],
    ['something new that is not empty', undefined, five, five, 'misread'],
    ['what is gone', five, undefined, undefined, 'lost'],
    ['what was and is zero', zero, zero, zero, undefined],
    ['what was zero and is gone', zero, undefined, undefined, undefined],
    ['something new that is empty', undefined, zero, zero, undefined],
  ]
  for (const [name, old, same, now, expected] of cases) {
    it(`takes ${name} for ${expected ?? 'nothing to tell'}`, () => {
      expect(status(old, same, now)).to.equal(expected)
    })
  }

  it('tells what is wrong first', () => {
    const values = compareReadings({
      old: new Map([
        ['a', five],
        ['b', five],
      ]),
      same: new Map([
        ['a', five],
        ['b', six],
      ]),
      now: new Map([
        ['a', five],
        ['b', six],
      ]),
    })
    expect(values.map(({ path }) => path)).to.deep.equal(['b', 'a'])
  })
})
