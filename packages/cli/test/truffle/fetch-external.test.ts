import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { createDevchain, type Devchain, type DevchainServer } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { ContractFactory, Interface } from 'ethers'
import { type CliResult, runScaffold } from '../support/run-scaffold.js'
import { useBareFolder } from '../support/temp-folder.js'
import { truffleProject } from '../support/truffle-project.js'

const solc: { compile(input: string): string; version(): string } = createRequire(import.meta.url)(
  'solc',
)

const vault = `pragma solidity ^0.8.0;
contract Vault {
  mapping(uint256 => uint256) public slots;
  function put(uint256 amount) external {
    uint256 kept = amount / 2;
    slots[7] = kept;
    require(amount < 1000, "too much");
  }
}
`
const sources = { 'contracts/Vault.sol': { content: vault } }
const settings = { optimizer: { enabled: true, runs: 200 } }
const outputSelection = { '*': { '*': ['abi', 'evm.bytecode.object'] } }
const input = { language: 'Solidity', sources, settings: { ...settings, outputSelection } }
const { abi, evm } = JSON.parse(solc.compile(JSON.stringify(input))).contracts[
  'contracts/Vault.sol'
].Vault

const compilation = {
  language: 'Solidity',
  compilerVersion: solc.version().replace('.Emscripten.clang', ''),
  compilerSettings: settings,
  name: 'Vault',
}

describe('contracts that a Truffle project does not know', function () {
  this.timeout(60_000)
  const folder = useBareFolder(truffleProject)
  let chain: Devchain
  let node: DevchainServer
  let service: Server
  let address: string

  before(async () => {
    chain = await createDevchain({ dialect: 'ganache', logger: () => undefined })
    node = await chain.listen({ port: 0 })
    const [from] = await ask<string[]>('eth_accounts')
    const { data } = await new ContractFactory(abi, evm.bytecode.object).getDeployTransaction()
    address = (await receipt({ from, data, gas: '0x100000' })).contractAddress
    service = createServer((request, response) => {
      const isKnown = request.url?.toLowerCase().includes(address) === true
      response.statusCode = isKnown ? 200 : 404
      response.end(JSON.stringify(isKnown ? { match: 'match', abi, sources, compilation } : {}))
    })
    await new Promise<void>((done) => service.listen(0, '127.0.0.1', done))
  })

  beforeEach(async () => {
    const { port } = service.address() as AddressInfo
    // A provider that a function makes, of which nobody knows the address.
    await folder.write({
      'truffle-config.js': `const send = (payload, done) => {
  const ask = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(payload) }
  fetch('${node.url}', ask).then((response) => response.json()).then((answer) => done(null, answer), done)
}
module.exports = {
  networks: { made: { provider: () => ({ send }), network_id: '*' } },
  compilers: { solc: { version: '0.8.37' } },
  sourcify: { url: 'http://127.0.0.1:${port}' },
}
`,
    })
  })

  after(async () => {
    service.close()
    await node.close()
    await chain.close()
  })

  function ask<T>(method: string, ...params: unknown[]): Promise<T> {
    return chain.request({ method, params }) as Promise<T>
  }

  async function receipt(
    transaction: object,
  ): Promise<{ readonly contractAddress: string; readonly transactionHash: string }> {
    return ask('eth_getTransactionReceipt', await ask('eth_sendTransaction', transaction))
  }

  async function put(amount: number): Promise<string> {
    const [from] = await ask<string[]>('eth_accounts')
    const data = new Interface(abi).encodeFunctionData('put', [amount])
    return (await receipt({ from, to: address, data, gas: '0x100000' })).transactionHash
  }

  const run = (args: readonly string[], lines: readonly string[] = []): Promise<CliResult> =>
    runScaffold([...args, '--network', 'made'], {
      cwd: folder.path,
      input: `${lines.join('\n')}\n`,
    })

  it('are called by what their publishers say of them', async () => {
    await put(100)
    const { stdout, exitCode } = await run(['call', address, 'slots', '7', '-x'])
    expect([stdout.trim(), exitCode]).to.deep.equal([
      'Returned values: (\n  50 (type: uint256)\n)',
      0,
    ])
    const unknown = await run(['call', `0x${'12'.repeat(20)}`, 'slots', '7', '--fetch-external'])
    expect(unknown.exitCode).to.equal(1)
    expect(unknown.stdout).to.contain('No verified sources found for')
    expect((await run(['call', 'Box', 'value', '-x'])).stdout).to.contain('leave out -x')
  })

  it('are debugged in their sources, on the network of a provider that a function makes', async () => {
    const hash = await put(5000)
    const { stdout, stderr, exitCode } = await run(['debug', hash, '-x'], ['c', 'v', 's'])
    expect(exitCode, stderr).to.equal(0)
    expect(stdout).to.contain('It failed: reverted: too much')
    expect(stdout).to.match(/> 7 {2}.*require\(amount < 1000, "too much"\);/)
    expect(stdout)
      .to.match(/kept +2500 +uint256/)
      .and.to.match(/amount +5000 +uint256/)
    expect(stdout).to.contain('sourcify/').and.to.contain('contracts/Vault.sol:7')
    const plain = await run(['debug', hash])
    expect(plain.stdout).to.contain('None of its contracts is one that the project compiles to.')
  })
})
