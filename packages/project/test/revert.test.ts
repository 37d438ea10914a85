import { expect } from 'chai'
import { AbiCoder, Interface, id } from 'ethers'
import fc from 'fast-check'
import { describeRevert, revertData } from '../src/revert.js'

const known = new Interface(['error Lack(uint256 has, address who, uint8[] list)', 'error Plain()'])
const who = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

function hex(text: string): `0x${string}` {
  return `0x${text.slice(2)}`
}

function errorString(text: string): `0x${string}` {
  return hex(
    id('Error(string)').slice(0, 10) +
      AbiCoder.defaultAbiCoder().encode(['string'], [text]).slice(2),
  )
}

describe('describeRevert', () => {
  const table: readonly (readonly [string, `0x${string}`])[] = [
    ['reverted without a reason', '0x'],
    ['reverted: no way', errorString('no way')],
    ['reverted with an empty reason', errorString('')],
    ['panic 0x11: arithmetic overflow or underflow', hex(`0x4e487b71${'0'.repeat(62)}11`)],
    ['panic 0x99: unknown', hex(`0x4e487b71${'0'.repeat(62)}99`)],
    [
      `reverted with Lack(has: 5, who: "${who}", list: [1, 2])`,
      hex(known.encodeErrorResult('Lack', [5, who, [1, 2]])),
    ],
    ['reverted with Plain()', hex(known.encodeErrorResult('Plain'))],
    ['reverted with a custom error that no known contract has (data 0xdeadbeef)', '0xdeadbeef'],
    [
      `reverted with Error(string) and text that is not UTF-8 (data 0x08c379a0${'0'.repeat(62)}20…)`,
      hex(`0x08c379a0${'0'.repeat(62)}20${'0'.repeat(63)}1ff${'0'.repeat(62)}`),
    ],
  ]
  for (const [text, data] of table) {
    it(`says "${text}"`, () => {
      expect(describeRevert(data, [new Interface([]), known])).to.equal(text)
    })
  }

  it('never fails on any data', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          '',
          '08c379a0',
          '4e487b71',
          known.getError('Lack')?.selector.slice(2) ?? '',
        ),
        fc.uint8Array({ maxLength: 100 }),
        (start, rest) => {
          const data = hex(`0x${start}${Buffer.from(rest).toString('hex')}`)
          expect(describeRevert(data, [known]))
            .to.be.a('string')
            .and.not.equal('')
        },
      ),
    )
  })
})

describe('revertData', () => {
  it('finds the data wherever clients put it', () => {
    const data = '0x08c379a0'
    const errors = [
      { code: 3, data },
      { data: { data } },
      { error: { data } },
      { cause: { data: { data } } },
      { info: { error: { code: 3, data } } },
    ]
    for (const error of errors) expect(revertData(error)).to.equal(data)
    for (const other of [
      undefined,
      null,
      5,
      {},
      { data: 'text' },
      { data: '0x123' },
      new TypeError('x'),
    ]) {
      expect(revertData(other)).to.equal(undefined)
    }
  })

  it('ends on errors that contain themselves', () => {
    const error: { cause?: unknown } = {}
    error.cause = error
    expect(revertData(error)).to.equal(undefined)
  })
})
