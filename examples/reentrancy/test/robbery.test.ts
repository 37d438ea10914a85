import {
  contractAt,
  deploy,
  deployed,
  ethers,
  expect,
  loadFixture,
  signers,
} from 'scaffold-evm/test'

const savings = ethers.parseEther('10')
const stake = ethers.parseEther('2')
const [robber, customer] = signers

/** A bank with the savings of an honest customer, seen through the interface that all banks share. */
async function openBank(name: 'Bank' | 'RepairedBank' | 'SafeBank') {
  const bank = await contractAt('IBank', await deploy(name))
  await bank.connect(customer).deposit({ value: savings })
  return bank
}

const openOldBank = () => openBank('Bank')
const openRepairedBank = () => openBank('RepairedBank')
const openSafeBank = () => openBank('SafeBank')

/** A robber with an accomplice, who each have a contract of their own. */
async function planRace(bank: Awaited<ReturnType<typeof openBank>>) {
  const accomplice = signers[2]
  const thief = await deploy('RacingThief', [bank, accomplice])
  return { thief, accomplice }
}

describe('Bank (the vulnerable contract of the talk)', () => {
  it('serves honest customers', async () => {
    const bank = await loadFixture(openOldBank)
    await bank.connect(customer).transfer(robber, 5n)
    expect(await bank.balanceOf(robber)).to.equal(5n)
    await expect(bank.connect(customer).withdrawBalance()).to.changeEtherBalances(
      [bank, customer],
      [5n - savings, savings - 5n],
    )
  })

  it('is emptied by a thief that withdraws while it is being paid', async () => {
    const bank = await loadFixture(openOldBank)
    const thief = await deploy('Thief', [bank])
    await expect(thief.rob({ value: stake })).to.changeEtherBalances(
      [robber, bank, thief],
      [-stake, -savings, savings + stake],
    )
    expect(await bank.balanceOf(customer)).to.equal(savings)
    await expect(bank.connect(customer).withdrawBalance()).to.be.reverted
  })

  it('pays a stake twice when it is transferred while it is being paid', async () => {
    const bank = await loadFixture(openOldBank)
    const { thief, accomplice } = await planRace(bank)
    await thief.rob({ value: stake })
    await expect(bank.connect(accomplice).withdrawBalance()).to.changeEtherBalances(
      [bank, accomplice],
      [-stake, stake],
    )
    expect(await ethers.provider.getBalance(thief)).to.equal(stake)
    expect(await ethers.provider.getBalance(bank)).to.equal(savings - stake)
  })
})

const fixed = [
  { name: 'RepairedBank (one line moved)', open: openRepairedBank },
  { name: 'SafeBank (today)', open: openSafeBank },
]

for (const { name, open } of fixed) {
  describe(name, () => {
    it('serves honest customers', async () => {
      const bank = await loadFixture(open)
      await bank.connect(customer).transfer(robber, 5n)
      expect(await bank.balanceOf(robber)).to.equal(5n)
      await expect(bank.connect(customer).withdrawBalance()).to.changeEtherBalance(
        customer,
        savings - 5n,
      )
    })

    it('gives a thief that withdraws again no more than its stake', async () => {
      const bank = await loadFixture(open)
      const thief = await deploy('Thief', [bank])
      await expect(thief.rob({ value: stake })).to.changeEtherBalances(
        [robber, bank, thief],
        [-stake, 0n, stake],
      )
    })

    it('gives an accomplice nothing', async () => {
      const bank = await loadFixture(open)
      const { thief, accomplice } = await planRace(bank)
      await thief.rob({ value: stake })
      expect(await bank.balanceOf(accomplice)).to.equal(0n)
      await expect(bank.connect(accomplice).withdrawBalance()).to.changeEtherBalances(
        [bank, accomplice],
        [0n, 0n],
      )
    })

    it('still owes the customer what is his', async () => {
      const bank = await loadFixture(open)
      const thief = await deploy('Thief', [bank])
      await thief.rob({ value: stake })
      await expect(bank.connect(customer).withdrawBalance()).to.changeEtherBalance(
        customer,
        savings,
      )
    })
  })
}

describe('SafeBank (today)', () => {
  it('was deployed by the migration', async () => {
    const bank = await deployed('SafeBank')
    expect(await bank.balanceOf(customer)).to.equal(0n)
  })

  it('refuses transfers beyond the balance', async () => {
    const bank = await deploy('SafeBank')
    await expect(bank.connect(customer).transfer(robber, 1n))
      .to.be.revertedWithCustomError(bank, 'InsufficientBalance')
      .withArgs(customer.address, 0n, 1n)
  })
})
