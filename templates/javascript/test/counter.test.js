import { deploy, deployed, expect, loadFixture, signers } from 'scaffold-evm/test'

const [owner, stranger] = signers

async function deployCounter() {
  return deploy('Counter', [41])
}

describe('Counter', () => {
  it('starts where it is told to', async () => {
    const counter = await loadFixture(deployCounter)
    expect(await counter.count()).to.equal(41n)
  })

  it('was deployed by the migration', async () => {
    const counter = await deployed('Counter')
    expect(await counter.count()).to.equal(10n)
  })

  it('counts, and says who asked it to', async () => {
    const counter = await loadFixture(deployCounter)
    await expect(counter.connect(stranger).increase())
      .to.emit(counter, 'Increased')
      .withArgs(stranger.address, 42n)
  })

  it('is reset by its owner', async () => {
    const counter = await loadFixture(deployCounter)
    await counter.connect(owner).reset()
    expect(await counter.count()).to.equal(0n)
  })

  it('is reset by nobody else', async () => {
    const counter = await loadFixture(deployCounter)
    await expect(counter.connect(stranger).reset())
      .to.be.revertedWithCustomError(counter, 'NotOwner')
      .withArgs(stranger.address)
  })
})
