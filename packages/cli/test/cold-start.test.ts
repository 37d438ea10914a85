import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { bin, runScaffold } from './support/run-scaffold.js'

/** Files that a command line loads, as Node's own debug log tells. */
async function loadedModules(
  args: readonly string[],
  cwd: string = tmpdir(),
): Promise<readonly string[]> {
  const { stderr } = await runScaffold(args, { cwd, env: { NODE_DEBUG: 'esm' } })
  const found = stderr.matchAll(/file:\/\/\/[^\s'")]+\.[cm]?js/g)
  return [...new Set([...found].map(([url]) => url.replace(/^.*\/packages\//, '')))].sort()
}

describe('cold start', () => {
  it('--version loads one file and no ES module', async () => {
    expect(await loadedModules(['--version'])).to.deep.equal([])
    const { stdout } = await runScaffold(['--version'], { cwd: tmpdir() })
    expect(stdout).to.match(/^\d+\.\d+\.\d+\n$/)
  })

  it('--help loads the command line and nothing of what commands do', async () => {
    const modules = await loadedModules(['--help'])
    expect(modules).to.include('cli/dist/bin.js')
    expect(modules).to.include('common/dist/index.js')
    const others = modules.filter(
      (module) => !/^(cli\/dist\/(bin|core-\d|chunk-\w+)|common\/dist\/index)\.js$/.test(module),
    )
    expect(others).to.deep.equal([])
    expect(modules.length).to.be.at.most(5)
  })

  it('help on a command is as cheap', async () => {
    const general = await loadedModules(['--help'])
    for (const name of ['test', 'node']) {
      expect(await loadedModules([name, '--help'])).to.deep.equal(general)
    }
  })

  describe('in a Truffle project', () => {
    let folder: string

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'scaffold-cold-'))
      await writeFile(join(folder, 'truffle-config.js'), 'throw new Error("loaded")')
    })
    afterEach(() => rm(folder, { recursive: true }))

    it('is as cheap to ask for help', async () => {
      for (const args of [['--help'], ['test', '--help']]) {
        const modules = await loadedModules(args, folder)
        const others = modules.filter((module) => !/^(cli|common)\/dist\//.test(module))
        expect(others).to.deep.equal([])
      }
    })

    it('starts a compiler before all else where nothing was compiled, and only there', async () => {
      const thread = 'compiler/dist/thread.js'
      expect(await loadedModules(['compile'], folder)).to.include(thread)
      expect(await loadedModules(['networks'], folder)).not.to.include(thread)
      await mkdir(join(folder, 'node_modules/.cache/scaffold-evm'), { recursive: true })
      expect(await loadedModules(['compile'], folder)).not.to.include(thread)
    })
  })

  it('is a file that npm can link before anything is built', async () => {
    expect(await readFile(bin, 'utf8')).to.match(/^#!\/usr\/bin\/env node\n/)
  })
})
