import {
  chain,
  deploy,
  deployed,
  ethers,
  expect,
  loadFixture,
  signers,
  time,
} from 'scaffold-evm/test'

const [owner, spender, receiver] = signers
const supply = ethers.parseEther('1000')

async function deployToken() {
  return deploy('Token', ['Token', 'TKN', supply])
}

describe('Token', () => {
  it('was deployed by the migration', async () => {
    const token = await deployed('Token')
    expect(await token.name()).to.equal('Token')
    expect(await token.totalSupply()).to.equal(ethers.parseEther('1000000'))
  })

  it('gives the supply to who deploys it', async () => {
    const token = await loadFixture(deployToken)
    expect(await token.balanceOf(owner)).to.equal(supply)
  })

  it('moves', async () => {
    const token = await loadFixture(deployToken)
    await expect(token.transfer(receiver, 25n)).to.changeTokenBalances(
      token,
      [owner, receiver],
      [-25n, 25n],
    )
  })

  it('cannot be spent twice', async () => {
    const token = await loadFixture(deployToken)
    await expect(token.connect(receiver).transfer(owner, 1n))
      .to.be.revertedWithCustomError(token, 'ERC20InsufficientBalance')
      .withArgs(receiver.address, 0n, 1n)
  })

  describe('permit', () => {
    const value = 100n

    /** The owner's signature under an allowance for the spender. */
    async function signPermit(token: Awaited<ReturnType<typeof deployToken>>, deadline: number) {
      const domain = {
        name: await token.name(),
        version: '1',
        chainId: chain.chainId,
        verifyingContract: await token.getAddress(),
      }
      const types = {
        Permit: [
          { name: 'owner', type: 'address' },
          { name: 'spender', type: 'address' },
          { name: 'value', type: 'uint256' },
          { name: 'nonce', type: 'uint256' },
          { name: 'deadline', type: 'uint256' },
        ],
      }
      const permit = {
        owner: owner.address,
        spender: spender.address,
        value,
        nonce: await token.nonces(owner),
        deadline,
      }
      return ethers.Signature.from(await owner.signTypedData(domain, types, permit))
    }

    it('gives an allowance by signature', async () => {
      const token = await loadFixture(deployToken)
      const deadline = (await time.latest()) + 3600
      const { v, r, s } = await signPermit(token, deadline)
      await expect(token.connect(spender).permit(owner, spender, value, deadline, v, r, s))
        .to.emit(token, 'Approval')
        .withArgs(owner.address, spender.address, value)
      await expect(
        token.connect(spender).transferFrom(owner, receiver, value),
      ).to.changeTokenBalance(token, receiver, value)
    })

    it('is good for one use', async () => {
      const token = await loadFixture(deployToken)
      const deadline = (await time.latest()) + 3600
      const { v, r, s } = await signPermit(token, deadline)
      await token.permit(owner, spender, value, deadline, v, r, s)
      await expect(
        token.permit(owner, spender, value, deadline, v, r, s),
      ).to.be.revertedWithCustomError(token, 'ERC2612InvalidSigner')
    })

    it('ends with its deadline', async () => {
      const token = await loadFixture(deployToken)
      const deadline = (await time.latest()) + 3600
      const { v, r, s } = await signPermit(token, deadline)
      await time.increase(3601)
      await expect(token.permit(owner, spender, value, deadline, v, r, s))
        .to.be.revertedWithCustomError(token, 'ERC2612ExpiredSignature')
        .withArgs(deadline)
    })
  })
})
