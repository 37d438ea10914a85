import { expect } from 'chai'
import type { Devchain } from '../../../src/devchain.js'
import { accountOf, send, useDevchain } from '../../devchain-fixture.js'

/**
 * What a call needs, the codes of contracts that are made for it, each with `@n` for the address of the one made before;
 * and what Ganache 7.9.2 and ganache-cli 6.12.2 answered of a call of the last, once each had been sent some ether.
 */
const rows: readonly (readonly [string, readonly string[], number, number])[] = [
  [
    'a call in a call',
    [
      '600160005560206000f3',
      '6000600060006000600073@05af150600260015500',
      '6000600060006000600073@15af150600360025500',
    ],
    32972,
    26372,
  ],
  [
    'a call that is the last thing done',
    ['600160005500', '6000600060006000600073@05af15000'],
    25902,
    22538,
  ],
  [
    'a call that reverts',
    ['600160005560006000fd', '6000600060006000600073@05af150600160005500'],
    48041,
    44041,
  ],
  [
    'code of another',
    ['6001600055600160005500', '600060006000600073@05af450600260015500'],
    28238,
    25638,
  ],
  [
    'ether for an account',
    ['600060006000600060017311111111111111111111111111111111111111115af15000'],
    32620,
    30720,
  ],
  [
    'ether for an account, then more',
    ['600060006000600060017311111111111111111111111111111111111111115af150600160005500'],
    32629,
    30729,
  ],
  [
    'ether for a contract',
    ['600160020150600160020100', '6000600060006000600173@05af150600160005500'],
    32649,
    30749,
  ],
  [
    'ether for a contract that needs more than the stipend',
    ['600160005500', '6000600060006000600173@05af150600160005500'],
    34835,
    31535,
  ],
  ['a precompile', ['6020600060206000600261fffffa5000'], 23493, 24093],
  ['a creation', ['69600160005560006000f3600052600a60166000f050600160005500'], 77444, 75342],
  [
    'more refunds than are given',
    [
      '6000541560005560015415600155600254156002556003541560035560045415600455600554156005556006541560065500',
    ],
    78451,
    135832,
  ],
]

const gas = '0x4c4b40'
const gasPrice = '0x4a817c800'

/** Init code that gives `code`. */
const making = (code: string): string =>
  `0x61${(code.length / 2).toString(16).padStart(4, '0')}80600a3d393df3${code}`

async function make(chain: Devchain, code: string): Promise<string> {
  const from = accountOf(chain, 0)
  const hash = await send(chain, 'eth_sendTransaction', { from, data: making(code), gas, gasPrice })
  const receipt = await send(chain, 'eth_getTransactionReceipt', hash)
  const to = String(Reflect.get(Object(receipt), 'contractAddress'))
  // That some of them revert is meant.
  await send(chain, 'eth_sendTransaction', { from, to, value: '0x64', gas, gasPrice }).catch(
    () => undefined,
  )
  return to
}

async function estimate(chain: Devchain, codes: readonly string[]): Promise<number> {
  const made: string[] = []
  for (const code of codes) {
    const filled = code.replace(/@(\d)/g, (_, index) => made[Number(index)]?.slice(2) ?? '')
    made.push(await make(chain, filled))
  }
  const request = { from: accountOf(chain, 0), to: made.at(-1) }
  return Number(await send(chain, 'eth_estimateGas', request))
}

describe('estimates of Ganache, which reckons what inner calls keep back', () => {
  const newer = useDevchain({ dialect: 'ganache', hardfork: 'shanghai' })
  const older = useDevchain({ dialect: 'ganache6', hardfork: 'muirGlacier' })

  for (const [what, codes, expected, expectedOfOlder] of rows) {
    it(`are its own for ${what}`, async () => {
      expect(await estimate(newer(), codes)).to.equal(expected)
      expect(await estimate(older(), codes)).to.equal(expectedOfOlder)
    })
  }
})
