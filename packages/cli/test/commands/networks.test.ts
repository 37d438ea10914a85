import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { repository, runScaffold } from '../support/run-scaffold.js'
import { useTempFolder } from '../support/temp-folder.js'

const networks = { first: 101, second: 102, third: 103 } as const

/** One registry, a factory and what it makes, linked libraries, a proxy behind a timelock: the example, on three chains. */
describe('scaffold migrate and plan on several networks', function () {
  this.timeout(120_000)
  const folder = useTempFolder()
  const chains: Devchain[] = []

  beforeEach(async () => {
    for (const name of ['contracts', 'migrations']) {
      const from = join(repository, 'examples/nested', name)
      await cp(from, join(folder.path, name), { recursive: true })
    }
    const entries: string[] = []
    for (const [name, chainId] of Object.entries(networks)) {
      const chain = await createDevchain({ chainId })
      chains.push(chain)
      const { url } = await chain.listen({ port: 0 })
      entries.push(`${name}: { url: '${url}' }`)
    }
    const gone = "gone: { url: 'http://127.0.0.1:9' }"
    await writeFile(
      join(folder.path, 'scaffold.config.mjs'),
      `export default { networks: { ${[...entries, gone].join(', ')} } }`,
    )
  })
  afterEach(() => Promise.all(chains.splice(0).map((chain) => chain.close())))

  const run = (...args: string[]) => runScaffold(args, { cwd: folder.path })
  const contractsOf = async (network: string): Promise<Record<string, { address: string }>> => {
    const text = await readFile(join(folder.path, 'deployments', `${network}.json`), 'utf8')
    return JSON.parse(text).contracts
  }
  const addressesOf = async (network: string): Promise<readonly (readonly [string, string])[]> =>
    Object.entries(await contractsOf(network)).map(
      ([name, { address }]) => [name, address] as const,
    )

  it('puts a nested deployment at the same addresses, goes on after a network that fails, and draws it', async () => {
    // Other nonces on the second chain: salts alone count.
    const account = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
    const sent = { from: account, to: account }
    await chains[1]?.request({ method: 'eth_sendTransaction', params: [sent] })

    const planned = await run(
      'plan',
      '--network',
      'first',
      '--graph',
      'plan.svg',
      '--graph',
      'plan.md',
    )
    expect(planned.exitCode, planned.stderr).to.equal(2)
    const svg = await readFile(join(folder.path, 'plan.svg'), 'utf8')
    expect(svg).to.match(/^<svg [\s\S]*>VaultFactory<[\s\S]*<\/svg>\n$/)
    const markdown = await readFile(join(folder.path, 'plan.md'), 'utf8')
    expect(markdown)
      .to.match(/n\d+ == creates ==> n\d+/)
      .and.include('Rounding')

    const migrated = await run('migrate', '--network', 'first,gone,second,third')
    expect(migrated.exitCode).to.equal(1)
    expect(migrated.stderr).to.match(/^gone: error\[NETWORK_UNREACHABLE\]/m)
    expect(migrated.stdout).to.include('The same on first, second, third')
    expect(migrated.stdout).not.to.include('Different on')
    expect(migrated.stdout).to.include('Failed on gone')
    const names = ['Gold', 'Portions', 'Registry', 'Rounding', 'SilverLeft', 'SilverRight', 'Terms']
    const first = await addressesOf('first')
    expect(first.map(([name]) => name)).to.include.members(names)
    expect(await addressesOf('second')).to.deep.equal(first)
    expect(await addressesOf('third')).to.deep.equal(first)

    const again = await run('plan', '--network', 'first,second,third', '--json')
    expect(again.exitCode, again.stderr).to.equal(0)
    const { networks: plans } = JSON.parse(again.stdout)
    expect(plans.map(({ status }: { status: string }) => status)).to.deep.equal([
      'up-to-date',
      'up-to-date',
      'up-to-date',
    ])
  })

  it('tells of addresses that differ although they follow from a salt', async () => {
    await folder.write({
      'contracts/Imports.sol': `pragma solidity ^0.8.28;
contract Note { uint256 public chain; constructor(uint256 chain_) { chain = chain_; } }`,
      'migrations/01_vaults.ts': `export default async (m) => {
  await m.deploy('Note', { args: [m.chainId], salt: 'note' })
  await m.deploy('Note', { id: 'Everywhere', args: [m.chainId], create3: { salt: 'note' } })
}`,
    })
    const { stdout, exitCode } = await run('migrate', '--network', 'first,second', '--json')
    expect(exitCode).to.equal(0)
    const { contracts, networks: reports } = JSON.parse(stdout)
    expect(reports.map(({ network }: { network: string }) => network)).to.deep.equal([
      'first',
      'second',
    ])
    const told = contracts.map(({ name, status, isDeterministic }: Record<string, unknown>) => [
      name,
      status,
      isDeterministic,
    ])
    expect(told).to.deep.equal([
      ['Everywhere', 'equal', true],
      ['Note', 'different', true],
    ])
    const text = await run('migrate', '--network', 'first, second')
    expect(text.stdout).to.match(/Different on first, second\n {2}Note: it follows from a salt/)
  })

  it('refuses what is of one network, and unknown names before anything is done', async () => {
    for (const args of [
      ['migrate', '--plan', 'plan.json'],
      ['plan', '--out', 'plan.json'],
      ['plan', '--graph', 'plan.svg'],
      ['migrate', '--print-only'],
    ]) {
      const { exitCode, stderr } = await run(...args, '--network', 'first,second')
      expect(stderr).to.match(/^error\[USAGE\]/)
      // 2 says of a plan that there is something to do.
      expect(exitCode).to.equal(args[0] === 'plan' ? 1 : 2)
    }
    const wrong = await run('plan', '--graph', 'plan.png')
    expect(wrong.exitCode).to.equal(1)
    const unknown = await run('migrate', '--network', 'first,thrid')
    expect(unknown.stderr).to.match(/error\[NETWORK_UNKNOWN\]/)
    expect(unknown.exitCode).to.equal(1)
  })
})
