import assert from 'node:assert/strict'
import { parseGenesis } from '../../src/internal/genesis-file/parse-genesis.js'
import { configOfNetwork } from './network.js'

function lastForks(network: string): unknown {
  const config = configOfNetwork(network)
  if (config === undefined) return undefined
  const { plan } = parseGenesis({ config, alloc: {}, gasLimit: 1, difficulty: 0 })
  const { blockForks, timedForks, terminalTotalDifficulty } = plan
  return [blockForks.at(-1), timedForks.at(-1)?.name, terminalTotalDifficulty]
}

describe('configOfNetwork', () => {
  it('says the forks of the networks of the official tests', () => {
    const cases: readonly (readonly [string, unknown])[] = [
      ['Frontier', [undefined, undefined, undefined]],
      ['Constantinople', [{ hardfork: 'petersburg', number: 2n ** 52n }, undefined, undefined]],
      ['ConstantinopleFix', [{ hardfork: 'petersburg', number: 0n }, undefined, undefined]],
      ['Prague', [{ hardfork: 'grayGlacier', number: 0n }, 'prague', 0n]],
      ['BerlinToLondonAt5', [{ hardfork: 'london', number: 5n }, undefined, undefined]],
      ['EIP158ToByzantiumAt5', [{ hardfork: 'byzantium', number: 5n }, undefined, undefined]],
      [
        'ArrowGlacierToParisAtDiffC0000',
        [{ hardfork: 'arrowGlacier', number: 0n }, undefined, 0xc0000n],
      ],
      ['HomesteadToDaoAt5', undefined],
      ['Verkle', undefined],
    ]
    for (const [network, expected] of cases) assert.deepEqual(lastForks(network), expected, network)
  })

  it('says the time of a fork that comes at one', () => {
    assert.equal(configOfNetwork('ParisToShanghaiAtTime15k')?.shanghaiTime, 15_000)
  })
})
