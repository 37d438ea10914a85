import { contractAt, deployed, expect, loadFixture, signers, time } from 'scaffold-evm/test'

const week = 7 * 24 * 60 * 60
const [founder, ann, bob, charity] = signers
const State = { Active: 0n, Executed: 1n, Rejected: 2n }

/** As the migrations left it: proposals and votes of the first version, then upgraded. */
async function upgradedDao() {
  const dao = await contractAt('DaoV2', await deployed('UpgradeableDao'))
  await founder.sendTransaction({ to: dao, value: 100n })
  return dao
}

describe('DaoV2 (upgraded by the migrations)', () => {
  it('has the proposals of the first version', async () => {
    const dao = await loadFixture(upgradedDao)
    expect(await dao.proposalCount()).to.equal(2n)
    const [first, second] = [await dao.proposal(0), await dao.proposal(1)]
    expect(first.recipient).to.equal(charity.address)
    expect(first.amount).to.equal(3n)
    expect(first.data).to.equal('0x1234')
    expect(first.state).to.equal(State.Active)
    expect(first.deadline - first.snapshot).to.equal(BigInt(week))
    expect(second.amount).to.equal(5n)
  })

  it('has the votes of the first version', async () => {
    const dao = await loadFixture(upgradedDao)
    expect((await dao.proposal(0)).votesFor).to.equal(400n)
    expect((await dao.proposal(1)).votesAgainst).to.equal(200n)
    expect(await dao.hasVoted(0, ann)).to.equal(true)
    expect(await dao.hasVoted(1, bob)).to.equal(true)
    expect(await dao.hasVoted(1, ann)).to.equal(false)
    await expect(dao.connect(ann).vote(0, false))
      .to.be.revertedWithCustomError(dao, 'AlreadyVoted')
      .withArgs(0n, ann.address)
  })

  it('keeps its shares, its quorum and its constitution', async () => {
    const dao = await loadFixture(upgradedDao)
    const token = await deployed('UpgradeableShare')
    expect(await dao.voterShare()).to.equal(await token.getAddress())
    expect(await dao.minimumQuorum()).to.equal(500n)
    expect(await dao.constitution()).to.equal('All power to the members')
    await expect(dao.adopt('Mine')).to.be.revertedWithCustomError(dao, 'ConstitutionIsAdopted')
  })

  it('counts who abstains for the quorum, with votes of both versions', async () => {
    const dao = await loadFixture(upgradedDao)
    await expect(dao.connect(bob).abstain(0))
      .to.emit(dao, 'Abstained')
      .withArgs(0n, bob.address, 200n)
    await expect(dao.connect(bob).vote(0, true)).to.be.revertedWithCustomError(dao, 'AlreadyVoted')
    await time.increase(week + 1)
    const execution = dao.executeProposal(0)
    await expect(execution).to.emit(dao, 'ProposalTallied').withArgs(0n, 400n, 0n, State.Executed)
    await expect(execution).to.changeEtherBalances([dao, charity], [-3n, 3n])
  })
})
