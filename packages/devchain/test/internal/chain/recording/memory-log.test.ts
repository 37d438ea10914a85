import assert from 'node:assert/strict'
import fc from 'fast-check'
import { MemoryLog } from '../../../../src/internal/chain/recording/memory-log.js'

const write = fc.record({
  frame: fc.integer({ min: 0, max: 2 }),
  index: fc.integer({ min: 0, max: 8 }),
  value: fc.integer({ min: 0, max: 3 }),
})

describe('MemoryLog', () => {
  it('gives each word at each step that it still knows', () => {
    let forgotten = 0
    const property = fc.property(
      fc.array(write, { minLength: 1500, maxLength: 3000 }),
      (writes) => {
        const log = new MemoryLog(1024)
        const states: Map<string, number>[] = [new Map()]
        for (const [step, { frame, index, value }] of writes.entries()) {
          log.add(step + 1, frame, { offset: index * 32, bytes: new Uint8Array(32).fill(value) })
          states.push(new Map(states.at(-1)).set(`${frame} ${index}`, value))
        }
        if (log.first > 0) forgotten += 1
        for (let step = log.first; step < states.length; step += 7) {
          for (const [place, value] of states[step] ?? []) {
            const [frame = 0, index = 0] = place.split(' ').map(Number)
            assert.equal(log.word(step, frame, index)?.[31], value)
          }
        }
      },
    )
    fc.assert(property, { numRuns: 10, seed: 5 })
    assert.ok(forgotten > 0)
  })
})
