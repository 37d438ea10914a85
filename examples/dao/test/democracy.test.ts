import { deploy, deployed, ethers, expect, loadFixture, signers, time } from 'scaffold-evm/test'

const week = 7 * 24 * 60 * 60
const donation = ethers.parseEther('4')
const funds = ethers.parseEther('10')
const [founder, ann, bob, stranger] = signers

/** An organisation with members, funds and someone to give to. */
async function foundDemocracy() {
  const shares = await deploy('Shares', [1_000])
  const democracy = await deploy('Democracy', [shares, 500, week])
  const charity = await deploy('Charity')
  await shares.sendCoin(ann, 400)
  await shares.sendCoin(bob, 200)
  await founder.sendTransaction({ to: democracy, value: funds })
  return { shares, democracy, charity }
}

/** The same with proposal 0: give to the charity, and say why. */
async function proposeDonation() {
  const world = await foundDemocracy()
  const { democracy, charity } = world
  const data = charity.interface.encodeFunctionData('donate', ['for the library'])
  await democracy.newProposal(charity, donation, data, 'Support the library')
  return { ...world, data }
}

describe('Democracy (Solidity 0.4, around executeProposal of the talk)', () => {
  it('was deployed by the migrations, after its shares', async () => {
    const democracy = await deployed('Democracy')
    const shares = await deployed('Shares')
    expect(await democracy.voterShare()).to.equal(await shares.getAddress())
    expect(await shares.coinBalanceOf(founder)).to.equal(1_000n)
    expect(await democracy.minimumQuorum()).to.equal(500n)
    expect(await democracy.debatingPeriod()).to.equal(BigInt(week))
  })

  it('takes contributions', async () => {
    const { democracy } = await loadFixture(foundDemocracy)
    await expect(stranger.sendTransaction({ to: democracy, value: 5n })).to.changeEtherBalance(
      democracy,
      5n,
    )
  })

  describe('newProposal', () => {
    it('records what a member proposes', async () => {
      const { democracy, charity } = await loadFixture(foundDemocracy)
      const recipient = await charity.getAddress()
      await expect(democracy.connect(ann).newProposal(recipient, 7n, '0x1234', 'Tea'))
        .to.emit(democracy, 'ProposalAdded')
        .withArgs(0n, recipient, 7n, '0x1234', 'Tea')
      expect(await democracy.numProposals()).to.equal(1n)
      const proposal = await democracy.proposals(0)
      expect(proposal.recipient).to.equal(recipient)
      expect(proposal.amount).to.equal(7n)
      expect(proposal.data).to.equal('0x1234')
      expect(proposal.active).to.equal(true)
    })

    it('is for members', async () => {
      const { democracy } = await loadFixture(foundDemocracy)
      await expect(
        democracy.connect(stranger).newProposal(stranger, 1n, '0x', 'Me'),
      ).to.be.revertedWithoutReason()
    })
  })

  describe('vote', () => {
    it('counts once per member', async () => {
      const { democracy } = await loadFixture(proposeDonation)
      await expect(democracy.connect(ann).vote(0, 1))
        .to.emit(democracy, 'Voted')
        .withArgs(0n, 1n, ann.address)
      await expect(democracy.connect(ann).vote(0, 1)).to.be.revertedWithoutReason()
    })

    it('is for members, and for, against or neither', async () => {
      const { democracy } = await loadFixture(proposeDonation)
      await expect(democracy.connect(stranger).vote(0, 1)).to.be.revertedWithoutReason()
      await expect(democracy.connect(ann).vote(0, 2)).to.be.revertedWithoutReason()
      await expect(democracy.connect(ann).vote(0, -2)).to.be.revertedWithoutReason()
    })
  })

  describe('executeProposal', () => {
    it('waits for the end of the debate', async () => {
      const { democracy } = await loadFixture(proposeDonation)
      await democracy.vote(0, 1)
      await democracy.connect(ann).vote(0, 1)
      await expect(democracy.executeProposal(0)).not.to.emit(democracy, 'ProposalTallied')
      expect((await democracy.proposals(0)).active).to.equal(true)
    })

    it('pays and calls what was accepted', async () => {
      const { democracy, charity } = await loadFixture(proposeDonation)
      await democracy.vote(0, 1)
      await democracy.connect(ann).vote(0, 1)
      await democracy.connect(bob).vote(0, -1)
      await time.increase(week + 1)

      const execution = democracy.executeProposal(0)
      await expect(execution)
        .to.emit(democracy, 'ProposalTallied')
        .withArgs(0n, 400n + 400n - 200n, 1_000n, false)
      await expect(execution)
        .to.emit(charity, 'Donated')
        .withArgs(await democracy.getAddress(), donation, 'for the library')
      await expect(execution).to.changeEtherBalances([democracy, charity], [-donation, donation])
      expect(await charity.lastReason()).to.equal('for the library')
    })

    it('pays once', async () => {
      const { democracy, charity } = await loadFixture(proposeDonation)
      await democracy.vote(0, 1)
      await democracy.connect(ann).vote(0, 1)
      await time.increase(week + 1)
      await democracy.executeProposal(0)
      await expect(democracy.executeProposal(0)).to.changeEtherBalance(charity, 0n)
    })

    it('closes what was rejected', async () => {
      const { democracy, charity } = await loadFixture(proposeDonation)
      await democracy.vote(0, -1)
      await democracy.connect(bob).vote(0, -1)
      await time.increase(week + 1)
      await expect(democracy.executeProposal(0)).to.changeEtherBalance(charity, 0n)
      expect((await democracy.proposals(0)).active).to.equal(false)
    })

    it('leaves open what has no quorum', async () => {
      const { democracy } = await loadFixture(proposeDonation)
      await democracy.connect(bob).vote(0, 1)
      await time.increase(week + 1)
      await expect(democracy.executeProposal(0))
        .to.emit(democracy, 'ProposalTallied')
        .withArgs(0n, 200n, 200n, true)
    })
  })

  describe('what has been learned since', () => {
    it('shares that change hands vote twice', async () => {
      const { democracy, shares, charity } = await loadFixture(proposeDonation)
      await democracy.connect(ann).vote(0, 1)
      await shares.connect(ann).sendCoin(bob, 399)
      await democracy.connect(bob).vote(0, 1)
      await shares.connect(bob).sendCoin(ann, 399)
      await time.increase(week + 1)
      await expect(democracy.executeProposal(0)).to.changeEtherBalance(charity, donation)
    })

    it('a payment that fails closes the proposal all the same', async () => {
      const { democracy, charity } = await loadFixture(foundDemocracy)
      await democracy.newProposal(charity, donation, '0x', 'The charity has no fallback function')
      await democracy.vote(0, 1)
      await democracy.connect(ann).vote(0, 1)
      await time.increase(week + 1)
      await expect(democracy.executeProposal(0)).to.changeEtherBalance(charity, 0n)
      expect((await democracy.proposals(0)).active).to.equal(false)
    })

    it('a recipient that calls back is paid again and again', async () => {
      const { democracy } = await loadFixture(foundDemocracy)
      const drainer = await deploy('Drainer', [5])
      const data = drainer.interface.encodeFunctionData('again', [0])
      await democracy.newProposal(drainer, funds / 5n, data, 'A fifth of the funds')
      await democracy.vote(0, 1)
      await democracy.connect(ann).vote(0, 1)
      await time.increase(week + 1)
      await expect(democracy.executeProposal(0)).to.changeEtherBalances(
        [democracy, drainer],
        [-funds, funds],
      )
    })
  })
})
