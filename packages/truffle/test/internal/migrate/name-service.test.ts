import { strict as assert } from 'node:assert'
import { NameService } from '../../../src/internal/migrate/ens/name-service.js'
import { openSession } from '../../../src/open-session.js'
import { MigrationProject, migration } from './migration-project.js'

describe('deployer.ens', () => {
  let project: MigrationProject
  afterEach(() => project.close())

  const migrate = async (body: string): Promise<string> => {
    project = await MigrationProject.create({ '1_test.js': migration(body) })
    project.write('truffle-config.js', 'module.exports = { ens: { enabled: true } }')
    return project.migrate()
  }

  it('leads names to contracts, on a chain without ENS through one of its own', async () => {
    await migrate(`
      await deployer.deploy(Box, 1)
      await deployer.ens.setAddress('box.eth', Box, { from: accounts[0] })
      await deployer.ens.setAddress('other.box.test', accounts[5], { from: accounts[3] })
      const resolve = async (name) => {
        web3.eth.ens.registryAddress = config.ens.registryAddress
        return web3.eth.ens.getAddress(name)
      }
      if ((await resolve('box.eth')) !== Box.address) throw new Error('box.eth')
      if ((await resolve('other.box.test')) !== accounts[5]) throw new Error('other.box.test')
      if ((await web3.eth.ens.getOwner('other.box.test')) !== accounts[3]) throw new Error('owner')`)
  })

  it('refuses what is no address, and names of others', async () => {
    await assert.rejects(
      migrate(`await deployer.ens.setAddress('box.eth', {}, { from: accounts[0] })`),
      {
        code: 'TRUFFLE_ENS_INPUT_INVALID',
        message:
          /^The 'address', 'name', or 'from' parameter is invalid for the call to the setAddress/,
      },
    )
  })

  it('takes no names away from others', async () => {
    project = await MigrationProject.create({})
    const session = await openSession(await project.load(), { purpose: 'migrate' })
    const [mine = '', other = ''] = session.accounts
    await new NameService(session).setAddress('mine.eth', mine, { from: mine })
    await assert.rejects(new NameService(session).setAddress('mine.eth', other, { from: other }), {
      code: 'TRUFFLE_ENS_NAME_FOREIGN',
      message: /^The default address or address provided in the "from" field for registering/,
    })
    await session.close()
  })
})
