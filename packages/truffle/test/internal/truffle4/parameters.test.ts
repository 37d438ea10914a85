import assert from 'node:assert/strict'
import { parameters } from '../../../src/internal/truffle4/ganache6/parameters.js'

describe('parameters', () => {
  const cases = [
    [
      'calls at the time of the next block',
      'eth_call',
      [{ data: '0x12' }],
      [{ data: '0x12' }, 'pending'],
    ],
    ['calls of the latest block too', 'eth_call', [{}, 'latest'], [{}, 'pending']],
    ['calls at an earlier block as they are', 'eth_call', [{}, '0x1'], [{}, '0x1']],
    ['estimates at the time of the next block', 'eth_estimateGas', [{}], [{}, 'pending']],
    ['an odd number of digits', 'eth_sendTransaction', [{ data: '0x123' }], [{ data: '0x0123' }]],
    ['what is no digit', 'eth_sendTransaction', [{ data: '0x1234zz56' }], [{ data: '0x1234' }]],
    [
      'half a byte before what is no digit',
      'eth_sendTransaction',
      [{ data: '0x123z' }],
      [{ data: '0x12' }],
    ],
    ['a transaction without data', 'eth_sendTransaction', [{ to: '0x1' }], [{ to: '0x1' }]],
  ] as const

  for (const [what, method, given, expected] of cases) {
    it(`takes ${what}`, () => {
      assert.deepEqual(parameters[method]?.(given), expected)
    })
  }
})
