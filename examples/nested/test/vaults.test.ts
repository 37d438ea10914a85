import {
  contractAt,
  deploy,
  deployed,
  ethers,
  expect,
  loadFixture,
  signers,
  time,
} from 'scaffold-evm/test'

const [owner, ann] = signers
const adminSlot = '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103'
const twoDays = 2n * 24n * 3600n

/** Everything as the migration left it. */
async function migrated() {
  return {
    timelock: await deployed('TimelockController'),
    registry: await deployed('Registry'),
    factory: await deployed('VaultFactory'),
    terms: await deployed('Terms'),
    gold: await contractAt('Vault', await deployed('Gold')),
  }
}

async function proxyAdmin() {
  const { terms } = await migrated()
  const word = await ethers.provider.getStorage(terms, adminSlot)
  return ethers.getAddress(`0x${word.slice(26)}`)
}

describe('the migration', () => {
  it('records the vaults by name, as the registry has them', async () => {
    const { registry, gold } = await loadFixture(migrated)
    expect(await registry.vaultOf('gold')).to.equal(gold.target)
    const left = await deployed('SilverLeft')
    expect(await registry.vaultOf('silver left')).to.equal(left.target)
    const right = await deployed('SilverRight')
    expect(await registry.vaultOf('silver right')).to.equal(right.target)
  })

  it('puts contracts where CREATE2 says', async () => {
    const { registry } = await loadFixture(migrated)
    const { data } = await (await ethers.getContractFactory('Registry')).getDeployTransaction(owner)
    const expected = ethers.getCreate2Address(
      '0x4e59b44847b379578588920cA78FbF26c0B4956C',
      ethers.id('example-nested 1'),
      ethers.keccak256(data),
    )
    expect(registry.target).to.equal(expected)
  })

  it('leaves the timelock in charge', async () => {
    const { registry, factory, timelock } = await loadFixture(migrated)
    expect(await registry.owner()).to.equal(timelock.target)
    expect(await factory.owner()).to.equal(timelock.target)
    const admin = new ethers.Contract(
      await proxyAdmin(),
      ['function owner() view returns (address)'],
      owner,
    )
    expect(await admin.owner()).to.equal(timelock.target)
    await expect(factory.open('copper'))
      .to.be.revertedWithCustomError(factory, 'OwnableUnauthorizedAccount')
      .withArgs(owner.address)
  })
})

describe('a vault', () => {
  it('gives back what it was given, less a fee that is rounded up', async () => {
    const { gold, timelock } = await loadFixture(migrated)
    await gold.connect(ann).deposit({ value: 1_001n })
    await expect(gold.connect(ann).withdraw(1_001n)).to.changeEtherBalances(
      [gold, ann, timelock],
      [-1_001n, 995n, 6n],
    )
  })

  it('gives no more than it was given', async () => {
    const { gold } = await loadFixture(migrated)
    await gold.connect(ann).deposit({ value: 5n })
    await expect(gold.connect(ann).withdraw(6n))
      .to.be.revertedWithCustomError(gold, 'TooLittle')
      .withArgs(6n, 5n)
  })
})

describe('the timelock', () => {
  it('opens a vault after two days', async () => {
    const { timelock, factory, registry } = await loadFixture(migrated)
    const call = [
      factory,
      0n,
      factory.interface.encodeFunctionData('open', ['copper']),
      ethers.ZeroHash,
      ethers.ZeroHash,
    ] as const
    await timelock.schedule(...call, twoDays)
    await expect(timelock.execute(...call)).to.be.revertedWithCustomError(
      timelock,
      'TimelockUnexpectedOperationState',
    )
    await time.increase(twoDays)
    await timelock.execute(...call)
    const copper = await contractAt('Vault', await registry.vaultOf('copper'))
    expect(await copper.name()).to.equal('copper')
  })

  it('upgrades the terms after two days', async () => {
    const { timelock, terms } = await loadFixture(migrated)
    const next = await deploy('Terms')
    const admin = new ethers.Interface(['function upgradeAndCall(address, address, bytes) payable'])
    const data = admin.encodeFunctionData('upgradeAndCall', [terms.target, next.target, '0x'])
    const call = [await proxyAdmin(), 0n, data, ethers.ZeroHash, ethers.ZeroHash] as const
    await timelock.schedule(...call, twoDays)
    await time.increase(twoDays)
    await timelock.execute(...call)
    expect(await terms.feePerMille()).to.equal(5n)
  })
})
