import { join } from 'node:path'
import { expect } from 'chai'
import { ganacheArguments } from '../../src/internal/ganache-arguments.js'
import { repository, runProgram } from '../support/run-scaffold.js'
import { useBareFolder } from '../support/temp-folder.js'
import { deadPort, truffleProject } from '../support/truffle-project.js'

const truffle = join(repository, 'packages/truffle-bin/bin/truffle.cjs')
const ganache = join(repository, 'packages/ganache-bin/bin/ganache.cjs')

describe('the command truffle', () => {
  const temp = useBareFolder(truffleProject)

  it("has Truffle's commands, and none of scaffold's", async () => {
    const { stdout } = await runProgram(truffle, ['networks'], { cwd: temp.path })
    expect(stdout).to.contain('Contracts have not been deployed to any network.')
    const node = await runProgram(truffle, ['flatten'], { cwd: temp.path })
    expect(node.stdout).to.contain('`truffle flatten` is not a valid truffle command.')
  })

  it('looks at no scaffold.config', async () => {
    await temp.write({ 'scaffold.config.js': 'throw new Error("looked at")' })
    const { stdout } = await runProgram(truffle, ['networks'], { cwd: temp.path })
    expect(stdout).to.contain('Contracts have not been deployed to any network.')
  })

  it('starts a project where there is none, also over one', async () => {
    const { exitCode } = await runProgram(truffle, ['init'], { cwd: temp.path })
    expect(exitCode).to.equal(0)
  })

  it('says where there is no project', async () => {
    const { stdout, exitCode } = await runProgram(truffle, ['test'], { cwd: '/' })
    expect(stdout).to.contain('Could not find suitable configuration file.')
    expect(exitCode).to.equal(1)
  })
})

describe('truffle debug', () => {
  it('needs no project where a node is named', async () => {
    const url = `http://127.0.0.1:${deadPort}`
    const { stdout } = await runProgram(truffle, ['debug', '--url', url, '0x1'], { cwd: '/' })
    expect(stdout).to.contain('does not answer').and.not.to.contain('configuration file')
  })
})

describe('the command ganache', () => {
  const temp = useBareFolder()

  async function output(args: readonly string[]): Promise<string> {
    const { stdout } = await runProgram(ganache, [...args, '--port', '0'], {
      cwd: temp.path,
      onStdout: (text, kill) => {
        if (text.includes('RPC Listening')) kill('SIGINT')
      },
    })
    return stdout
  }

  it('says that it is ready as Ganache does', async () => {
    const text = await output(['-d', '-a', '2', '-e', '50', '-l', '8000000', '-k', 'london'])
    expect(text).to.contain('(0) 0x90F8bf6A479f320ead074411a4B0e7944Ea8c9C1 (50 ETH)')
    expect(text).to.contain('Mnemonic:      myth like bonus')
    expect(text).to.match(/BlockGas Limit\n=+\n8000000\n/)
    expect(text).to.contain('Hardfork: london')
    expect(text).to.match(/RPC Listening on 127\.0\.0\.1:\d+\n$/)
  })

  it('has other accounts at each start unless it is told which', async () => {
    const first = /^\(0\) .*$/m
    expect(first.exec(await output([]))?.[0]).not.to.equal(first.exec(await output([]))?.[0])
  })

  it('goes on by itself when it is told to, until it is stopped', async () => {
    const env = { SCAFFOLD_CACHE_DIR: join(temp.path, 'cache') }
    const run = async (line: string): Promise<string> =>
      (await runProgram(ganache, line.split(' '), { cwd: temp.path, env })).stdout
    const name = (await run('--detach -d --port 0')).trim()
    expect(name).to.match(/^ganache_\w+$/)
    expect(await run('instances list'))
      .to.contain(name)
      .and.to.contain('-d --port 0')
    expect(await run(`instances stop ${name}`)).to.equal('Process stopped\n')
    expect(await run('instances list')).not.to.contain(name)
    const again = await runProgram(ganache, ['instances', 'stop', name], { cwd: temp.path, env })
    expect(again.exitCode).to.equal(1)
  })

  it('says why it could not be started by itself', async () => {
    const { exitCode, stderr } = await runProgram(ganache, ['--detach', '--port', 'x'], {
      cwd: temp.path,
    })
    expect(exitCode).to.equal(1)
    expect(stderr).to.contain('--port is "x"')
  })

  it('tells its version', async () => {
    const { stdout } = await runProgram(ganache, ['--version'], { cwd: temp.path })
    expect(stdout).to.match(/^ganache v7\.9\.2 /)
  })
})

describe('the command ganache-cli', () => {
  const temp = useBareFolder()

  it('is version 6', async () => {
    const program = join(repository, 'packages/ganache-bin/bin/ganache-cli.cjs')
    const { stdout } = await runProgram(program, ['-d', '--port', '0'], {
      cwd: temp.path,
      onStdout: (text, kill) => {
        if (text.includes('Listening on 127.0.0.1:')) kill('SIGINT')
      },
    })
    expect(stdout).to.contain('(0) 0x90F8bf6A479f320ead074411a4B0e7944Ea8c9C1 (100 ETH)')
    expect(stdout).to.match(/BlockGas Limit\n=+\n6721975\n/)
    expect(stdout).to.contain('Hardfork: muirGlacier')
  })
})

describe('ganacheArguments', () => {
  const rows: readonly [given: string, expected: string][] = [
    ['-p 1', 'node --ganache --ganache-output --mnemonic-random -p 1'],
    ['ethereum -d', 'node --ganache --ganache-output -d'],
    ['--wallet.seed=x', 'node --ganache --ganache-output --wallet.seed=x'],
    ['--account=0x1,2', 'node --ganache --ganache-output --account=0x1,2'],
    ['--accounts 3', 'node --ganache --ganache-output --mnemonic-random --accounts 3'],
  ]
  for (const [given, expected] of rows) {
    it(`makes ${expected} of ${given}`, () => {
      expect(ganacheArguments(given.split(' ')).join(' ')).to.equal(expected)
    })
  }

  it('takes ganache-cli for version 6 as long as its flags are', () => {
    const made = (given: string): string =>
      ganacheArguments(given.split(' '), 'ganache-cli').join(' ')
    expect(made('-d -i 5777')).to.equal('node --ganache6 --ganache-output -d -i 5777')
    expect(made('-d --chain.hardfork=london')).to.equal(
      'node --ganache --ganache-output -d --chain.hardfork=london',
    )
  })
})
