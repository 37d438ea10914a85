import { strict as assert } from 'node:assert'
import { MigrationProject, migration } from './migration-project.js'

describe('Deployer', () => {
  let project: MigrationProject
  afterEach(() => project.close())

  const migrate = async (body: string, kind?: 'sync' | 'async'): Promise<string> => {
    project = await MigrationProject.create({ '1_test.js': migration(body, kind) })
    return project.migrate()
  }

  it('gives the instance to whoever awaits it, also the first time', async () => {
    await migrate(`
      const box = await deployer.deploy(Box, 7)
      if (box.address !== Box.address) throw new Error('no address')
      if ((await box.value()).toNumber() !== 7) throw new Error('no value')`)
  })

  it('does what is queued in order, and what follows from a step before the next', async () => {
    const text = await migrate(
      `deployer.deploy(Doubling).then(() => deployer.deploy(Box, 1))
       deployer.link(Doubling, LinkedBox)
       deployer.deploy(LinkedBox)
       deployer.then(async () => { await deployer.new(Box, 2) })`,
      'sync',
    )
    const steps = [...text.matchAll(/Deploying '\w+'|Linking\n|Creating new instance of \w+/g)]
    assert.deepEqual(steps.map(String), [
      "Deploying 'Doubling'",
      "Deploying 'Box'",
      'Linking\n',
      "Deploying 'LinkedBox'",
      'Creating new instance of Box',
    ])
  })

  it('takes promises for arguments, and options after them', async () => {
    await migrate(`
      const box = await deployer.deploy(Box, Promise.resolve(5), { from: accounts[3], value: 9 })
      if ((await box.value()).toNumber() !== 5) throw new Error('no value')
      if ((await web3.eth.getBalance(box.address)) !== '9') throw new Error('no money')
      const { from } = await web3.eth.getTransaction(box.transactionHash)
      if (from !== accounts[3]) throw new Error('wrong sender')`)
  })

  it('keeps what is deployed with `overwrite: false`', async () => {
    const text = await migrate(`
      const first = await deployer.deploy(Box, 1, { overwrite: false })
      const second = await deployer.deploy(Box, 2, { overwrite: false })
      if (first.address !== second.address) throw new Error('another')`)
    assert.match(text, /Re-using deployed 'Box'\n {3}-+\n {3}> contract address: +0x\w{40}\n\n/)
  })

  it('links nothing twice, nor what does not need it', async () => {
    const text = await migrate(`
      await deployer.deploy(Doubling)
      await deployer.link(Doubling, [LinkedBox, Box])
      await deployer.link(Doubling, LinkedBox)`)
    assert.equal(text.match(/Linking/g)?.length, 1)
  })

  it('knows its network', async () => {
    await migrate(`
      const seen = [deployer.network, network, String(deployer.network_id), typeof deployer.provider.send, typeof deployer.ens]
      if (seen.join() !== 'development,development,4447,function,undefined') throw new Error(seen.join())`)
  })

  it('waits for what is begun and not awaited', async () => {
    const text = await migrate(`
      await deployer.deploy(Box, 1)
      deployer.deploy(Doubling)`)
    assert.match(text, /Deploying 'Doubling'[\s\S]*Total deployments: {3}2/)
  })

  it('fails when what is begun and not awaited fails', async () => {
    const running = migrate(`
      await deployer.deploy(Box, 1)
      deployer.deploy(Picky, 1)`)
    await assert.rejects(running, { code: 'TRUFFLE_DEPLOYMENT_FAILED' })
  })

  it('lets a migration catch what fails', async () => {
    const text = await migrate(`
      try { await deployer.deploy(Picky, 1) } catch (error) { await deployer.deploy(Picky, 11) }`)
    assert.match(text, /too small[\s\S]*Total deployments: {3}1/)
  })

  it('deploys arrays in projects of Truffle 4', async () => {
    const body = `
      const [one, doubling] = await deployer.deploy([[Box, 1], Doubling])
      if (one.address !== Box.address || doubling.address !== Doubling.address) throw new Error('other')`
    project = await MigrationProject.create({ '1_test.js': migration(body) })
    assert.match(await project.migrate({}, { flavor: { name: 'truffle4' } }), /deployments: {3}2/)
  })
})
