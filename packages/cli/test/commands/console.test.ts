import { expect } from 'chai'
import { boxProject } from '../support/projects.js'
import { runScaffold } from '../support/run-scaffold.js'
import { useCompiledFolder, useTempFolder } from '../support/temp-folder.js'

describe('scaffold console', () => {
  const folder = useCompiledFolder(boxProject)
  const evaluate = (input: string, ...args: string[]) =>
    runScaffold(['console', ...args], { cwd: folder.path, input })

  it('evaluates what is piped in, promises awaited', async () => {
    const { stdout, exitCode } = await evaluate(
      '1 + 1\nconst box = await deploy("Box", [5])\nbox.value()\n',
    )
    expect(stdout).to.equal('2\n5n\n')
    expect(exitCode).to.equal(0)
  })

  it('has what migrations deployed at hand', async () => {
    const { stdout } = await evaluate('await Box.value()\nBox\n', '--migrate')
    expect(stdout).to.match(/^7n\nContract at 0x[0-9a-fA-F]{40}\n$/)
  })

  it('has accounts, ethers and the helpers of tests', async () => {
    const code = `accounts.length
ethers.formatEther(await ethers.provider.getBalance(accounts[0]))
await mine(3)
await ethers.provider.getBlockNumber()
signers[1]
`
    const { stdout } = await evaluate(code)
    expect(stdout).to.match(
      /^10\n'10000.0'\n3\nSigner 0x70997970C51812dc3A010C7d01b50e0d17dc79C8\n$/,
    )
  })

  it('goes on after an error, and fails in the end', async () => {
    const { stdout, stderr, exitCode } = await evaluate('nope\nawait deploy("Bxo")\n40 + 2\n')
    expect(stdout).to.equal('42\n')
    expect(stderr).to.match(/ReferenceError: nope is not defined/)
    expect(stderr).to.match(/error\[ARTIFACT_NOT_FOUND\]/)
    expect(stderr).not.to.match(/\n\s+at /)
    expect(exitCode).to.equal(1)
  })

  it('reads custom errors of contracts of the project', async () => {
    const code = 'const box = await deploy("Box", [5])\nawait box.set(1)\n'
    const { stderr } = await evaluate(code)
    expect(stderr).to.match(/reverted with TooSmall\((?:value: )?1\)/)
  })

  it('reads code over several lines', async () => {
    const { stdout } = await evaluate('const add = (a, b) => {\n  return a + b\n}\nadd(2, 3)\n')
    expect(stdout).to.contain('5\n')
    expect((await evaluate('`a\nb`.length\n')).stdout).to.equal('3\n')
  })

  it('imports packages, files of the project and TypeScript', async () => {
    await folder.write({
      'scripts/sum.ts': 'export const sum = (a: number, b: number): number => a + b\n',
      'scripts/three.js': "import { sum } from './sum.ts'\nexport default sum(1, 2)\n",
      'data.json': '{ "four": 4 }\n',
    })
    const { stdout, stderr, exitCode } =
      await evaluate(`(await import('node:path')).basename('/a/b')
import three, * as all from './scripts/three.js'
three + Object.keys(all).length
import {
  sum as add,
} from './scripts/sum.js'
add(2, 3)
import { four } from './data.json' with { type: 'json' }
import data from './data.json' with { type: 'json' }; data.four
import { Interface, ZeroAddress } from 'ethers'
ZeroAddress.length
import 'node:fs'
import { ethers as ours } from 'scaffold-evm/test'
ours === ethers
await import('./nowhere.js')
await import('no-such-package')
`)
    expect(stdout).to.equal("'b'\n4\n5\n4\n42\ntrue\n")
    expect(stderr).to.match(/SyntaxError: .*'.\/data.json' does not provide an export named 'four'/)
    expect(stderr).to.match(/Cannot find module '.*nowhere.js'/)
    expect(stderr).to.match(/Cannot find package 'no-such-package'/)
    expect(exitCode).to.equal(1)
  })
})

describe('scaffold run', () => {
  const folder = useTempFolder({
    ...boxProject,
    'scripts/box.ts': `import { deploy, signers, ethers } from 'scaffold-evm/test'
const start: number = Number(process.argv[2] ?? 1)
const box = await deploy('Box', [start])
console.log(String(await box.value()), signers.length, ethers.ZeroAddress.length)
`,
    'scripts/main.cjs': `module.exports = async () => { console.log('called') }\n`,
  })

  it('waits for work that the script does not await', async () => {
    await folder.write({
      'scripts/floating.cjs': `const { deploy } = require('scaffold-evm/test')
async function main() {
  const box = await deploy('Box', [3])
  await new Promise((done) => setTimeout(done, 50))
  console.log(String(await box.value()))
}
main()
`,
      'scripts/floating-error.cjs': `const { deploy } = require('scaffold-evm/test')
async function main() { await deploy('Box', [3]); throw new Error('of mine') }
main()
`,
    })
    const fine = await runScaffold(['run', 'scripts/floating.cjs'], { cwd: folder.path })
    expect(fine.stdout, fine.stderr).to.equal('3\n')
    expect(fine.exitCode).to.equal(0)
    const broken = await runScaffold(['run', 'scripts/floating-error.cjs'], { cwd: folder.path })
    expect(broken.stderr).to.match(/error\[SCRIPT_FAILED\].*\nError: of mine/)
    expect(broken.exitCode).to.equal(1)
  })

  it('runs TypeScript with arguments, bound to the network', async () => {
    const { stdout, stderr, exitCode } = await runScaffold(['run', 'scripts/box.ts', '--', '42'], {
      cwd: folder.path,
    })
    expect(stdout).to.equal('42 10 42\n')
    expect(stderr).to.match(/^Compiled 1 contract/)
    expect(exitCode).to.equal(0)
  })

  it('calls the function that a script exports', async () => {
    const { stdout } = await runScaffold(['run', 'scripts/main.cjs', '--no-compile'], {
      cwd: folder.path,
    })
    expect(stdout).to.equal('called\n')
  })
})

