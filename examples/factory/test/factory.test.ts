import {
  contractAt,
  deploy,
  deployed,
  ethers,
  expect,
  loadFixture,
  signers,
} from 'scaffold-evm/test'

const [sponsor, ann, bob] = signers
const salt = ethers.id('our splitter')
const shares = [3n, 1n]

/** Libraries first: each address goes into the code of what uses it. */
async function deployFactory() {
  const proportion = await deploy('Proportion')
  const payees = await deploy('Payees', [], { libraries: { Proportion: proportion } })
  const factory = await deploy('SplitterFactory', [], { libraries: { Payees: payees } })
  const registry = await contractAt('Registry', await factory.registry())
  return { factory, payees, registry }
}

async function makeSplitter() {
  const { factory } = await deployFactory()
  const address = await factory.predict([ann, bob], shares, salt)
  await factory.create([ann, bob], shares, salt)
  return contractAt('Splitter', address)
}

describe('SplitterFactory', () => {
  it('was deployed by the migration, linked', async () => {
    const factory = await deployed('SplitterFactory')
    await factory.create([ann, bob], shares, salt)
    const splitter = await contractAt('Splitter', await factory.predict([ann, bob], shares, salt))
    expect(await splitter.payees()).to.deep.equal([ann.address, bob.address])
  })

  it('made its registry in its constructor, at the address of its first contract', async () => {
    const { factory, registry } = await loadFixture(deployFactory)
    // EIP-161: the nonce of a new contract is 1.
    const expected = ethers.getCreateAddress({ from: await factory.getAddress(), nonce: 1 })
    expect(await registry.getAddress()).to.equal(expected)
    expect(await registry.factory()).to.equal(await factory.getAddress())
  })

  it('makes a splitter where CREATE2 says', async () => {
    const { factory, payees } = await loadFixture(deployFactory)
    const { data: initCode } = await (
      await ethers.getContractFactory('Splitter', { libraries: { Payees: payees } })
    ).getDeployTransaction([ann.address, bob.address], shares)
    const expected = ethers.getCreate2Address(
      await factory.getAddress(),
      salt,
      ethers.keccak256(initCode),
    )

    expect(await factory.predict([ann, bob], shares, salt)).to.equal(expected)
    expect(await ethers.provider.getCode(expected)).to.equal('0x')
    await expect(factory.create([ann, bob], shares, salt))
      .to.emit(factory, 'SplitterCreated')
      .withArgs(expected, sponsor.address, salt)
    expect(await (await contractAt('Splitter', expected)).payees()).to.deep.equal([
      ann.address,
      bob.address,
    ])
  })

  it('makes each splitter once', async () => {
    const { factory } = await loadFixture(deployFactory)
    await factory.create([ann, bob], shares, salt)
    await expect(factory.create([ann, bob], shares, salt)).to.be.reverted
    await factory.create([ann, bob], shares, ethers.id('another'))
  })

  it('gives ether that was sent in advance to the splitter', async () => {
    const { factory } = await loadFixture(deployFactory)
    const address = await factory.predict([ann, bob], shares, salt)
    await sponsor.sendTransaction({ to: address, value: 400n })
    await factory.create([ann, bob], shares, salt)
    expect(await (await contractAt('Splitter', address)).due(ann)).to.equal(300n)
  })

  it('passes on why a splitter cannot be', async () => {
    const { factory, payees } = await loadFixture(deployFactory)
    await expect(factory.create([], [], salt)).to.be.revertedWithCustomError(payees, 'NoPayees')
    await expect(factory.create([ann, bob], [1n], salt))
      .to.be.revertedWithCustomError(payees, 'ListsDiffer')
      .withArgs(2n, 1n)
    await expect(factory.create([ann, ann], shares, salt))
      .to.be.revertedWithCustomError(payees, 'InvalidPayee')
      .withArgs(ann.address, 1n)
  })
})

describe('Registry', () => {
  it('lists what the factory made, and for whom', async () => {
    const { factory, registry } = await loadFixture(deployFactory)
    const address = await factory.predict([ann], [1n], salt)
    await expect(factory.connect(ann).create([ann], [1n], salt))
      .to.emit(registry, 'Registered')
      .withArgs(address, ann.address)
    expect(await registry.all()).to.deep.equal([address])
    expect(await registry.creatorOf(address)).to.equal(ann.address)
  })

  it('listens to its factory alone', async () => {
    const { registry } = await loadFixture(deployFactory)
    await expect(registry.register(ann, ann))
      .to.be.revertedWithCustomError(registry, 'NotTheFactory')
      .withArgs(sponsor.address)
  })
})

describe('Splitter', () => {
  it('splits by shares', async () => {
    const splitter = await loadFixture(makeSplitter)
    await sponsor.sendTransaction({ to: splitter, value: 1_000n })
    expect(await splitter.due(ann)).to.equal(750n)
    await expect(splitter.release(ann)).to.changeEtherBalances([splitter, ann], [-750n, 750n])
    await expect(splitter.release(bob)).to.changeEtherBalances([splitter, bob], [-250n, 250n])
  })

  it('counts what comes later', async () => {
    const splitter = await loadFixture(makeSplitter)
    await sponsor.sendTransaction({ to: splitter, value: 1_000n })
    await splitter.release(ann)
    await sponsor.sendTransaction({ to: splitter, value: 400n })
    expect(await splitter.due(ann)).to.equal(300n)
    expect(await splitter.due(bob)).to.equal(350n)
  })

  it('pays nobody twice, and no stranger', async () => {
    const splitter = await loadFixture(makeSplitter)
    await sponsor.sendTransaction({ to: splitter, value: 1_000n })
    await splitter.release(ann)
    for (const account of [ann, sponsor]) {
      await expect(splitter.release(account))
        .to.be.revertedWithCustomError(splitter, 'NothingDue')
        .withArgs(account.address)
    }
  })

  it('is not deployed without its library', async () => {
    await expect(deploy('Splitter', [[ann.address], [1n]])).to.be.rejectedWith('Payees')
  })
})
