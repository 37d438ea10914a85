import { deploy, deployed, ethers, expect, provider, setBalance, signers } from 'scaffold-evm/test'

describe('greeter (Solidity 0.4, as in the talk)', () => {
  it('says what it was deployed with', async () => {
    const greeter = await deploy('greeter', ['Servus'])
    expect(await greeter.greet()).to.equal('Servus')
  })

  it('was deployed by the migration', async () => {
    const greeter = await deployed('greeter')
    expect(await greeter.greet()).to.equal('Hello from 2018')
  })

  it('keeps a long greeting', async () => {
    const greeting = 'Grüß Gott! '.repeat(50)
    const greeter = await deploy('greeter', [greeting])
    expect(await greeter.greet()).to.equal(greeting)
  })

  it('accepts no ether', async () => {
    const [owner] = signers
    const greeter = await deploy('greeter', ['Servus'])
    await expect(owner.sendTransaction({ to: greeter, value: 1n })).to.be.revertedWithoutReason()
  })

  describe('kill', () => {
    const funds = ethers.parseEther('3')

    it('pays the funds to the owner', async () => {
      const [owner] = signers
      const greeter = await deploy('greeter', ['Servus'])
      await setBalance(await greeter.getAddress(), funds)
      await expect(greeter.kill()).to.changeEtherBalances([greeter, owner], [-funds, funds])
    })

    it('leaves the code where it is: since Cancun (EIP-6780) selfdestruct only moves the funds', async () => {
      const greeter = await deploy('greeter', ['Servus'])
      const code = await provider.request({
        method: 'eth_getCode',
        params: [await greeter.getAddress(), 'latest'],
      })
      await greeter.kill()
      expect(await greeter.getDeployedCode()).to.equal(code)
      expect(await greeter.greet()).to.equal('Servus')
    })

    it('does nothing for a stranger', async () => {
      const [, stranger] = signers
      const greeter = await deploy('greeter', ['Servus'])
      await setBalance(await greeter.getAddress(), funds)
      await expect(greeter.connect(stranger).kill()).to.changeEtherBalance(greeter, 0n)
    })
  })
})