describe('scaffold accounts and networks', () => {
  const folder = useTempFolder({
    ...boxProject,
    'scaffold.config.js': `import { secret } from 'scaffold-evm'
export default { networks: {
  'in-process': { accountCount: 2 },
  dead: { url: 'http://user:word@127.0.0.1:9/v3/0123456789abcdef0123456789abcdef?key=hidden' },
  live: { url: secret('LIVE_URL') },
} }
`,
  })
  const run = (...args: string[]) => runScaffold(args, { cwd: folder.path })

  it('lists accounts with balances', async () => {
    const { stdout } = await run('accounts')
    expect(stdout).to.match(/0 +0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266 +10000\.0\n1 /)
    const json = JSON.parse((await run('accounts', '--json')).stdout)
    expect(json.accounts[1]).to.deep.equal({
      address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
      names: [],
      isOwn: true,
      balanceWei: '10000000000000000000000',
    })
  })

  it('lists networks without what is secret, and says which answer', async () => {
    const { stdout, stderr, exitCode } = await run('networks')
    expect(stdout).to.match(/in-process \(default\) +31337/)
    expect(stdout).to.match(/dead .*down/)
    expect(stdout).to.contain('secret(LIVE_URL)')
    expect(stdout).to.contain('http://***@127.0.0.1:9/v3/***?key=***')
    for (const hidden of ['word', '0123456789abcdef', 'hidden']) {
      expect(stdout + stderr).not.to.contain(hidden)
    }
    expect(exitCode).to.equal(0)
  })
})

describe('scaffold doctor', () => {
  const folder = useTempFolder(boxProject)

  it('finds nothing wrong with a good project but a network that is down', async () => {
    const { stdout, exitCode } = await runScaffold(['doctor', '--json'], { cwd: folder.path })
    const findings: { topic: string; status: string }[] = JSON.parse(stdout)
    const states = Object.fromEntries(findings.map(({ topic, status }) => [topic, status]))
    expect(states).to.include({
      'Node.js': 'ok',
      Project: 'ok',
      Compilers: 'ok',
      Permissions: 'ok',
    })
    expect(states['Network dead']).to.equal('warning')
    expect(exitCode).to.equal(0)
  })

  it('fails on a config that is broken, and says how to mend it', async () => {
    await folder.write({ 'scaffold.config.js': 'export default { solidty: 1 }' })
    const { stdout, exitCode } = await runScaffold(['doctor'], { cwd: folder.path })
    expect(stdout).to.match(/problem +Project: .*solidty/)
    expect(stdout).to.contain('Did you mean "solidity"?')
    expect(exitCode).to.equal(1)
  })
})

describe('scaffold secrets', () => {
  const folder = useTempFolder(boxProject)

  it('keeps a secret that a config can use, and never prints it', async () => {
    const env = {
      SCAFFOLD_KEYSTORE_PASSWORD: 'open sesame',
      XDG_CONFIG_HOME: folder.path,
      HOME: folder.path,
    }
    const run = (args: readonly string[], input?: string) =>
      runScaffold(['secrets', ...args], {
        cwd: folder.path,
        env,
        ...(input === undefined ? {} : { input }),
      })
    const set = await run(['set', 'NODE_URL'], 'http://127.0.0.1:9/top-secret-value\n')
    expect(set.exitCode, set.stderr).to.equal(0)
    const list = await run(['list'])
    expect(list.stdout).to.equal('NODE_URL\n')
    expect(JSON.stringify([set, list])).not.to.contain('top-secret')
    await folder.write({
      'scaffold.config.js': `import { secret } from 'scaffold-evm'
export default { networks: { live: { url: secret('NODE_URL') } } }
`,
    })
    const used = await runScaffold(['accounts', '--network', 'live'], { cwd: folder.path, env })
    expect(used.stderr).to.match(/NETWORK_UNREACHABLE/)
    expect(used.stderr).not.to.contain('top-secret')
    expect((await run(['delete', 'NODE_URL'])).stderr).to.match(/Deleted NODE_URL/)
    expect((await run(['list'])).stdout).to.equal('')
  })

  it('wants a name and a value', async () => {
    const run = (...args: string[]) => runScaffold(['secrets', ...args], { cwd: folder.path })
    expect((await run('set')).exitCode).to.equal(2)
    expect((await run('set', 'no name')).exitCode).to.equal(2)
    expect((await run('set', 'EMPTY')).stderr).to.match(/^error\[NOT_INTERACTIVE\]/)
  })
})
