import { readdir, readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { encryptKeystoreJson, Transaction } from 'ethers'
import { boxSource } from '../support/projects.js'
import { type CliResult, runScaffold } from '../support/run-scaffold.js'
import { useCompiledFolder } from '../support/temp-folder.js'

const key = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
const owner = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
/** Nobody's key here. */
const cold = '0x00000000000000000000000000000000c01dc01d'
const password = 'pa55-marker-word'
const token = 'tokmarker0123456789abcdef'

describe('scaffold migrate on a network', function () {
  this.timeout(60_000)

  const folder = useCompiledFolder({
    'package.json': '{ "type": "module" }\n',
    'contracts/Box.sol': boxSource,
    'scaffold.config.js': `import { secret } from 'scaffold-evm'
const accounts = [secret('DEPLOYER')]
export default {
  solidity: '0.8.37',
  namedAccounts: { cold: '${cold}' },
  networks: {
    live: { url: secret('NODE_URL'), accounts, production: true },
    local: { url: secret('NODE_URL'), accounts },
    file: { url: secret('NODE_URL'), accounts: { keystore: 'key.json' } },
  },
}
`,
    'migrations/01_box.js': `export default async (m) => { await m.deploy('Box', { args: [7] }) }\n`,
  })
  const withCold = {
    'migrations/02_cold.js': `export default async (m) => {
  await m.call(await m.deployed('Box'), 'set', [9], { from: 'cold' })
  await m.call(await m.deployed('Box'), 'set', [10])
}
`,
  }

  let chain: Devchain
  let url: string
  beforeEach(async () => {
    chain = await createDevchain({ chainId: 7777n })
    url = (await chain.listen({ port: 0 })).url
  })
  afterEach(() => chain.close())

  const scaffold = (args: readonly string[], env = {}, input = ''): Promise<CliResult> => {
    const keys = { DEPLOYER: key, NODE_URL: `${url}/${token}`, SCAFFOLD_KEYSTORE: 'none.json' }
    return runScaffold(args, {
      cwd: folder.path,
      env: { ...keys, ...env },
      input,
    })
  }
  const migrate = (args: readonly string[], env = {}, input = ''): Promise<CliResult> =>
    scaffold(['migrate', '--no-compile', ...args], env, input)
  const sentCount = async (): Promise<number> =>
    Number(await chain.request({ method: 'eth_getTransactionCount', params: [owner, 'latest'] }))

  describe('of production', () => {
    it('sends nothing unasked where nobody can be asked', async () => {
      for (const args of [[], ['--json'], ['--reset']]) {
        const { exitCode, stderr } = await migrate(['--network', 'live', ...args])
        expect(stderr).to.contain('PRODUCTION_UNCONFIRMED')
        expect(exitCode).to.equal(1)
      }
      expect(await sentCount()).to.equal(0)
    })

    it('may always be tried out, and migrated by who says yes', async () => {
      expect((await migrate(['--network', 'live', '--dry-run'])).exitCode).to.equal(0)
      expect(await sentCount()).to.equal(0)
      expect((await migrate(['--network', 'live', '--yes'])).exitCode).to.equal(0)
      expect(await sentCount()).to.equal(1)
    })
  })

  it('verifies records, and exits with 1 when something is wrong', async () => {
    await migrate(['--network', 'local'])
    const verify = (...args: readonly string[]): Promise<CliResult> =>
      scaffold(['deployments', 'verify', '--network', 'local', ...args])
    const { exitCode, stdout } = await verify()
    expect(stdout).to.equal('local: 1 transaction and 1 contract are on the chain as recorded\n')
    expect(exitCode).to.equal(0)
    const path = join(folder.path, 'deployments/local.json')
    const text = await readFile(path, 'utf8')
    await folder.write({ 'deployments/local.json': text.replace('"nonce": 0', '"nonce": 5') })
    const wrong = await verify('--json')
    expect(JSON.parse(wrong.stdout)[0].problems[0].code).to.equal('transaction-other')
    expect(wrong.exitCode).to.equal(1)
  })

  it('reads the password of a key file from a descriptor', async () => {
    const account = { address: owner, privateKey: key }
    const json = await encryptKeystoreJson(account, password, { scrypt: { N: 1024 } })
    await folder.write({ 'key.json': json })
    const locked = await migrate(['--network', 'file'])
    expect(locked.stderr).to.contain('KEY_FILE_LOCKED')
    const wrong = await migrate(['--network', 'file', '--password-fd', '0'], {}, 'wrong\n')
    expect(wrong.stderr).to.contain('KEY_FILE_PASSWORD_WRONG')
    const none = await migrate(['--network', 'file', '--password-fd', '77'])
    expect(none.stderr).to.contain('PASSWORD_FD_INVALID')
    const right = await migrate(['--network', 'file', '--password-fd', '0'], {}, `${password}\n`)
    expect(right.exitCode, right.stderr).to.equal(0)
    expect(await sentCount()).to.equal(1)
  })

  it('writes what others have to sign', async () => {
    await folder.write(withCold)
    const { stdout, exitCode } = await migrate([
      '--network',
      'local',
      '--propose',
      'safe/cold.json',
    ])
    expect(exitCode).to.equal(0)
    expect(stdout).to.contain('cold.unsigned.json')
    const [tx, ...more] = JSON.parse(
      await readFile(join(folder.path, 'safe/cold.unsigned.json'), 'utf8'),
    )
    expect(more).to.deep.equal([])
    expect(tx).to.include({ step: '02_cold: call Box.set', chainId: '7777', nonce: 0, value: '0' })
    expect(Transaction.from(tx.unsigned)).to.include({ to: tx.to, data: tx.data, type: 2 })
    const again = await migrate(['--network', 'local'])
    expect(again.stderr).to.contain('MIGRATION_PROPOSAL_PENDING')
    const report = await migrate(['--network', 'local', '--propose', 'cold.json', '--json'])
    expect(JSON.parse(report.stdout)).to.containSubset({
      status: 'proposed',
      proposals: [{ sender: 'account', count: 1, path: 'cold.unsigned.json' }],
      transactions: [{ to: tx.to }],
    })
  })

  it('prints all transactions, and only them, when nothing is to be sent', async () => {
    const { stdout, exitCode } = await migrate(['--network', 'live', '--print-only'])
    expect(exitCode).to.equal(0)
    const [tx] = JSON.parse(stdout)
    expect(tx).to.include({ label: 'Box(7)', from: owner, to: null, nonce: 0 })
    expect(await sentCount()).to.equal(0)
  })

  const wrong = [
    ['--dry-run', '--propose', 'x.json'],
    ['--print-only', '--reset'],
    ['--executed', '0x12'],
    ['--propose', ''],
  ]
  for (const args of wrong) {
    it(`refuses ${args.join(' ')}`, async () => {
      const { stderr, exitCode } = await migrate(args)
      expect(stderr).to.contain('error[USAGE]')
      expect(exitCode).to.equal(2)
    })
  }

  describe('keeps secrets to itself', () => {
    let echo: Server
    let echoUrl: string
    before(async () => {
      echo = createServer((request, response) => {
        request.resume()
        response.writeHead(401).end(`${request.url} ${JSON.stringify(request.headers)}`)
      })
      await new Promise<void>((done) => echo.listen(0, '127.0.0.1', done))
      echoUrl = `http://user:${password}@127.0.0.1:${(echo.address() as AddressInfo).port}/${token}`
    })
    after(() => new Promise((done) => echo.close(done)))

    const failing: readonly (readonly [string, () => NodeJS.ProcessEnv, string])[] = [
      ['a node that wants a password', () => ({ NODE_URL: echoUrl }), 'NETWORK_UNREACHABLE'],
      ['a key that is none', () => ({ DEPLOYER: `${key}00` }), 'SECRET_INVALID'],
      ['a revert', () => ({}), 'MIGRATION_REVERTED'],
    ]
    for (const [what, env, code] of failing) {
      it(`after ${what}`, async () => {
        await folder.write({
          'migrations/02_low.js': `export default async (m) => m.call(await m.deployed('Box'), 'set', [1])\n`,
        })
        const texts: string[] = []
        for (const args of [['--json'], ['--stack-traces']]) {
          const { stdout, stderr } = await migrate(['--network', 'local', ...args], env())
          expect(`${stdout}${stderr}`).to.contain(code)
          texts.push(stdout, stderr)
        }
        const entries = await readdir(folder.path, { recursive: true, withFileTypes: true })
        for (const { parentPath, name } of entries.filter((entry) => entry.isFile())) {
          if (!parentPath.includes('node_modules')) {
            texts.push(await readFile(join(parentPath, name), 'utf8'))
          }
        }
        for (const mark of [key.slice(2), password, token]) {
          expect(texts.filter((text) => text.includes(mark))).to.deep.equal([])
        }
      })
    }
  })
})
