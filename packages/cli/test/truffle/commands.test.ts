import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect } from 'chai'
import { type CliResult, type RunOptions, runScaffold } from '../support/run-scaffold.js'
import { useBareFolder } from '../support/temp-folder.js'
import { deadPort, truffleProject } from '../support/truffle-project.js'

describe('scaffold in a Truffle project', () => {
  const temp = useBareFolder(truffleProject)

  function run(line: string, options: Partial<RunOptions> = {}): Promise<CliResult> {
    return runScaffold(line.split(' '), { cwd: temp.path, ...options })
  }

  it('compiles into build/contracts, and nothing the second time', async () => {
    const first = await run('compile')
    expect(first.exitCode, first.stdout).to.equal(0)
    expect(first.stdout).to.contain('> Compiling ./contracts/Box.sol')
    expect(first.stdout).to.contain(`> Artifacts written to ${temp.path}/build/contracts`)
    expect(readdirSync(join(temp.path, 'build/contracts'))).to.deep.equal(['Box.json'])
    expect((await run('compile')).stdout).to.contain('Everything is up to date')
  })

  it('says where nobody listens, and migrates on a chain in this process', async () => {
    const { exitCode, stdout } = await run('migrate --reset')
    expect(exitCode, stdout).to.equal(0)
    expect(stdout).to.contain('network "development" is a chain in this process.')
    expect(stdout).to.contain("Deploying 'Box'").and.to.contain('> Total deployments:   1')
    expect(stdout).to.contain('ends with this command')
  })

  it('gives the number of failures of the tests', async () => {
    const { exitCode, stdout } = await run('test')
    expect(stdout).to.contain('1 passing').and.to.contain('1 failing')
    expect(stdout).to.contain('revert too small -- Reason given: too small.')
    expect(exitCode).to.equal(1)
  })

  for (const line of ['test -vvvv', 'test -vvvv --jobs 2']) {
    it(`shows what tests did, with ${line}`, async () => {
      await temp.write({ 'test/other.js': "it('is another file', () => {})\n" })
      const { stdout } = await run(line)
      const plain = stdout.replaceAll(/ {2}[\d,]+ gas/g, '')
      expect(plain).to.match(/set up by\n +new Box\(start: 7\)\n +├─ store value: 0 → 7\n/)
      expect(plain).to.contain('      call Box.value()  → 7\n')
      expect(plain).to.contain('      call Box.set(next: 1)  ✗ reverts: too small\n')
      expect(plain.indexOf('was deployed')).to.be.below(plain.indexOf('call Box.value()'))
    })
  }

  it('runs scripts with the command line as it was typed', async () => {
    const { exitCode, stdout } = await run('exec scripts/show.js --mine 3')
    expect(exitCode, stdout).to.equal(0)
    expect(stdout).to.contain("Using network 'development'.")
    expect(stdout).to.contain('script development 0 exec scripts/show.js --mine 3')
  })

  it('warns of flags that it does not know, away from what it prints', async () => {
    const { stdout, stderr } = await run('networks --mine 3')
    expect(stdout).not.to.contain('--mine')
    expect(stderr).to.equal(
      '> Warning: possible unsupported (undocumented in help) command line option(s): --mine\n',
    )
  })

  it('compiles before a script when it is told to', async () => {
    const { stdout } = await run('exec -c scripts/show.js')
    expect(stdout).to.contain('> Compiling ./contracts/Box.sol')
    expect(existsSync(join(temp.path, 'build/contracts/Box.json'))).to.equal(true)
  })

  it('prints what a script throws, and fails', async () => {
    await temp.write({ 'bad.js': 'module.exports = async () => { throw new Error("broken") }' })
    const { exitCode, stdout } = await run('exec bad.js')
    expect(exitCode).to.equal(1)
    expect(stdout).to.contain('Error: broken').and.to.contain('bad.js:1')
  })

  it('ends although a script leaves a timer', async () => {
    await temp.write({
      'open.js': 'module.exports = (done) => { setInterval(() => {}, 1e6); done() }',
    })
    const { exitCode } = await run('exec open.js')
    expect(exitCode).to.equal(0)
  })

  it('understands the beginnings of names', async () => {
    expect((await run('vers')).stdout).to.match(/^Truffle v5\.11\.5/)
    expect((await run('comp')).stdout).to.contain('Compiling your contracts')
  })

  it('refuses other names as Truffle does', async () => {
    const { exitCode, stdout } = await run('xyz --a')
    expect(exitCode).to.equal(1)
    expect(stdout).to.contain('`scaffold xyz --a` is not a valid truffle command.')
  })

  it('is found from a folder below, and by --cwd', async () => {
    const cwd = join(temp.path, 'contracts')
    expect((await run('networks', { cwd })).stdout).to.contain('not been deployed to any network')
    const { stdout } = await run(`networks --cwd ${temp.path}`, { cwd: '/' })
    expect(stdout).to.contain('not been deployed to any network')
  })

  it('explains its commands', async () => {
    const general = await run('help')
    for (const name of ['compile', 'migrate', 'exec', 'develop', 'node']) {
      expect(general.stdout).to.match(new RegExp(`^  ${name} `, 'm'))
    }
    const one = await run('migrate --help')
    expect(one.stdout).to.contain('--describe-json')
    expect([general.exitCode, one.exitCode]).to.deep.equal([0, 0])
    expect((await run('help exe')).stdout).to.contain("Cannot find the given command 'exe'")
    expect((await run('exe --help')).stdout).to.contain('scaffold exec <script.js>')
    expect((await run('help help')).stdout).to.contain('scaffold help [<command>]')
    expect((await run('help db')).stdout).to.contain('scaffold deployments export')
  })

  it('compiles, then runs what build of the config says', async () => {
    const { stdout } = await run('build')
    expect(stdout).to.contain('No build configuration found').and.to.contain('> Compiling')
    const path = join(temp.path, 'truffle-config.js')
    const config = await readFile(path, 'utf8')
    await temp.write({
      'truffle-config.js': `${config}\nmodule.exports.build = 'echo $BUILD_CONTRACTS_DIRECTORY'`,
    })
    expect((await run('build')).stdout).to.contain(`\n${temp.path}/build/contracts\n`)
  })

  it('gives way to a scaffold.config beside it', async () => {
    await temp.write({
      'scaffold.config.js': 'export default {}',
      'package.json': '{ "type": "module" }',
    })
    const { stdout } = await run('--help')
    expect(stdout).to.contain('scaffold init shop')
  })

  it('refuses a --url that is none', async () => {
    const { exitCode, stdout } = await run('call --url nonsense Box value')
    expect(exitCode).to.equal(1)
    expect(stdout).to.contain('--url takes the address of a node, got "nonsense"')
  })

  it('keeps the network that was named', async () => {
    const { exitCode, stdout } = await run('exec scripts/show.js --network nope')
    expect(exitCode).to.equal(1)
    expect(stdout).to.contain('Unknown network "nope"').and.to.contain('development')
  })

  it('makes files and shows what is there', async () => {
    expect((await run('create contract Other')).exitCode).to.equal(0)
    expect(await readFile(join(temp.path, 'contracts/Other.sol'), 'utf8')).to.contain('Other')
    const again = await run('create contract Other')
    expect(again.exitCode).to.equal(1)
    expect(again.stdout).to.contain('Can not create Other.sol: file exists')
  })

  it('prints opcodes', async () => {
    const { stdout } = await run('opcode Box')
    expect(stdout).to.match(/^0x0000: PUSH1 0x80$/m)
  })

  it('runs the tests with gas where no plugin does it', async () => {
    await temp.write({
      'test/box.js': `const Box = artifacts.require('Box')
        contract('Box', () => { it('grows', async () => { await (await Box.deployed()).set(9) }) })`,
    })
    const { stdout } = await run('run gas')
    expect(stdout)
      .to.contain('1 passing')
      .and.to.match(/Box.*set/)
  })

  it('measures what of the contracts the tests run, with code of any size', async () => {
    await temp.write({
      'truffle-config.js': `module.exports = {
        networks: { development: { host: '127.0.0.1', port: ${deadPort}, network_id: '*' } },
        plugins: ['solidity-coverage'],
        compilers: { solc: { version: '0.8.37', settings: { viaIR: true, optimizer: { enabled: true } } } },
      }`,
    })
    const { stdout, exitCode } = await run('run coverage')
    expect(stdout).to.match(/contracts\/Box\.sol +25 %/)
    expect(exitCode).to.equal(1)
    expect(existsSync(join(temp.path, 'coverage/lcov.info'))).to.equal(true)
  })

  it('runs the tests again when a file changes', async () => {
    let isWritten = false
    const { stdout } = await run('test --watch', {
      onStdout: (text, kill) => {
        if (!isWritten && text.includes('Waiting for changes')) {
          isWritten = true
          void temp.write({ 'test/box.js': 'it("is another one", () => {})\n' })
        }
        if (/is another one[\s\S]*Waiting for changes/.test(text)) kill('SIGINT')
      },
    })
    expect(stdout).to.contain('1 failing').and.to.contain('is another one')
  })

  it('says what is gone', async () => {
    for (const [name, instead] of [
      ['watch', 'test --watch'],
      ['dashboard', 'provider'],
      ['db serve', 'scaffold deployments export'],
    ] as const) {
      const { exitCode, stdout } = await run(name)
      expect(exitCode).to.equal(1)
      expect(stdout).to.contain(instead)
    }
  })

  describe('at the prompt', () => {
    it('has contracts, commands and await', async () => {
      await run('compile')
      const input = [
        'accounts.length',
        'migrate',
        'const box = await Box.deployed()',
        '(await box.value()).toNumber() + 1',
        'web3.utils.toWei("1")',
        'truffle CONSOLE',
        'compile',
        'Box.deployed().then(b => b.set(1))',
        '',
      ].join('\n')
      const { stdout, stderr, exitCode } = await run('console', { input })
      expect(stdout).to.contain('truffle(development)> 10\n')
      expect(stdout).to.contain("Deploying 'Box'").and.not.to.contain('ends with this command')
      expect(stdout).to.contain('truffle(development)> 8\n')
      expect(stdout).to.contain("'1000000000000000000'")
      expect(stdout).to.contain("'truffle CONSOLE' is not allowed in Console environment.")
      expect(stdout).to.contain('Everything is up to date').and.not.to.contain('Warning')
      expect(stderr).not.to.contain('Warning')
      expect(stderr).to.contain('too small')
      expect(exitCode).to.equal(1)
    })

    it('has what console.require gives', async () => {
      await temp.write({
        'globals.js': 'module.exports = { answer: 42, first: accounts[0] }',
        'truffle-config.js':
          "module.exports = { console: { require: ['./globals.js', { path: './globals.js', as: 'ns' }] }, networks: { test: {} } }",
      })
      const input = 'answer + ns.answer\nfirst === accounts[0]\n.exit\nanswer\n'
      const { stdout, exitCode } = await run('console --network test', { input })
      expect(stdout).to.contain('truffle(test)> 84\ntruffle(test)> true\n')
      expect(exitCode).to.equal(0)
    })
  })

  it('starts a chain for develop that others can use', async () => {
    const port = await freePort()
    await temp.write({
      'truffle-config.js': `module.exports = { networks: { develop: { port: ${port}, accounts: 2 } } }`,
    })
    const home = join(temp.path, 'home')
    const input = `(await (await fetch('http://127.0.0.1:${port}', { method: 'POST', body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'net_version' }) })).json()).result\n`
    const env = { XDG_CONFIG_HOME: home }
    const first = await run('develop', { input, env })
    expect(first.stdout).to.contain(`Truffle Develop started at http://127.0.0.1:${port}/`)
    expect(first.stdout).to.contain("truffle(develop)> '5777'")
    const [, mnemonic] = /^Mnemonic: (.*)$/m.exec(first.stdout) ?? []
    expect(mnemonic?.split(' ')).to.have.lengthOf(12)
    const second = await run('develop', { input: '', env })
    expect(second.stdout).to.contain(`Mnemonic: ${mnemonic}`)
  })

  it('unboxes a project', async () => {
    const { exitCode } = await run('unbox metacoin box')
    expect(exitCode).to.equal(0)
    expect(existsSync(join(temp.path, 'box/contracts/MetaCoin.sol'))).to.equal(true)
  })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}
