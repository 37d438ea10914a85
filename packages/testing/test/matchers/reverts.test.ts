import type { Contract, JsonRpcApiProvider } from 'ethers'
import { PANIC_CODES } from '../../src/matchers.js'
import { expect, failureOf, openChain, type TestedChain } from '../support/chain.js'

describe('revert matchers', () => {
  let chain: TestedChain
  let subject: Contract
  let ethers: { provider: JsonRpcApiProvider; ZeroAddress: string }
  before(async () => {
    chain = await openChain()
    subject = await chain.connection.deploy('Subject')
    ethers = { provider: chain.connection.ethersProvider, ZeroAddress: '0x' }
  })
  after(() => chain.close())

  type Row = readonly [string, () => unknown, string | undefined]
  const rows: readonly Row[] = [
    ['revert()', () => expect(subject.failPlainly?.()).to.revert(), undefined],
    ['revert(ethers)', () => expect(subject.failPlainly?.()).to.be.revert(ethers), undefined],
    ['reverted', () => expect(subject.failPlainly?.()).to.be.reverted, undefined],
    [
      'revert on success',
      () => expect(subject.succeed?.()).to.be.revert(ethers),
      'Expected transaction to be reverted',
    ],
    ['not.reverted', () => expect(subject.succeed?.()).not.to.be.reverted, undefined],
    [
      'not.reverted on a reason',
      () => expect(subject.failWith?.('no')).not.to.be.reverted,
      "Expected transaction NOT to be reverted, but it reverted with reason 'no'",
    ],
    [
      'revertedWith',
      () => expect(subject.failWith?.('no entry')).to.be.revertedWith('no entry'),
      undefined,
    ],
    [
      'revertedWith a pattern',
      () => expect(subject.failWith?.('no entry')).to.be.revertedWith(/^no/g),
      undefined,
    ],
    [
      'revertedWith another reason',
      () => expect(subject.failWith?.('no')).to.be.revertedWith('yes'),
      "Expected transaction to be reverted with reason 'yes', but it reverted with reason 'no'",
    ],
    [
      'revertedWith on a panic',
      () => expect(subject.divide?.(0)).to.be.revertedWith('yes'),
      "Expected transaction to be reverted with reason 'yes', but it reverted with panic code 0x12 (Division or modulo division by zero)",
    ],
    [
      'revertedWith on success',
      () => expect(subject.succeed?.()).to.be.revertedWith('yes'),
      "Expected transaction to be reverted with reason 'yes', but it didn't revert",
    ],
    [
      'not.revertedWith on the reason',
      () => expect(subject.failWith?.('no')).not.to.be.revertedWith('no'),
      "Expected transaction NOT to be reverted with reason 'no', but it was",
    ],
    [
      'revertedWith nothing',
      () => Reflect.apply(Reflect.get(expect(1), 'revertedWith'), expect(1), []),
      'Expected the revert reason to be a string or a regular expression',
    ],
    [
      'revertedWithoutReason',
      () => expect(subject.failSilently?.()).to.be.revertedWithoutReason(),
      undefined,
    ],
    [
      'revertedWithoutReason(ethers) on a custom error',
      () => expect(subject.failPlainly?.()).to.be.revertedWithoutReason(ethers),
      'Expected transaction to be reverted without a reason, but it reverted with a custom error',
    ],
    ['revertedWithPanic', () => expect(subject.overflow?.(1)).to.be.revertedWithPanic(), undefined],
    [
      'revertedWithPanic(code)',
      () => expect(subject.overflow?.(1)).to.be.revertedWithPanic(PANIC_CODES.ARITHMETIC_OVERFLOW),
      undefined,
    ],
    [
      'revertedWithPanic of another code',
      () => expect(subject.overflow?.(1)).to.be.revertedWithPanic('0x12'),
      'Expected transaction to be reverted with panic code 0x12 (Division or modulo division by zero), but it reverted with panic code 0x11 (Arithmetic operation overflowed outside of an unchecked block)',
    ],
    [
      'revertedWithPanic of text',
      () => expect(subject.overflow?.(1)).to.be.revertedWithPanic('many'),
      'Expected the given panic code to be a number-like value, but got "many"',
    ],
    [
      'revertedWithCustomError',
      () => expect(subject.failPlainly?.()).to.be.revertedWithCustomError(subject, 'Plain'),
      undefined,
    ],
    [
      'revertedWithCustomError of another one',
      () => expect(subject.failPlainly?.()).to.be.revertedWithCustomError(subject, 'Other'),
      "Expected transaction to be reverted with custom error 'Other', but it reverted with custom error 'Plain'",
    ],
    [
      'revertedWithCustomError with arguments',
      () =>
        expect(subject.failInDetail?.(5))
          .to.be.revertedWithCustomError(subject, 'Detailed')
          .withArgs(5, 'because', [5, -1]),
      undefined,
    ],
    [
      'revertedWithCustomError with wrong arguments',
      () =>
        expect(subject.failInDetail?.(5))
          .to.be.revertedWithCustomError(subject, 'Detailed')
          .withArgs(5, 'because', [5, 1]),
      'Error in "Detailed" custom error: Error in the 3rd argument assertion: Error in the 2nd argument assertion: expected -1 to equal 1.',
    ],
    [
      'revertedWithCustomError of an unknown one',
      () => expect(subject.failPlainly?.()).to.be.revertedWithCustomError(subject, 'Nope'),
      'The given contract doesn\'t have a custom error named "Nope"',
    ],
    [
      'two matchers in a chain',
      () => expect(subject.failPlainly?.()).to.be.reverted.and.to.be.revertedWith('x'),
      'The matcher "revertedWith" cannot be chained after "reverted". For more information, please refer to the documentation at: (https://hardhat.org/chaining-async-matchers).',
    ],
  ]
  for (const [name, assertion, message] of rows) {
    it(`${message === undefined ? 'accepts' : 'refuses'} ${name}`, async () => {
      expect(await failureOf(assertion)).to.equal(message)
    })
  }

  it('replays a mined transaction to learn why it failed', async () => {
    const { provider } = chain.connection
    await provider.request({ method: 'evm_setAutomine', params: [false] })
    const sent = await subject.getFunction('failInDetail').send(9, { gasLimit: 200_000 })
    await provider.request({ method: 'hardhat_mine', params: [] })
    await provider.request({ method: 'evm_setAutomine', params: [true] })
    await expect(sent)
      .to.be.revertedWithCustomError(subject, 'Detailed')
      .withArgs(9, 'because', [9, -1])
    await expect(sent).to.be.reverted
  })

  it('rejects with errors that are no report of a revert', async () => {
    const unrelated = new Error('connection lost')
    await expect(expect(Promise.reject(unrelated)).to.be.revertedWith('x')).to.be.rejectedWith(
      'connection lost',
    )
  })
})
