import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { type CliResult, runScaffold } from '../support/run-scaffold.js'
import { useBareFolder } from '../support/temp-folder.js'
import { truffleProject } from '../support/truffle-project.js'

describe("scaffold's own commands in a Truffle project", () => {
  const temp = useBareFolder(truffleProject)

  function run(line: string, env: NodeJS.ProcessEnv = {}): Promise<CliResult> {
    const own = { SCAFFOLD_CACHE_DIR: '', ...env }
    return runScaffold(line.split(' '), { cwd: temp.path, env: own })
  }

  it('inspects contracts without leaving a trace', async () => {
    const before = await readdir(temp.path)
    const { stdout, exitCode } = await run('inspect Box methods')
    expect(exitCode).to.equal(0)
    expect(stdout).to.contain('set(uint256 next)')
    expect(await readdir(temp.path)).to.deep.equal(before)
  })

  it('flattens', async () => {
    const { stdout } = await run('flatten contracts/Box.sol')
    expect(stdout).to.contain('contract Box {')
  })

  it('examines', async () => {
    const { stdout } = await run('doctor')
    expect(stdout).to.contain(temp.path)
  })

  it('starts a node, whatever the config does', async () => {
    await temp.write({ 'truffle-config.js': 'throw new Error("no key")' })
    const { stdout } = await runScaffold(['node', '--port', '0', '--json'], {
      cwd: temp.path,
      onStdout: (text, kill) => {
        if (text.includes('\n')) kill('SIGINT')
      },
    })
    expect(JSON.parse(stdout)).to.have.property('chainId')
  })

  it('adds a config for scaffold and says what it changes', async () => {
    const { stdout, exitCode } = await run('init')
    expect(exitCode, stdout).to.equal(0)
    expect(stdout).to.contain('From now on scaffold works here in its own way')
    const text = await readFile(join(temp.path, 'scaffold.config.ts'), 'utf8')
    expect(text).to.contain("version: '0.8.37'").and.to.contain("url: 'http://127.0.0.1:1'")
    const old = await run('networks --config truffle-config.js')
    expect(old.stdout).to.contain('Contracts have not been deployed to any network.')
  })

  it('tells subscribers of what needs no project', async () => {
    await temp.write({
      'truffle-config.js': `const tell = function (data, name) { console.log('heard', name, JSON.stringify(data)) }
module.exports = { subscribers: { own: { handlers: { '**': [tell] } } } }
`,
    })
    const heard = async (line: string, env?: NodeJS.ProcessEnv): Promise<readonly string[]> => {
      const { stdout } = await run(line, env)
      return [...stdout.matchAll(/^heard (.*)$/gm)].map(([, text = '']) => text)
    }
    expect(await heard('obtain --solc=0.8.37')).to.deep.equal([
      'obtain:start undefined',
      'obtain:succeed {"compiler":{"version":"0.8.37+commit.f401782d","name":"Solidity"}}',
    ])
    expect((await heard('obtain --solc=none')).map((text) => text.split(' ')[0])).to.deep.equal([
      'obtain:start',
      'obtain:fail',
    ])
    await temp.write({ '.npmrc': 'registry=http://127.0.0.1:1/\nfetch-retries=0\n' })
    const env = { SCAFFOLD_CACHE_DIR: join(temp.path, 'cache'), XDG_CONFIG_HOME: temp.path }
    const fetched = await heard('obtain --solc=0.4.19', env)
    expect(fetched.map((text) => text.replace(/"error":.*/, '"error"'))).to.deep.equal([
      'obtain:start undefined',
      'fetchSolcList:start {"attemptNumber":1}',
      'fetchSolcList:succeed undefined',
      'downloadCompiler:start {"attemptNumber":1}',
      'downloadCompiler:fail undefined',
      'obtain:fail {"error"',
    ])
    expect((await heard('unbox bare box')).map((text) => text.split(' ')[0])).to.deep.equal(
      ['start', 'settingUpBox:start', 'settingUpBox:succeed', 'succeed'].map(
        (event) => `unbox:${event}`,
      ),
    )
    expect(await heard('init sub')).to.include(
      `init:copyingProjectFiles {"destinationPath":"${temp.path}/sub"}`,
    )
  })

  it('opens the debugger where a test calls debug()', async () => {
    await temp.write({
      'test/box.js': `const Box = artifacts.require('Box')
contract('Box', () => {
  it('fails', async () => { await debug((await Box.deployed()).set(1)) })
  it('fails again', async () => { await debug((await Box.deployed()).set(2)) })
})
`,
    })
    const args = ['test', '--debug']
    const input = 's\nprint next\nq\nprint next\nt 0x1\nq\n'
    const { stdout, exitCode } = await runScaffold(args, { cwd: temp.path, input })
    expect(exitCode, stdout).to.equal(2)
    expect(stdout).to.contain('It failed: reverted: too small')
    expect(stdout).to.match(/debug> s\n> 0 {2}Box\.set \(contracts\/Box\.sol:8:5\)/)
    expect(stdout).to.contain('debug> print next\n1\n').and.to.contain('debug> print next\n2\n')
    expect(stdout).to.contain('DEBUG_LOAD_UNAVAILABLE')
  })

  it('starts a project elsewhere', async () => {
    const { exitCode } = await run('init fresh')
    expect(exitCode).to.equal(0)
    expect(existsSync(join(temp.path, 'fresh/truffle-config.js'))).to.equal(true)
  })
})
