import { deploy, deployed, ethers, expect, loadFixture, signers, time } from 'scaffold-evm/test'

const week = 7 * 24 * 60 * 60
const donation = ethers.parseEther('4')
const funds = ethers.parseEther('10')
const [founder, ann, bob, stranger] = signers
const State = { Active: 0n, Executed: 1n, Rejected: 2n }

async function foundDao() {
  const token = await deploy('VoterToken', [1_000])
  const dao = await deploy('Dao', [token, 500, week])
  const charity = await deploy('Charity')
  await token.transfer(ann, 400)
  await token.transfer(bob, 200)
  await founder.sendTransaction({ to: dao, value: funds })
  return { token, dao, charity }
}

async function proposeDonation() {
  const world = await foundDao()
  const data = world.charity.interface.encodeFunctionData('donate', ['for the library'])
  await world.dao.propose(world.charity, donation, data, 'Support the library')
  return { ...world, data }
}

describe('Dao (today)', () => {
  it('was deployed by the migrations, after its shares', async () => {
    const dao = await deployed('Dao')
    const token = await deployed('VoterToken')
    expect(await dao.voterShare()).to.equal(await token.getAddress())
  })

  describe('propose', () => {
    it('records what a member proposes', async () => {
      const { dao, charity, data } = await loadFixture(proposeDonation)
      expect(await dao.proposalCount()).to.equal(1n)
      const proposal = await dao.proposal(0)
      expect(proposal.recipient).to.equal(await charity.getAddress())
      expect(proposal.amount).to.equal(donation)
      expect(proposal.data).to.equal(data)
      expect(proposal.state).to.equal(State.Active)
      expect(proposal.deadline - proposal.snapshot).to.equal(BigInt(week))
    })

    it('is for members', async () => {
      const { dao } = await loadFixture(foundDao)
      await expect(dao.connect(stranger).propose(stranger, 1n, '0x', 'Me'))
        .to.be.revertedWithCustomError(dao, 'NotAMember')
        .withArgs(stranger.address)
    })
  })

  describe('vote', () => {
    it('weighs the shares of the time of the proposal', async () => {
      const { dao } = await loadFixture(proposeDonation)
      await expect(dao.connect(ann).vote(0, true))
        .to.emit(dao, 'Voted')
        .withArgs(0n, ann.address, true, 400n)
    })

    it('counts once per member', async () => {
      const { dao } = await loadFixture(proposeDonation)
      await dao.connect(ann).vote(0, true)
      await expect(dao.connect(ann).vote(0, false))
        .to.be.revertedWithCustomError(dao, 'AlreadyVoted')
        .withArgs(0n, ann.address)
    })

    it('counts a share once, whoever holds it', async () => {
      const { dao, token } = await loadFixture(proposeDonation)
      await dao.connect(ann).vote(0, true)
      await token.connect(ann).transfer(stranger, 400)
      await expect(dao.connect(stranger).vote(0, true))
        .to.be.revertedWithCustomError(dao, 'NotAMember')
        .withArgs(stranger.address)
    })

    it('ends with the debate', async () => {
      const { dao } = await loadFixture(proposeDonation)
      await time.increase(week + 1)
      await expect(dao.connect(ann).vote(0, true)).to.be.revertedWithCustomError(
        dao,
        'DebateIsOver',
      )
    })

    it('needs a proposal', async () => {
      const { dao } = await loadFixture(proposeDonation)
      await expect(dao.vote(1, true))
        .to.be.revertedWithCustomError(dao, 'UnknownProposal')
        .withArgs(1n)
    })
  })

  describe('executeProposal', () => {
    it('waits for the end of the debate', async () => {
      const { dao } = await loadFixture(proposeDonation)
      await dao.vote(0, true)
      await dao.connect(ann).vote(0, true)
      await expect(dao.executeProposal(0)).to.be.revertedWithCustomError(dao, 'DebateIsNotOver')
    })

    it('pays and calls what was accepted', async () => {
      const { dao, charity } = await loadFixture(proposeDonation)
      await dao.vote(0, true)
      await dao.connect(ann).vote(0, true)
      await dao.connect(bob).vote(0, false)
      await time.increase(week + 1)

      const execution = dao.executeProposal(0)
      await expect(execution)
        .to.emit(dao, 'ProposalTallied')
        .withArgs(0n, 800n, 200n, State.Executed)
      await expect(execution)
        .to.emit(charity, 'Donated')
        .withArgs(await dao.getAddress(), donation, 'for the library')
      await expect(execution).to.changeEtherBalances([dao, charity], [-donation, donation])
    })

    it('pays once', async () => {
      const { dao } = await loadFixture(proposeDonation)
      await dao.vote(0, true)
      await dao.connect(ann).vote(0, true)
      await time.increase(week + 1)
      await dao.executeProposal(0)
      await expect(dao.executeProposal(0))
        .to.be.revertedWithCustomError(dao, 'ProposalClosed')
        .withArgs(0n, State.Executed)
    })

    it('closes what was rejected', async () => {
      const { dao, charity } = await loadFixture(proposeDonation)
      await dao.vote(0, false)
      await dao.connect(bob).vote(0, false)
      await time.increase(week + 1)
      await expect(dao.executeProposal(0)).to.changeEtherBalance(charity, 0n)
      expect((await dao.proposal(0)).state).to.equal(State.Rejected)
    })

    it('needs a quorum', async () => {
      const { dao } = await loadFixture(proposeDonation)
      await dao.connect(bob).vote(0, true)
      await time.increase(week + 1)
      await expect(dao.executeProposal(0))
        .to.be.revertedWithCustomError(dao, 'QuorumNotReached')
        .withArgs(0n, 200n, 500n)
    })

    it('stays open when the call fails, and says why it did', async () => {
      const { dao, charity } = await loadFixture(foundDao)
      const data = charity.interface.encodeFunctionData('donate', ['without a gift'])
      await dao.propose(charity, 0n, data, 'Words only')
      await dao.vote(0, true)
      await dao.connect(ann).vote(0, true)
      await time.increase(week + 1)
      await expect(dao.executeProposal(0))
        .to.be.revertedWithCustomError(dao, 'CallFailed')
        .withArgs(0n, charity.interface.encodeErrorResult('NoGift', []))
      expect((await dao.proposal(0)).state).to.equal(State.Active)
    })

    it('does not pay a recipient that calls back', async () => {
      const { dao } = await loadFixture(foundDao)
      const drainer = await deploy('Drainer', [5])
      const data = drainer.interface.encodeFunctionData('again', [0])
      await dao.propose(drainer, funds / 5n, data, 'A fifth of the funds')
      await dao.vote(0, true)
      await dao.connect(ann).vote(0, true)
      await time.increase(week + 1)
      await expect(dao.executeProposal(0))
        .to.be.revertedWithCustomError(dao, 'CallFailed')
        .withArgs(0n, dao.interface.encodeErrorResult('ProposalClosed', [0n, State.Executed]))
    })
  })
})
