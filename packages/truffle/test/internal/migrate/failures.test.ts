import { strict as assert } from 'node:assert'
import { initialMigration, MigrationProject, migration } from './migration-project.js'

describe('a deployment that fails', () => {
  let project: MigrationProject
  afterEach(() => project.close())

  /** What is printed, and what is thrown. */
  const fail = async (
    body: string,
    network: Readonly<Record<string, unknown>> = {},
  ): Promise<{ text: string; error: Error }> => {
    project = await MigrationProject.create({ '1_test.js': migration(body) }, { network })
    const error = await project.migrate().then(
      () => assert.fail('it did not fail'),
      (thrown: unknown) => thrown as Error,
    )
    return { text: project.text, error }
  }

  const reviewed =
    '\nExiting: Review successful transactions manually by checking the transaction hashes above on Etherscan.\n'

  for (const [name, body, network, message] of [
    [
      'tells the reason of a revert',
      'await deployer.deploy(Picky, 1)',
      {},
      '"Picky" hit a require or revert statement with the following reason given:\n   * too small\n',
    ],
    [
      'tells the reason of a revert that was mined',
      'await deployer.deploy(Picky, 1, { gas: 1000000 })',
      {},
      '"Picky" hit a require or revert statement with the following reason given:\n   * too small\n',
    ],
    [
      'helps with a revert without a reason',
      'await deployer.deploy(Silent)',
      {},
      `"Silent" hit a require or revert statement somewhere in its constructor. Try:
   * Verifying that your constructor params satisfy all require conditions.
   * Adding reason strings to your require statements.
`,
    ],
    [
      'shows how much gas was sent',
      'await deployer.deploy(Box, 1, { gas: 60000 })',
      {},
      `"Box" ran out of gas (using a value you set in your network config or deployment parameters.)
   * Block limit:  30000000 (0x1c9c380)
   * Gas sent:     60000 (0xea60)
`,
    ],
    [
      'shows that gas is not enough to begin with',
      'await deployer.deploy(Box, 1)',
      { gas: 21000 },
      `"Box" ran out of gas (using a value you set in your network config or deployment parameters.)
   * Block limit:  30000000 (0x1c9c380)
   * Gas sent:     21000 (0x5208)
`,
    ],
    [
      'shows the limit of a block',
      'await deployer.deploy(Box, 1, { gas: 30000001 })',
      {},
      `"Box" exceeded the block limit (with a gas value you set).
   * Block limit:  30000000 (0x1c9c380)
   * Gas sent:     30000001 (0x1c9c381)
   * Try:
      + Sending less gas.
      + Setting a higher network block limit if you are on a
        private network or test client (like ganache).
`,
    ],
    [
      'shows what is there to pay with',
      'await deployer.deploy(Box, 1, { value: "1" + "0".repeat(22), from: accounts[1] })',
      {},
      /^"Box" could not deploy due to insufficient funds\n {3}\* Account: {2}0x\w{40}\n {3}\* Balance: {2}1000000000000000000000 wei\n {3}\* Message: {2}.*insufficient funds.*\n {3}\* Try:\n/,
    ],
    [
      'shows any other error',
      'await deployer.deploy(Box, "text")',
      {},
      /^"Box" -- invalid BigNumber string.*\.\n$/,
    ],
  ] as const) {
    it(name, async () => {
      const { text, error } = await fail(body, network)
      assert.equal(Reflect.get(error, 'code'), 'TRUFFLE_DEPLOYMENT_FAILED')
      const prefix = ' *** Deployment Failed ***\n\n'
      assert.ok(error.message.startsWith(prefix), error.message)
      const explained = error.message.slice(prefix.length)
      if (typeof message === 'string') assert.equal(explained, message)
      else assert.match(explained, message)
      assert.ok(text.includes(`${error.message}\n${reviewed}`), text)
      assert.match(error.stack ?? '', /\n {4}at module\.exports \(.*1_test\.js:\d+:\d+\)/)
      assert.ok(error.stack?.startsWith(`Error: ${error.message}`))
    })
  }

  it('refuses an abstract contract', async () => {
    const { text, error } = await fail('await deployer.deploy(Idea)')
    assert.equal(Reflect.get(error, 'code'), 'TRUFFLE_DEPLOYMENT_REFUSED')
    assert.match(error.message, /"Idea" is an abstract contract or an interface and cannot be/)
    assert.ok(text.includes(error.message))
  })

  it('refuses arrays', async () => {
    const { error } = await fail('await deployer.deploy([Box])')
    assert.equal(
      error.message,
      'Support for batch deployments (array syntax) is deprecated. Please deploy each contract individually.',
    )
  })

  it('says which libraries are missing', async () => {
    const { error } = await fail('await deployer.deploy(LinkedBox)')
    assert.equal(
      error.message,
      ' *** Deployment Failed ***\n\n"LinkedBox" -- LinkedBox contains unresolved libraries. You must deploy and link the following libraries before you can deploy a new version of LinkedBox: Doubling.\n',
    )
  })

  it('refuses to link what is nowhere or nameless', async () => {
    const { error } = await fail('await deployer.link(Doubling, LinkedBox)')
    assert.match(error.message, /"Doubling" has no address\. Has it been deployed\?\n$/)
    await project.close()
    const nameless = await fail('await deployer.link({}, LinkedBox)')
    assert.match(nameless.error.message, /Cannot link a library with no name\.\n$/)
  })

  it('goes on from the file that failed, and pays nothing twice', async () => {
    project = await MigrationProject.create({
      '1_initial_migration.js': initialMigration,
      '2_boxes.js': migration(
        'await deployer.deploy(Box, 1); await deployer.deploy(Box, 2); await deployer.deploy(Picky, 1)',
      ),
    })
    await assert.rejects(project.migrate(), { code: 'TRUFFLE_DEPLOYMENT_FAILED' })
    const address = project.addressOf('Box')
    assert.notEqual(address, undefined)
    project.write(
      'migrations/2_boxes.js',
      migration(
        `await deployer.deploy(Box, 1)
         const box = await deployer.deploy(Box, 2)
         if ((await box.value()).toNumber() !== 2) throw new Error('another box')
         if (box.transactionHash !== Box.transactionHash) throw new Error('another transaction')
         await deployer.deploy(Picky, 11)`,
      ),
    )
    const text = await project.migrate()
    assert.doesNotMatch(text, /1_initial/)
    assert.equal(text.match(/Re-using deployed 'Box'/g)?.length, 2)
    assert.match(text, /Deploying 'Picky'[\s\S]*Total deployments: {3}1/)
    assert.equal(project.addressOf('Box'), address)
    assert.throws(() => project.remove('build/unfinished-migrations.json'), { code: 'ENOENT' })
  })

  it('takes over what was sent when the run was interrupted', async () => {
    project = await MigrationProject.create({
      '1_box.js': migration('await deployer.deploy(Box, 1); throw 1'),
    })
    await assert.rejects(project.migrate())
    const path = 'build/unfinished-migrations.json'
    project.write(path, project.read(path).replace(/,\s*"address": "0x\w+"/, ''))
    project.write('migrations/1_box.js', migration('await deployer.deploy(Box, 1)'))
    const address = project.addressOf('Box')
    assert.match(await project.migrate(), /Re-using deployed 'Box'/)
    assert.equal(project.addressOf('Box'), address)
  })

  it('takes over nothing with other arguments, another sender or --reset', async () => {
    project = await MigrationProject.create({
      '1_box.js': migration('await deployer.deploy(Box, 1); await deployer.deploy(Picky, 1)'),
    })
    await assert.rejects(project.migrate())
    for (const args of ['2', '1, { from: accounts[1] }', '1, { value: 1 }']) {
      project.write(
        'migrations/1_box.js',
        migration(`await deployer.deploy(Box, ${args}); throw 1`),
      )
      await assert.rejects(project.migrate(), (thrown: unknown) => thrown === 1)
      assert.match(project.text, /Deploying 'Box'/, args)
    }
    project.write('migrations/1_box.js', migration('await deployer.deploy(Box, 1)'))
    assert.match(await project.migrate({ reset: true }), /Replacing 'Box'/)
  })

  it('calls nothing replaced that only a file that failed had deployed', async () => {
    project = await MigrationProject.create({
      '1_box.js': migration('await deployer.deploy(Box, 1); throw 1'),
      '2_box.js': migration('await deployer.deploy(Box, 2); await deployer.deploy(Box, 3)'),
    })
    await assert.rejects(project.migrate())
    const text = await project.migrate({ from: 2 })
    assert.deepEqual([...text.matchAll(/\w+ 'Box'/g)].map(String), [
      "Deploying 'Box'",
      "Replacing 'Box'",
    ])
  })
})
