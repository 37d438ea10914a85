import assert from 'node:assert/strict'
import { RecentMap } from '../../src/internal/recent-map.js'

describe('RecentMap', () => {
  it('keeps the last values, and forgets those long ago', () => {
    const map = new RecentMap<{ readonly number: number }>(10)
    for (let number = 0; number < 100; number++) {
      map.set(String(number), { number })
      for (let back = 0; back <= Math.min(9, number); back++) {
        assert.equal(map.get(String(number - back))?.number, number - back)
      }
      assert.equal(map.get(String(number - 20)), undefined)
    }
    map.set('99', { number: 7 })
    assert.equal(map.get('99')?.number, 7)
  })
})
