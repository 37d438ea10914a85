import type { Contract, JsonRpcSigner } from 'ethers'
import { expect, failureOf, openChain, type TestedChain } from '../support/chain.js'

describe('balance matchers', () => {
  let chain: TestedChain
  let subject: Contract
  let sender: JsonRpcSigner
  let receiver: JsonRpcSigner
  let ethers: { provider: unknown; ZeroAddress: string }
  before(async () => {
    chain = await openChain()
    subject = await chain.connection.deploy('Subject')
    sender = await chain.connection.signer(0)
    receiver = await chain.connection.signer(1)
    ethers = { provider: chain.connection.ethersProvider, ZeroAddress: '0x' }
  })
  after(() => chain.close())

  const send = (): Promise<unknown> => sender.sendTransaction({ to: receiver.address, value: 200 })
  const transfer = (): unknown => subject.transfer?.(receiver.address, 5)

  type Row = readonly [string, () => unknown, string | undefined]
  const rows: readonly Row[] = [
    ['Hardhat 2 form', () => expect(send()).to.changeEtherBalance(receiver, 200), undefined],
    [
      'Hardhat 3 form',
      () => expect(send()).to.changeEtherBalance(ethers, receiver, '200'),
      undefined,
    ],
    ['a function', () => expect(send).to.changeEtherBalance(receiver, 200n), undefined],
    ['a response', async () => expect(await send()).to.changeEtherBalance(sender, -200), undefined],
    ['an address', () => expect(send()).to.changeEtherBalance(receiver.address, 200), undefined],
    [
      'a predicate',
      () => expect(send()).to.changeEtherBalance(receiver, (change) => change > 100n),
      undefined,
    ],
    [
      'the fee',
      () =>
        expect(
          sender.sendTransaction({ to: receiver.address, value: 200, gasPrice: 10n ** 10n }),
        ).to.changeEtherBalance(sender, -(21_000n * 10n ** 10n + 200n), { includeFee: true }),
      undefined,
    ],
    [
      'several accounts',
      () => expect(send()).to.changeEtherBalances([sender, receiver], [-200, 200]),
      undefined,
    ],
    [
      'several accounts after ethers',
      () => expect(send).to.changeEtherBalances(ethers, [sender, receiver], ['-200', 200n]),
      undefined,
    ],
    ['tokens', () => expect(transfer()).to.changeTokenBalance(subject, receiver, 5), undefined],
    [
      'tokens after ethers',
      () => expect(transfer()).to.changeTokenBalance(ethers, subject, receiver, 5n),
      undefined,
    ],
    [
      'tokens of several accounts',
      () => expect(transfer).to.changeTokenBalances(subject, [sender, receiver], [-5, 5]),
      undefined,
    ],
  ]
  for (const [name, assertion, message] of rows) {
    it(`accepts ${name}`, async () => {
      expect(await failureOf(assertion)).to.equal(message)
    })
  }

  it('says by how much a balance changed instead', async () => {
    expect(await failureOf(() => expect(send()).to.changeEtherBalance(receiver, 300))).to.equal(
      `Expected the ether balance of "${receiver.address}" to change by 300 wei, but it changed by 200 wei`,
    )
    expect(await failureOf(() => expect(send()).not.to.changeEtherBalance(receiver, 200))).to.equal(
      `Expected the ether balance of "${receiver.address}" NOT to change by 200 wei, but it did`,
    )
    expect(
      await failureOf(() => expect(send()).to.changeEtherBalances([sender, receiver], [-200, 1])),
    ).to.equal(
      `Expected the ether balance of ${receiver.address} (the 2nd address in the list) to change by 1 wei, but it changed by 200 wei`,
    )
    expect(
      await failureOf(() => expect(transfer()).to.changeTokenBalance(subject, receiver, 6)),
    ).to.equal(
      `Expected the balance of SUB tokens for "${receiver.address}" to change by 6, but it changed by 5`,
    )
  })

  it('refuses lists of different length, and tokens that are none', async () => {
    expect(await failureOf(() => expect(send()).to.changeEtherBalances([sender], [1, 2]))).to.equal(
      'The number of accounts (1) is different than the number of expected balance changes (2)',
    )
    const onText = (): unknown =>
      Reflect.apply(Reflect.get(expect(send()), 'changeTokenBalance'), expect(send()), [
        'SUB',
        sender,
        1,
      ])
    expect(await failureOf(onText)).to.equal(
      'The first argument of "changeTokenBalance" must be the contract instance of the token',
    )
  })
})
