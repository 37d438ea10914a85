import { strict as assert } from 'node:assert'
import { createDevchain } from '@scaffold-evm/devchain'
import { initialMigration, MigrationProject, migration } from './migration-project.js'

describe('runMigrate', () => {
  let project: MigrationProject
  const create = async (
    ...args: Parameters<typeof MigrationProject.create>
  ): Promise<MigrationProject> => {
    project = await MigrationProject.create(...args)
    return project
  }
  afterEach(() => project.close())

  const box = migration('await deployer.deploy(Box, 1)')

  it('prints what Truffle prints', async () => {
    await create(
      { '1_initial_migration.js': initialMigration, '2_box.js': box },
      { network: { gasPrice: 20_000_000_000 } },
    )
    const text = await project.migrate()
    const masked = text
      .replaceAll(/0x[0-9a-fA-F]{64}/g, '<hash>')
      .replaceAll(/0x[0-9a-fA-F]{40}\b/g, '<address>')
      .replaceAll(/(timestamp: +)\d+/g, '$1<time>')
      .replaceAll(/(balance: +)[\d.]+/g, '$1<balance>')
    assert.equal(
      masked,
      `

Starting migrations...
======================
> Network name:    'development'
> Network id:      4447
> Block gas limit: 30000000 (0x1c9c380)


1_initial_migration.js
======================

   Deploying 'Migrations'
   ----------------------
   > transaction hash:    <hash>
   > Blocks: 0            Seconds: 0
   > contract address:    <address>
   > block number:        1
   > block timestamp:     <time>
   > account:             <address>
   > balance:             <balance>
   > gas used:            79985 (0x13871)
   > gas price:           20 gwei
   > value sent:          0 ETH
   > total cost:          0.0015997 ETH

   > Saving migration to chain.
   > Saving artifacts
   -------------------------------------
   > Total cost:           0.0015997 ETH


2_box.js
========

   Deploying 'Box'
   ---------------
   > transaction hash:    <hash>
   > Blocks: 0            Seconds: 0
   > contract address:    <address>
   > block number:        3
   > block timestamp:     <time>
   > account:             <address>
   > balance:             <balance>
   > gas used:            91852 (0x166cc)
   > gas price:           20 gwei
   > value sent:          0 ETH
   > total cost:          0.00183704 ETH

   > Saving migration to chain.
   > Saving artifacts
   -------------------------------------
   > Total cost:          0.00183704 ETH

Summary
=======
> Total deployments:   2
> Final cost:          0.00343674 ETH


`,
    )
    assert.equal(
      project.errors,
      '- Blocks: 0            Seconds: 0\n- Saving migration to chain.\n'.repeat(2),
    )
  })

  it('goes on after the last migration that was completed', async () => {
    await create({ '1_initial_migration.js': initialMigration, '2_box.js': box })
    await project.migrate()
    assert.equal(await project.migrate(), 'Network up to date.\n')
    project.write('migrations/4_box.js', box)
    const text = await project.migrate()
    assert.doesNotMatch(text, /2_box/)
    assert.match(text, /4_box.js\n=+\n\n {3}Replacing 'Box'/)
  })

  it('runs everything again where no contract says how far it got', async () => {
    await create({ '1_box.js': box })
    await project.migrate()
    assert.match(await project.migrate(), /Replacing 'Box'/)
  })

  it('begins anew where the chain has begun anew', async () => {
    await create({ '1_initial_migration.js': initialMigration })
    await project.migrate()
    const other = await createDevchain({ dialect: 'ganache', networkId: 4447n })
    assert.match(await project.migrate({}, { devchain: other }), /Replacing 'Migrations'/)
    await other.close()
  })

  it('runs all with --reset, from a number with --f, up to one with --to', async () => {
    await create({
      '0_zero.js': migration('console.error'),
      '1_initial_migration.js': initialMigration,
      '2_box.js': box,
      '3_box.js': box,
    })
    const files = async (options: object): Promise<unknown> =>
      [...(await project.migrate(options)).matchAll(/^\d_\w+/gm)].map(String)
    assert.deepEqual(await files({ to: 2 }), ['1_initial_migration', '2_box'])
    assert.deepEqual(await files({}), ['3_box'])
    assert.deepEqual(await files({ reset: true }), [
      '0_zero',
      '1_initial_migration',
      '2_box',
      '3_box',
    ])
    assert.deepEqual(await files({ from: 2, to: 2 }), ['2_box'])
    assert.deepEqual(await files({}), ['3_box'])
  })

  it('writes addresses, links and the events of libraries into artifacts', async () => {
    await create({
      '1_linked.js': migration(`
        await deployer.deploy(Doubling)
        await deployer.link(Doubling, LinkedBox)
        const box = await deployer.deploy(LinkedBox)
        await box.set(4)
        if ((await box.value()).toString() !== '8') throw new Error('not linked')`),
    })
    const text = await project.migrate()
    const { networks, networkType, abi } = project.artifact('LinkedBox')
    assert.ok(!JSON.stringify([abi, networks]).includes('"signature"'))
    assert.equal(networkType, 'ethereum')
    const { address, transactionHash, links, events } = Object(networks['4447'])
    assert.match(text, new RegExp(`contract address: +${address}`))
    assert.match(text, new RegExp(`transaction hash: +${transactionHash}`))
    assert.deepEqual(links, { Doubling: project.addressOf('Doubling') })
    assert.deepEqual(
      Object.values(events).map((event) => [Object(event).name, Object(event).signature]),
      [['Doubled', undefined]],
    )
    assert.match(
      text,
      /\n {3}Linking\n {3}-{7}\n {3}\* Contract: LinkedBox <--> Library: Doubling \(at/,
    )
  })

  it("writes no artifacts of contracts that are not the project's", async () => {
    await create({
      '1_foreign.js': migration(`
        const Foreign = Box.clone({ contractName: 'Foreign' })
        await deployer.deploy(Foreign, 1, { from: accounts[0] })`),
    })
    assert.match(await project.migrate(), /Deploying 'Foreign'/)
    assert.throws(() => project.artifact('Foreign'), { code: 'ENOENT' })
  })

  it('keeps nothing with `save: false`', async () => {
    await create({ '1_box.js': box })
    assert.match(await project.migrate({ save: false }), /total cost/)
    assert.equal(project.addressOf('Box'), undefined)
  })

  it('prints nothing when it is quiet', async () => {
    await create({ '1_box.js': box })
    project.write('truffle-config.js', 'module.exports = { quiet: true }')
    assert.equal(await project.migrate(), '')
    assert.notEqual(project.addressOf('Box'), undefined)
  })

  it('has globals only while a migration runs', async () => {
    await create({
      '1_globals.js': `module.exports = async (deployer) => {
      globalThis.seen = [artifacts, config.network, (await web3.eth.getAccounts()).length, typeof interfaceAdapter]
    }`,
    })
    await project.migrate()
    const seen: unknown[] = Reflect.get(globalThis, 'seen')
    assert.deepEqual(seen.slice(1), ['development', 10, 'object'])
    for (const name of ['artifacts', 'config', 'web3', 'interfaceAdapter']) {
      assert.equal(name in globalThis, false, name)
    }
  })

  it('takes ES modules and TypeScript', async () => {
    await create({
      '1_module.ts': `export default async (deployer: any) => { await deployer.deploy(artifacts.require('Box'), 1) }
declare const artifacts: any`,
    })
    assert.match(await project.migrate(), /1_module.ts\n=+\n\n {3}Deploying 'Box'/)
  })

  it('refuses a file that gives no function with parameters', async () => {
    await create({ '1_nothing.js': 'module.exports = () => {}' })
    const path = `${project.root}/migrations/1_nothing.js`
    await assert.rejects(project.migrate(), {
      code: 'TRUFFLE_MIGRATION_INVALID',
      message: `Migration ${path} invalid or does not take any parameters`,
    })
  })

  it('says how it goes on in lines of JSON', async () => {
    await create({ '1_initial_migration.js': initialMigration })
    const text = await project.migrate({ describeJson: true })
    const lines = [...text.matchAll(/^MIGRATION_STATUS:(.*)$/gm)].map((line) =>
      JSON.parse(line[1] ?? ''),
    )
    assert.deepEqual(
      lines.map(({ status }) => status),
      [
        'preAllMigrations',
        'preMigrate',
        'deploying',
        'deployed',
        'postMigrate',
        'lastMigrate',
        'postAllMigrations',
      ],
    )
    const { data } = lines[3]
    assert.equal(data.contract.address, project.addressOf('Migrations'))
    assert.equal(data.gas, '13871')
    assert.equal(data.receipt.gasUsed, 79985)
    assert.equal(lines[1].data.blockLimit, '0x1c9c380')
  })

  it('waits for confirmations', async () => {
    await create(
      { '1_box.js': box },
      { network: { confirmations: 2, deploymentPollingInterval: 5 } },
    )
    const timer = setInterval(() => void project.devchain.mine(), 20)
    const text = await project.migrate().finally(() => clearInterval(timer))
    assert.match(text, /\n {3}Pausing for 2 confirmations\.\.\.\n\n {3}-{31}\n/)
    // How many blocks pass between two looks is up to the machine.
    const counts = [...text.matchAll(/ {3}> confirmation number: (\d+) \(block: \d+\)\n/g)]
    assert.ok(Number(counts.at(-1)?.[1]) >= 2, text)
  })

  it('tells of promises that nobody heard failing', async () => {
    await create({ '1_stray.js': migration('Promise.reject(4242)', 'sync') })
    const text = await project.migrate()
    assert.match(text, /UnhandledRejections detected\n\[object Promise\] 4242\n$/)
  })
})
