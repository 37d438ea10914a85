import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { boxProject } from '../support/projects.js'
import { type CliResult, runScaffold } from '../support/run-scaffold.js'
import { useSharedTempFolder } from '../support/temp-folder.js'

describe('scaffold trace', function () {
  this.timeout(60_000)
  const folder = useSharedTempFolder(boxProject)
  let chain: Devchain
  let hashes: readonly string[]

  before(async () => {
    chain = await createDevchain({ throwOnTransactionFailures: false })
    const { url } = await chain.listen({ port: 0 })
    await folder.write({
      'scaffold.config.js': `export default { solidity: '0.8.37', networks: { node: { url: '${url}' } } }\n`,
      'set.js': `import { deployed } from 'scaffold-evm/test'
const box = await deployed('Box')
const [low, high] = [await box.set.populateTransaction(1n), await box.set.populateTransaction(9n)]
const hashes = []
for (const tx of [low, high]) hashes.push(await box.runner.sendUncheckedTransaction({ ...tx, gasLimit: 100000n }))
console.log(hashes.join(' '))
`,
    })
    await runScaffold(['migrate', '--network', 'node'], { cwd: folder.path })
    const { stdout, stderr } = await runScaffold(['run', 'set.js', '--network', 'node'], {
      cwd: folder.path,
    })
    hashes = stdout.trim().split(' ')
    expect(hashes, stderr).to.have.length(2)
  })
  after(() => chain.close())

  function trace(...args: readonly string[]): Promise<CliResult> {
    return runScaffold(['trace', ...args, '--network', 'node'], { cwd: folder.path })
  }

  it('shows the calls of a transaction by the names of the project', async () => {
    const { stdout, exitCode } = await trace(hashes[1] ?? '')
    const [hash, place, , ...rest] = stdout.split('\n')
    expect(hash).to.equal(hashes[1])
    expect(place).to.match(/^block 3 of node, from accounts\[0\], [\d,]+ gas$/)
    expect(
      rest
        .slice(0, 2)
        .join('\n')
        .replace(/ {2}[\d,]+ gas/, ''),
    ).to.equal('Box.set(next: 9)\n└─ emit Changed(value: 9)')
    expect(stdout).to.match(/^Box +0x[\dA-Fa-f]{40}$/m)
    expect(exitCode).to.equal(0)
  })

  it('names errors, and shows more or less as it is asked', async () => {
    const failed = await trace(hashes[0] ?? '', '-v')
    expect(failed.stdout).to.contain('✗ reverts with TooSmall(value: 1)')
    expect((await trace(hashes[1] ?? '', '-v')).stdout).not.to.contain('emit')
    expect((await trace(hashes[1] ?? '', '-vvvv')).stdout).to.contain('store value: 7 → 9')
  })

  it('has everything as JSON', async () => {
    const { stdout } = await trace(hashes[1] ?? '', '--json')
    const { hash, network, call, names } = JSON.parse(stdout)
    expect({ hash, network }).to.deep.equal({ hash: hashes[1], network: 'node' })
    expect(call).to.include({ contractName: 'Box', functionName: 'set' })
    expect(call.values).to.deep.equal([{ name: 'next', type: 'uint256', value: '9' }])
    expect(names[call.to]).to.equal('Box')
  })

  it('is what tests on a network point to, which they cannot trace themselves', async () => {
    const args = ['test', '-v', '--network', 'node', '--no-migrate']
    const { stderr, exitCode } = await runScaffold(args, { cwd: folder.path })
    expect(stderr).to.contain('error[TEST_TRACE_NETWORK]')
    expect(stderr).to.contain('scaffold trace <hash> --network node')
    expect(exitCode).to.equal(1)
  })

  it('says what is wrong with a hash', async () => {
    for (const [hash, code] of [
      ['0x12', 'TRANSACTION_HASH_INVALID'],
      [`0x${'ab'.repeat(32)}`, 'TRANSACTION_NOT_FOUND'],
    ] as const) {
      const { stderr, exitCode } = await trace(hash)
      expect(stderr).to.contain(`error[${code}]`)
      expect(exitCode).to.equal(1)
    }
  })
})
