import { deploy, deployed, ethers, expect, loadFixture, signers } from 'scaffold-evm/test'

async function deployGreeter() {
  const [owner, stranger] = signers
  return { greeter: await deploy('Greeter', ['Servus']), owner, stranger }
}

describe('Greeter (today)', () => {
  it('says what it was deployed with', async () => {
    const { greeter } = await loadFixture(deployGreeter)
    expect(await greeter.greet()).to.equal('Servus')
  })

  it('was deployed by the migration', async () => {
    expect(await (await deployed('Greeter')).greet()).to.equal('Hello')
  })

  it('belongs to who deployed it', async () => {
    const { greeter, owner } = await loadFixture(deployGreeter)
    expect(await greeter.owner()).to.equal(owner.address)
  })

  describe('setGreeting', () => {
    it('changes the greeting and says so', async () => {
      const { greeter } = await loadFixture(deployGreeter)
      await expect(greeter.setGreeting('Moin'))
        .to.emit(greeter, 'GreetingChanged')
        .withArgs('Servus', 'Moin')
      expect(await greeter.greet()).to.equal('Moin')
    })

    it('is the owner’s alone', async () => {
      const { greeter, stranger } = await loadFixture(deployGreeter)
      await expect(greeter.connect(stranger).setGreeting('Moin'))
        .to.be.revertedWithCustomError(greeter, 'NotOwner')
        .withArgs(stranger.address)
    })

    it('takes no empty greeting', async () => {
      const { greeter } = await loadFixture(deployGreeter)
      await expect(greeter.setGreeting('')).to.be.revertedWithCustomError(greeter, 'EmptyGreeting')
    })
  })

  describe('recoverFunds', () => {
    const gift = ethers.parseEther('2')

    it('pays what was given to the owner', async () => {
      const { greeter, owner, stranger } = await loadFixture(deployGreeter)
      await stranger.sendTransaction({ to: greeter, value: gift })
      await expect(greeter.recoverFunds()).to.changeEtherBalances([greeter, owner], [-gift, gift])
    })

    it('is the owner’s alone', async () => {
      const { greeter, stranger } = await loadFixture(deployGreeter)
      await expect(greeter.connect(stranger).recoverFunds()).to.be.revertedWithCustomError(
        greeter,
        'NotOwner',
      )
    })
  })
})
