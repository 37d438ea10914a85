import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect } from 'chai'
import { parseLaunchOptions } from '../../src/dap/launch-options.js'
import { bin, repository } from '../support/run-scaffold.js'
import { useTempFolder } from '../support/temp-folder.js'

const extension = join(repository, 'editors', 'vscode')
const { adapterCommand, completeConfiguration } = createRequire(import.meta.url)(
  join(extension, 'adapter-command.js'),
)

describe('the extension for VS Code', () => {
  const folder = useTempFolder({
    'packages/shop/scaffold.config.js': '',
    'packages/shop/test/shop.test.js': '',
  })

  it('starts the scaffold that is installed above the project', () => {
    const cwd = join(folder.path, 'packages', 'shop')
    const { command, args } = adapterCommand({ cwd })
    expect(command).to.equal('node')
    expect(args).to.deep.equal([
      join(folder.path, 'node_modules', 'scaffold-evm', 'bin', 'scaffold.cjs'),
      'dap',
    ])
    expect(() => adapterCommand({ cwd: '/' })).to.throw(/npm install/)
  })

  it('debugs all tests of the project around the open file where nothing is configured', () => {
    const file = join(folder.path, 'packages', 'shop', 'test', 'shop.test.js')
    expect(completeConfiguration({}, { folder: folder.path, file })).to.deep.equal({
      type: 'scaffold',
      request: 'launch',
      name: 'Debug tests',
      cwd: join(folder.path, 'packages', 'shop'),
    })
    const own = { type: 'scaffold', request: 'launch', name: 'Mine', cwd: '/mine' }
    expect(completeConfiguration(own, { folder: folder.path, file })).to.deep.equal(own)
    expect(completeConfiguration({}, {})).to.equal(undefined)
  })

  it('offers the attributes that the adapter knows', async () => {
    const manifest = JSON.parse(await readFile(join(extension, 'package.json'), 'utf8'))
    const [{ configurationAttributes }] = manifest.contributes.debuggers
    const offered = Object.keys(configurationAttributes.launch.properties)
    const known = Object.keys(parseLaunchOptions({}))
    // VS Code has noDebug for itself, the extension node, and program becomes one of the tests.
    expect(offered).to.have.members([
      ...known.filter((name) => name !== 'noDebug'),
      'node',
      'program',
    ])
    const { version } = JSON.parse(await readFile(join(bin, '../../package.json'), 'utf8'))
    expect(manifest.version).to.equal(version)
  })
})
