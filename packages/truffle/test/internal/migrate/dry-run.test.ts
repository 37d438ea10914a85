import { strict as assert } from 'node:assert'
import { initialMigration, MigrationProject, migration } from './migration-project.js'

describe('a dry run', () => {
  let project: MigrationProject
  const create = async (
    ...args: Parameters<typeof MigrationProject.create>
  ): Promise<MigrationProject> => {
    project = await MigrationProject.create(...args)
    return project
  }
  afterEach(() => project.close())

  const files = {
    '1_initial_migration.js': initialMigration,
    '2_box.js': migration(`
      await deployer.deploy(Box, 1, { from: accounts[2] })
      globalThis.seen = [network, accounts.length, config.network, await web3.eth.getChainId()]`),
  }
  const blockNumber = async (): Promise<number> =>
    Number(await project.devchain.request({ method: 'eth_blockNumber' }))

  it('runs on a fork and leaves nothing', async () => {
    await create(files, { network: { gasPrice: 20_000_000_000 } })
    await project.devchain.mine(3)
    const text = await project.migrate({ dryRun: true })
    assert.match(
      text,
      /^\n\nMigrations dry-run \(simulation\)\n={31}\n> Network name: {4}'development-fork'\n> Network id: {6}4447\n/,
    )
    assert.match(text, /Deploying 'Box'\n {3}-+\n {3}> block number: {8}7\n/)
    assert.match(text, /gas price: {11}20 gwei/)
    assert.doesNotMatch(text, /transaction hash|contract address|Saving/)
    assert.match(text, /Total deployments: {3}2/)
    assert.deepEqual(Reflect.get(globalThis, 'seen'), [
      'development-fork',
      10,
      'development-fork',
      1337,
    ])
    assert.equal(await blockNumber(), 3)
    assert.equal(project.addressOf('Box'), undefined)
  })

  it('comes first where it costs money', async () => {
    await create(files, { chain: { networkId: 1n } })
    const text = await project.migrate()
    const names = [...text.matchAll(/Network name: +'(.*)'/g)].map((match) => match[1])
    assert.deepEqual(names, ['development-fork', 'development'])
    assert.equal(text.match(/Total deployments: {3}2/g)?.length, 2)
    assert.notEqual(project.addressOf('Box', '1'), undefined)
  })

  it('is left out on request', async () => {
    await create(files, { network: { production: true } })
    assert.doesNotMatch(await project.migrate({ skipDryRun: true }), /dry-run/)
  })

  it('stops what would fail', async () => {
    const failing = { '1_picky.js': migration('await deployer.deploy(Picky, 1)') }
    await create(failing, { network: { production: true } })
    await assert.rejects(project.migrate(), { code: 'TRUFFLE_DEPLOYMENT_FAILED' })
    assert.equal(await blockNumber(), 0)
  })

  it('asks before the real one with --interactive', async () => {
    await create(files, { network: { production: true } })
    project.answers = ['no', 'yes']
    assert.doesNotMatch(await project.migrate({ interactive: true }), /Starting migrations/)
    assert.equal(await blockNumber(), 0)
    const text = await project.migrate({ interactive: true })
    assert.match(
      text,
      /\nDry-run successful\. Do you want to proceed with real deployment\? {2}>> \(y\/n\): \n\nStarting/,
    )
  })

  for (const [name, text] of [
    [
      '1_module.mjs',
      "const Box = artifacts.require('Box')\nexport default async (deployer) => { await deployer.deploy(Box, 1) }",
    ],
    [
      '1_module.js',
      "const Box = artifacts.require('Box')\nexport default async (deployer) => { await deployer.deploy(Box, 1) }",
    ],
    [
      '1_module.ts',
      "const Box = (globalThis as any).artifacts.require('Box')\nexport default async (deployer: any) => { await deployer.deploy(Box, 1) }",
    ],
  ] as const) {
    it(`loads ${name} again for the real one`, async () => {
      await create({ [name]: text }, { network: { production: true } })
      project.write(
        'truffle-config.js',
        'module.exports = { migrations_file_extension_regexp: /^.(m?js|ts)$/ }',
      )
      await project.migrate()
      assert.notEqual(project.addressOf('Box'), undefined)
      assert.equal(await blockNumber(), 1)
    })
  }

  it('leaves nothing to modules that migrations require', async () => {
    await create(
      {
        '1_helped.js':
          "const boxes = require('../boxes.js')\nmodule.exports = async (deployer) => { await deployer.deploy(boxes.Box, 1) }",
      },
      { network: { production: true } },
    )
    project.write('boxes.js', "exports.Box = artifacts.require('Box')")
    await project.migrate()
    assert.equal(await blockNumber(), 1)
  })

  it('starts from what the network has', async () => {
    await create({ '1_initial_migration.js': initialMigration })
    await project.migrate()
    project.write(
      'migrations/2_box.js',
      migration(`
        const done = await (await Migrations.deployed()).last_completed_migration()
        if (done.toNumber() !== 1) throw new Error('another chain')
        await deployer.deploy(Box, 1)`),
    )
    const text = await project.migrate({ dryRun: true })
    assert.doesNotMatch(text, /1_initial/)
    assert.match(text, /2_box/)
  })

  describe('on mainnet', () => {
    const createPrinting = async (): Promise<void> => {
      await create({}, { chain: { networkId: 1n } })
      const box = { ...project.artifact('Box'), deployedBytecode: '0x6a636f6e736f6c652e6c6f6700' }
      project.write('build/contracts/Box.json', JSON.stringify(box))
    }

    it('warns of contracts that print', async () => {
      await createPrinting()
      assert.match(
        await project.migrate({ skipDryRun: true }),
        /\nSolidity console\.log detected in the following assets:\nBox\.json\n/,
      )
    })

    it('deploys none where the config says so', async () => {
      await createPrinting()
      project.write(
        'truffle-config.js',
        'module.exports = { solidityLog: { preventConsoleLogMigration: true } }',
      )
      await assert.rejects(project.migrate({ skipDryRun: true }), {
        code: 'TRUFFLE_CONSOLE_LOG_DEPLOYED',
      })
    })
  })
})
