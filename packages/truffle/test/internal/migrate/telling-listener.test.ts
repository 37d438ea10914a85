import { strict as assert } from 'node:assert'
import { initialMigration, MigrationProject, migration } from './migration-project.js'

/** Names and shapes of events in `events.json`, as a subscriber of the config hears them. */
const config = `const { writeFileSync } = require('fs')
const heard = []
const shape = (data) => Object.fromEntries(Object.entries(Object(data)).map(([key, value]) => [key, value === null ? 'null' : typeof value]))
module.exports = {
  subscribers: {
    mine: {
      initialization() {
        this.emitter.onAny((name, data) => {
          if (name.startsWith('rpc:')) return
          heard.push([name, shape(data)])
          writeFileSync(__dirname + '/events.json', JSON.stringify(heard))
        })
      },
      handlers: { 'deployment:succeed': [async function ({ instance }) { this.logger.log('HEARD ' + instance.address) }] },
    },
  },
}
`

const start = {
  state: 'object',
  contract: 'function',
  deployed: 'boolean',
  blockLimit: 'string',
  gas: 'undefined',
  gasPrice: 'undefined',
  from: 'string',
}

describe('subscribers of a config', () => {
  let project: MigrationProject
  const create = async (files: Readonly<Record<string, string>>): Promise<void> => {
    project = await MigrationProject.create(files)
    project.write('truffle-config.js', config)
  }
  afterEach(() => project.close())

  const events = (): readonly (readonly [string, object])[] =>
    JSON.parse(project.read('events.json'))
  const names = (): readonly string[] => events().map(([name]) => name)

  it('hear what Truffle 5.11.5 tells of migrations, in its order', async () => {
    const box = migration('await deployer.deploy(Box, 1)')
    await create({ '1_initial_migration.js': initialMigration, '2_box.js': box })
    const text = await project.migrate()
    assert.deepEqual(names(), [
      'migrate:runMigrations:start',
      'migrate:migration:start',
      'deployment:start',
      'deployment:txHash',
      'deployment:succeed',
      'migrate:settingCompletedMigrations:start',
      'migrate:settingCompletedMigrations:succeed',
      'migrate:migration:succeed',
      'migrate:migration:start',
      'deployment:start',
      'deployment:txHash',
      'deployment:succeed',
      'migrate:settingCompletedMigrations:start',
      'migrate:settingCompletedMigrations:succeed',
      'migrate:migration:succeed',
      'migrate:runMigrations:finish',
    ])
    const shapes = new Map(events())
    assert.deepEqual(shapes.get('migrate:migration:start'), {
      file: 'string',
      number: 'number',
      isFirst: 'boolean',
      network: 'string',
      networkId: 'number',
      blockLimit: 'string',
    })
    assert.deepEqual(shapes.get('deployment:start'), { ...start, estimate: 'number' })
    assert.deepEqual(shapes.get('deployment:txHash'), {
      contractName: 'string',
      transactionHash: 'string',
    })
    assert.deepEqual(shapes.get('deployment:succeed'), {
      contract: 'function',
      instance: 'object',
      deployed: 'boolean',
      receipt: 'object',
    })
    assert.deepEqual(shapes.get('migrate:runMigrations:finish'), {
      dryRun: 'boolean',
      error: 'null',
    })
    const box1 = project.addressOf('Box')
    assert.ok(text.includes(`HEARD ${box1}`), text)
  })

  it('hear of failures', async () => {
    await create({ '1_box.js': migration('await deployer.deploy(Box, "x")') })
    await assert.rejects(project.migrate())
    assert.deepEqual(names(), [
      'migrate:runMigrations:start',
      'migrate:migration:start',
      'deployment:start',
      'deployment:failed',
      'migrate:migration:error',
      'migrate:runMigrations:finish',
    ])
    const shapes = new Map(events())
    assert.deepEqual(shapes.get('deployment:failed'), {
      ...start,
      estimateError: 'object',
      error: 'object',
    })
    assert.deepEqual(shapes.get('migrate:runMigrations:finish'), {
      dryRun: 'boolean',
      error: 'string',
    })
  })
})
