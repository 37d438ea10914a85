import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { type CliResult, runScaffold } from '../support/run-scaffold.js'
import { useTempFolder } from '../support/temp-folder.js'
import { openTruffleShop, type TruffleShop } from '../support/truffle-shop.js'

describe('a project that Truffle migrated', function () {
  this.timeout(60_000)
  const folder = useTempFolder()
  let shop: TruffleShop

  beforeEach(async () => {
    shop = await openTruffleShop(folder.path)
  })
  afterEach(() => shop.close())

  const scaffold = (...args: string[]): Promise<CliResult> =>
    runScaffold(args, { cwd: folder.path, env: shop.env })
  const blockNumber = async (): Promise<number> =>
    Number(await shop.chain.request({ method: 'eth_blockNumber' }))

  it('goes on in the way of Truffle: what is done is not done again', async () => {
    const before = await blockNumber()
    const idle = await scaffold('migrate', '--network', 'shop')
    expect(idle.stdout, idle.stderr).to.contain('Network up to date.')
    expect(await blockNumber()).to.equal(before)

    await shop.addLater('4_branch.js')
    const { stdout, exitCode } = await scaffold('migrate', '--network', 'shop')
    expect(exitCode, stdout).to.equal(0)
    expect(stdout.match(/^\d_\w+\.js$/gm)).to.deep.equal(['4_branch.js'])
    expect(stdout).to.contain(`Library: Prices (at address: ${shop.addresses['Prices']})`)
    // Branch, an entry in the directory, and that it is done.
    expect(await blockNumber()).to.equal(before + 3)
    const branch = (await shop.artifact('Branch')).networks['5777']
    expect(branch.links).to.deep.equal({ Prices: shop.addresses['Prices'] })
    const { networks } = await shop.artifact('Shop')
    expect(Object.keys(networks)).to.deep.equal(['4242', '5777'])
    expect(networks['5777'].address).to.equal(shop.addresses['Shop'])
    expect((await scaffold('migrate', '--network', 'shop')).stdout).to.contain('up to date')
  })

  it('goes on in the way of scaffold, after its state is imported', async () => {
    expect((await scaffold('init')).exitCode).to.equal(0)
    const before = await blockNumber()
    const imported = await scaffold('deployments', 'import', '--network', 'shop', '--json')
    const { contracts, migrations, notes } = JSON.parse(imported.stdout)
    expect(migrations).to.deep.equal(['1_initial_migration', '2_shop', '3_directory'])
    expect(notes).to.deep.equal([])
    const { Migrations: _, ...deployed } = shop.addresses
    const found = contracts.map((one: { name: string; address: string }) => [one.name, one.address])
    expect(Object.fromEntries(found)).to.deep.equal(deployed)
    expect(await blockNumber()).to.equal(before)

    const record = JSON.parse(await readFile(join(folder.path, 'deployments/shop.json'), 'utf8'))
    expect(record.contracts.Shop).to.deep.include({
      contract: 'contracts/Shop.sol:Shop',
      migration: '2_shop',
      args: ['Corner', '50'],
      libraries: { 'contracts/Prices.sol:Prices': deployed['Prices'] },
      imported: 'truffle',
    })
    expect(record.contracts.Directory.migration).to.equal('3_directory')
    expect(Object.keys(record.migrations['2_shop'].steps)).to.have.members([
      'deploy Prices',
      'deploy Shop',
    ])

    // By the names that Truffle gave to sources, so that the code is the same to the last byte.
    const dry = await scaffold('verify', 'Shop', '--network', 'shop', '--dry-run', '--json')
    const [{ contract, match, sources }] = JSON.parse(dry.stdout)
    expect({ contract, match }).to.deep.equal({
      contract: 'project:/contracts/Shop.sol:Shop',
      match: 'exact',
    })
    expect(sources).to.have.length(2)

    await shop.addLater('4_branch.m.js', '4_branch.mjs')
    const { stdout, stderr, exitCode } = await scaffold('migrate', '--network', 'shop', '--json')
    expect(exitCode, stderr).to.equal(0)
    const { files, totals } = JSON.parse(stdout)
    expect(
      files.map((file: { name: string; status: string }) => [file.name, file.status]),
    ).to.deep.equal([
      ['1_initial_migration', 'skipped'],
      ['2_shop', 'skipped'],
      ['3_directory', 'skipped'],
      ['4_branch', 'migrated'],
    ])
    expect(totals).to.include({ deployments: 1, calls: 1 })
    expect(await blockNumber()).to.equal(before + 2)
    const again = await scaffold('deployments', 'import', '--network', 'shop', '--json')
    const states = JSON.parse(again.stdout).contracts.map((one: { status: string }) => one.status)
    expect(states).to.deep.equal(['known', 'known', 'known'])
  })

  it('imports nothing of another chain', async () => {
    await scaffold('init')
    const migrated = JSON.parse((await scaffold('migrate', '--json')).stdout)
    expect(migrated.error.code).to.equal('MIGRATION_FOR_TRUFFLE')
    const json = async (...args: string[]): Promise<string> =>
      JSON.parse((await scaffold('deployments', 'import', ...args, '--json')).stdout).error?.code
    expect(await json()).to.equal('IMPORT_NETWORK')
    expect(await json('nowhere', '--network', 'shop')).to.equal('IMPORT_MISSING')
    expect(await json('contracts', '--network', 'shop')).to.equal('IMPORT_UNKNOWN')
    for (const name of Object.keys(shop.addresses)) await shop.forget(name)
    expect(await json('--network', 'shop')).to.equal('IMPORT_CHAIN')
  })
})
