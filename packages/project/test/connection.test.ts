import { expect } from 'chai'
import { type Contract, JsonRpcSigner } from 'ethers'
import type { Connection } from '../src/connection.js'
import { describeRevert, revertData } from '../src/revert.js'
import { failure } from './support/expect-code.js'
import { withProject } from './support/project-dir.js'

async function connected<T>(action: (connection: Connection) => Promise<T>): Promise<T> {
  return withProject('{}', async (project) => {
    const connection = await project.connect()
    try {
      return await action(connection)
    } finally {
      await connection.close()
    }
  })
}

describe('Connection (in-process)', function () {
  this.timeout(20_000)

  it('deploys, sends and reads', async () => {
    await connected(async (connection) => {
      expect(connection).to.include({
        type: 'in-process',
        chainId: 31337n,
        networkName: 'in-process',
      })
      const token = (await connection.deploy('Token', ['Gold', 1000n])) as Contract
      const [owner, other] = await connection.signers()
      expect(owner).to.be.instanceOf(JsonRpcSigner)
      expect(await token.getFunction('balanceOf')(owner)).to.equal(1000n)
      const tx = await token.getFunction('mint')(other, 5n)
      const receipt = await tx.wait()
      expect(receipt.status).to.equal(1)
      expect(receipt.logs[0].fragment.name).to.equal('Minted')
      expect(await token.getFunction('balanceOf')(other)).to.equal(5n)
      expect(token.deploymentTransaction()?.from).to.equal(owner?.address)
    })
  })

  it('speaks as Ganache where the config says so', async () => {
    await withProject("{ networks: { 'in-process': { dialect: 'ganache' } } }", async (project) => {
      const connection = await project.connect()
      const { provider, chainId } = connection
      expect(chainId).to.equal(1337n)
      const version = await provider.request({ method: 'web3_clientVersion' })
      expect(version).to.match(/EthereumJS TestRPC/)
      const [from] = await connection.accounts()
      const failing = { from, data: '0xfe', gas: '0x20000' }
      const hash = await provider.request({ method: 'eth_sendTransaction', params: [failing] })
      expect(hash).to.match(/^0x/)
      await connection.close()
    })
  })

  it('takes the sender by number, address and signer, and fields of the transaction', async () => {
    await connected(async (connection) => {
      const accounts = await connection.accounts()
      const signers = await connection.signers()
      for (const from of [1, accounts[1] ?? '', signers[1] ?? '']) {
        const child = await connection.deploy('Child', [accounts[2]], {
          from,
          valueWei: 7n,
          gasLimit: 500_000n,
        })
        const tx = child.deploymentTransaction()
        expect(tx).to.include({ from: accounts[1], value: 7n, gasLimit: 500_000n })
        expect(await connection.ethersProvider.getBalance(child)).to.equal(7n)
      }
    })
  })

  it("takes ethers' overrides after the last argument", async () => {
    await connected(async (connection) => {
      const [owner] = await connection.accounts()
      const child = await connection.deploy('Child', [owner, { value: 3n }])
      expect(child.deploymentTransaction()?.value).to.equal(3n)
    })
  })

  it('sends from an impersonated address', async () => {
    await connected(async (connection) => {
      const whale = '0x00000000000000000000000000000000DeaDBeef'
      await connection.devchain?.impersonate(whale)
      await connection.devchain?.setBalance(whale, 10n ** 18n)
      const child = await connection.deploy('Child', [whale], { from: whale })
      expect(child.deploymentTransaction()?.from).to.equal(whale)
    })
  })

  it('links libraries by name and by full name', async () => {
    await connected(async (connection) => {
      const lib = await connection.deploy('MathLib')
      for (const name of ['MathLib', 'contracts/Token.sol:MathLib']) {
        const uses = (await connection.deploy('UsesLib', [21n], {
          libraries: { [name]: lib },
        })) as Contract
        expect(await uses.getFunction('v')()).to.equal(42n)
      }
      const factory = await connection.factory('UsesLib', {
        libraries: { MathLib: await lib.getAddress() },
      })
      const made = (await factory.deploy(5n)) as Contract
      await made.waitForDeployment()
      expect(await made.getFunction('v')()).to.equal(10n)
    })
  })

  const refusals: readonly (readonly [string, string, readonly unknown[], object, string])[] = [
    ['LIBRARY_MISSING', 'UsesLib', [1n], {}, 'contracts/Token.sol:MathLib'],
    [
      'LIBRARY_UNKNOWN',
      'UsesLib',
      [1n],
      { libraries: { MathLb: `0x${'1'.repeat(40)}` } },
      'Did you mean "MathLib"?',
    ],
    [
      'LIBRARY_UNKNOWN',
      'Token',
      ['a', 1],
      { libraries: { MathLib: `0x${'1'.repeat(40)}` } },
      'It links to none',
    ],
    [
      'LIBRARY_AMBIGUOUS',
      'UsesLib',
      [1n],
      {
        libraries: {
          MathLib: `0x${'1'.repeat(40)}`,
          'contracts/Token.sol:MathLib': `0x${'1'.repeat(40)}`,
        },
      },
      'MathLib',
    ],
    ['ADDRESS_INVALID', 'UsesLib', [1n], { libraries: { MathLib: '0x12' } }, '0x12'],
    ['CONTRACT_ABSTRACT', 'Abs', [], {}, 'Abs'],
    [
      'CONTRACT_ARGUMENTS',
      'Token',
      ['Gold'],
      {},
      'Token(string n, uint256 s): expected 2 arguments, got 1',
    ],
    ['CONTRACT_ARGUMENTS', 'Token', ['Gold', 1, 2], {}, 'expected 2 arguments, got 3'],
    ['CONTRACT_ARGUMENTS', 'Token', ['Gold', 'abc'], {}, 'Token(string n, uint256 s)'],
    ['ARTIFACT_NOT_FOUND', 'Tokn', [], {}, 'Did you mean "Token"?'],
    [
      'ACCOUNT_NOT_FOUND',
      'Child',
      [`0x${'1'.repeat(40)}`],
      { from: 10 },
      'has no account 10: it has 10',
    ],
    ['ADDRESS_INVALID', 'Child', [`0x${'1'.repeat(40)}`], { from: 'alice' }, 'alice'],
  ]
  for (const [code, name, args, options, text] of refusals) {
    it(`refuses with ${code}: ${text}`, async () => {
      await connected(async (connection) => {
        const error = await failure(code, () => connection.deploy(name, args, options))
        expect(error.message).to.include(text)
        expect(await connection.ethersProvider.getBlockNumber()).to.equal(0)
      })
    })
  }

  it('keeps message, code and data of a revert', async () => {
    await connected(async (connection) => {
      const token = (await connection.deploy('Token', ['Gold', 1n])) as Contract
      const error = await token
        .getFunction('boom')
        .staticCall()
        .catch((thrown) => thrown)
      expect(error).to.have.property('code', 3)
      expect(error.message).to.include("reverted with reason string 'boom reason'")
      const sent = await token
        .getFunction('mint')(token, 2000n)
        .catch((thrown: unknown) => thrown)
      const data = revertData(sent)
      expect(data && describeRevert(data, [token.interface])).to.equal(
        'reverted with TooMuch(asked: 2000, most: 1000)',
      )
    })
  })

  it('delivers events and blocks without polling', async () => {
    await connected(async (connection) => {
      const token = (await connection.deploy('Token', ['Gold', 1n])) as Contract
      const blocks: number[] = []
      await connection.ethersProvider.on('block', (number: number) => blocks.push(number))
      const seen = new Promise(
        (done) => void token.once('Minted', (_to: string, amount: bigint) => done(amount)),
      )
      await new Promise((done) => setTimeout(done, 20))
      await token.getFunction('mint')(token, 9n)
      expect(await seen).to.equal(9n)
      expect(blocks).to.deep.equal([2])
    })
  })

  it('leaves a deployment waiting where blocks are mined by hand', async () => {
    const config = `{ networks: { 'in-process': { mining: { auto: false } } } }`
    await withProject(config, async (project) => {
      const connection = await project.connect()
      const token = (await connection.deploy('Token', ['Gold', 1n])) as Contract
      expect(await connection.ethersProvider.getCode(token)).to.equal('0x')
      await connection.devchain?.mine()
      await token.waitForDeployment()
      expect(await token.getFunction('supply')()).to.equal(1n)
      await connection.close()
    })
  })

  it('has contracts where they are, and none that is not recorded', async () => {
    await connected(async (connection) => {
      const token = await connection.deploy('Token', ['Gold', 1n])
      const same = (await connection.contractAt('contracts/Token.sol:Token', token)) as Contract
      expect(await same.getFunction('name')()).to.equal('Gold')
      await failure('ADDRESS_INVALID', () => connection.contractAt('Token', '0x'))
      await failure('DEPLOYMENT_NOT_FOUND', () => connection.deployed('Token'))
    })
  })

  it('uses the options of its network', async () => {
    const config = `{ networks: { 'in-process': {
      chainId: 99, hardfork: 'shanghai', accountCount: 2, balanceWei: 5n, initialDate: '2030-01-01T00:00:00Z' } } }`
    await withProject(config, async (project) => {
      const connection = await project.connect()
      expect(connection.chainId).to.equal(99n)
      const [first, ...rest] = await connection.accounts()
      expect(rest).to.have.length(1)
      expect(await connection.ethersProvider.getBalance(first ?? '')).to.equal(5n)
      const block = await connection.ethersProvider.getBlock(0)
      expect(block?.timestamp).to.equal(Date.UTC(2030, 0, 1) / 1000)
      await connection.close()
    })
  })

  it('takes the keys of its accounts from secrets', async () => {
    const key = `0x${'17'.repeat(32)}`
    const config = `{ networks: { 'in-process': { accounts: [{ privateKey: { name: 'K' } }] } } }`
    await failure('CONFIG_INVALID', () => withProject(config, async () => undefined))
    const withSecret = `{ networks: { 'in-process': { accounts: [{ privateKey: '${key}', balanceWei: 1n }] } } }`
    await withProject(withSecret, async (project) => {
      const connection = await project.connect()
      expect(await connection.accounts()).to.have.length(1)
      await connection.close()
      await connection.close()
    })
  })
})
