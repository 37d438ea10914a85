import { contractAt, deployed, expect, signers } from 'scaffold-evm/test'

const [owner, stranger] = signers

/** As the migrations left it: greeted by the first version, then upgraded. */
async function upgradedGreeter() {
  return contractAt('GreeterV2', await deployed('UpgradeableGreeter'))
}

describe('GreeterV2 (upgraded by the migrations)', () => {
  it('has the greeting and the owner of the first version', async () => {
    const greeter = await upgradedGreeter()
    expect(await greeter.greet()).to.equal('Grüß Gott')
    expect(await greeter.owner()).to.equal(owner.address)
  })

  it('was told of its second version in the transaction of the upgrade, once', async () => {
    const greeter = await upgradedGreeter()
    expect(await greeter.language()).to.equal('de-AT')
    await expect(greeter.connect(stranger).becomeSecondVersion('en')).to.be.revertedWithCustomError(
      greeter,
      'AlreadySecondVersion',
    )
  })

  it('greets in other languages', async () => {
    const greeter = await upgradedGreeter()
    expect(await greeter.greetIn('fr')).to.equal('Salut')
    await expect(greeter.greetIn('en')).to.be.revertedWithCustomError(greeter, 'UnknownLanguage')
  })

  it('goes on as the first version did', async () => {
    const greeter = await upgradedGreeter()
    await expect(greeter.setGreeting('Servus'))
      .to.emit(greeter, 'GreetingChanged')
      .withArgs('Grüß Gott', 'Servus')
    await expect(greeter.connect(stranger).setGreeting('Hey')).to.be.revertedWithCustomError(
      greeter,
      'NotOwner',
    )
  })

  it('keeps the state apart from that of the greeter without a proxy', async () => {
    expect(await (await deployed('Greeter')).greet()).to.equal('Hello')
  })
})
