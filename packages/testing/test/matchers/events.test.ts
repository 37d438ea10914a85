import type { Contract } from 'ethers'
import { anyUint, anyValue } from '../../src/matchers.js'
import { expect, failureOf, openChain, type TestedChain } from '../support/chain.js'

describe('emit', () => {
  let chain: TestedChain
  let subject: Contract
  let sender: string
  before(async () => {
    chain = await openChain()
    subject = await chain.connection.deploy('Subject')
    sender = (await chain.connection.signer()).address
  })
  after(() => chain.close())

  /** Each row: what is asserted, and how it fails; undefined when it holds. */
  const rows: readonly (readonly [string, () => unknown, string | undefined])[] = [
    ['an event', () => expect(subject.emitEmpty?.()).to.emit(subject, 'Empty'), undefined],
    [
      'an event that is missing',
      () => expect(subject.succeed?.()).to.emit(subject, 'Empty'),
      'Expected event "Empty" to be emitted, but it wasn\'t',
    ],
    ['no event', () => expect(subject.succeed?.()).not.to.emit(subject, 'Empty'), undefined],
    [
      'an event that should be missing',
      () => expect(subject.emitEmpty?.()).not.to.emit(subject, 'Empty'),
      'Expected event "Empty" NOT to be emitted, but it was',
    ],
    [
      'an event the contract does not have',
      () => expect(subject.emitEmpty?.()).to.emit(subject, 'Nothing'),
      'Event "Nothing" doesn\'t exist in the contract',
    ],
    [
      'arguments',
      () => expect(subject.emitNumber?.(7)).to.emit(subject, 'Number').withArgs(7n),
      undefined,
    ],
    [
      'a wrong argument',
      () => expect(subject.emitNumber?.(7)).to.emit(subject, 'Number').withArgs(8),
      'Error in "Number" event: Error in the 1st argument assertion: expected 7 to equal 8.',
    ],
    [
      'too few arguments',
      () => expect(subject.emitNumber?.(7)).to.emit(subject, 'Number').withArgs(),
      'Error in "Number" event: Expected arguments array to have length 0, but it has 1',
    ],
    [
      'one of several events',
      () => expect(subject.emitNumbers?.(1, 2)).to.emit(subject, 'Number').withArgs(2),
      undefined,
    ],
    [
      'none of several events',
      () => expect(subject.emitNumbers?.(1, 2)).to.emit(subject, 'Number').withArgs(3),
      'The specified arguments ([ 3 ]) were not included in any of the 2 emitted "Number" events',
    ],
    [
      'two events in a chain',
      () =>
        expect(subject.emitNumberAndPair?.(1, 'x'))
          .to.emit(subject, 'Number')
          .withArgs(1)
          .and.to.emit(subject, 'Pair')
          .withArgs(1, 'x'),
      undefined,
    ],
    [
      'two events in a chain, the first wrong',
      () =>
        expect(subject.emitNumberAndPair?.(1, 'x'))
          .to.emit(subject, 'Number')
          .withArgs(2)
          .and.to.emit(subject, 'Pair')
          .withArgs(1, 'x'),
      'Error in "Number" event: Error in the 1st argument assertion: expected 1 to equal 2.',
    ],
    [
      'indexed text by its pre-image',
      () =>
        expect(subject.emitIndexed?.('hello', '0x1234'))
          .to.emit(subject, 'Indexed')
          .withArgs('hello', '0x1234', sender),
      undefined,
    ],
    [
      'a struct and an array',
      () =>
        expect(subject.emitListed?.(3, -4)).to.emit(subject, 'Listed').withArgs([3, 4], [3, -4]),
      undefined,
    ],
    [
      'an anonymous event',
      () => expect(subject.emitRaw?.(`0x${'ab'.repeat(32)}`)).to.emit(subject, 'Raw'),
      undefined,
    ],
    [
      'predicates',
      () =>
        expect(subject.emitNumberAndPair?.(1, 'x'))
          .to.emit(subject, 'Pair')
          .withArgs(anyUint, anyValue),
      undefined,
    ],
    [
      'a predicate that says no',
      () =>
        expect(subject.emitNumber?.(1))
          .to.emit(subject, 'Number')
          .withArgs((value: bigint) => value > 1n),
      'Error in "Number" event: Error in the 1st argument assertion: The predicate did not return true',
    ],
    [
      'a hash instead of a transaction',
      async () => {
        const { hash } = (await subject.emitEmpty?.()) ?? {}
        await expect(hash).to.emit(subject, 'Empty')
      },
      undefined,
    ],
  ]
  for (const [name, assertion, message] of rows) {
    it(`${message === undefined ? 'accepts' : 'refuses'} ${name}`, async () => {
      expect(await failureOf(assertion)).to.equal(message)
    })
  }

  it('names the candidates of an overloaded event', async () => {
    const message = await failureOf(() =>
      expect(subject.succeed?.()).to.emit(subject, 'Overloaded'),
    )
    expect(message).to.match(/ambiguous event description/)
  })

  it('names the line of the test, although the chain is asynchronous', async () => {
    try {
      await expect(subject.succeed?.()).to.emit(subject, 'Empty')
    } catch (error) {
      expect(error).to.have.property('stack').that.includes('events.test.')
      return
    }
    expect.fail('should have failed')
  })

  it('refuses .not with withArgs, and withArgs alone', async () => {
    const refuse = (assertion: () => unknown): Promise<string | undefined> => failureOf(assertion)
    expect(
      await refuse(() => expect(subject.emitEmpty?.()).not.to.emit(subject, 'Empty').withArgs()),
    ).to.equal('Do not combine .not. with .withArgs()')
    expect(
      await refuse(() => Reflect.apply(Reflect.get(expect(1), 'withArgs'), expect(1), [])),
    ).to.match(/^withArgs can only be used in combination with a previous/)
  })
})
