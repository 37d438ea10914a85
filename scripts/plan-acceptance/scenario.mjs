import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Interface } from 'ethers'
import { ask } from './nodes.mjs'
import { box, contracts, migrations, token } from './project.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const abi = new Interface([
  'function value() view returns (uint256)',
  'function balanceOf(address) view returns (uint256)',
  'function token() view returns (address)',
  'function transferOwnership(address)',
  'function upgradeAndCall(address, address, bytes) payable',
])

/** A project in a folder of its own, and the command in it. */
class Acceptance {
  checks = 0

  constructor(folder, url, isVerbose) {
    this.folder = folder
    this.url = url
    this.isVerbose = isVerbose
  }

  async write(files) {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.folder, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, content)
    }
  }

  async record() {
    return JSON.parse(await readFile(join(this.folder, 'deployments/n.json'), 'utf8'))
  }

  /** Runs the command; what it prints has to match each of `wanted`. */
  async run(line, exitCode, ...wanted) {
    const { code, output, stdout } = await this.#spawn([...line.split(' '), '--network', 'n'])
    if (this.isVerbose) console.log(`$ scaffold ${line}\n${output}`)
    if (code !== exitCode) throw new Error(`scaffold ${line}: exit code ${code}\n${output}`)
    for (const pattern of wanted) {
      if (!pattern.test(output)) throw new Error(`scaffold ${line}: no ${pattern}\n${output}`)
    }
    const wide = stdout.split('\n').find((text) => line.startsWith('plan') && text.length > 80)
    if (wide !== undefined) throw new Error(`scaffold ${line}: wider than 80 columns: ${wide}`)
    this.checks += 1 + wanted.length
  }

  #spawn(args) {
    const bin = join(root, 'packages/cli/bin/scaffold.cjs')
    const child = spawn(process.execPath, [bin, ...args], { cwd: this.folder })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text
    })
    return new Promise((resolve) => {
      child.once('close', (code) => resolve({ code, stdout, output: stdout + stderr }))
    })
  }

  async read(name, method, ...args) {
    const { address } = (await this.record()).contracts[name]
    const data = abi.encodeFunctionData(method, args)
    const answer = await ask(this.url, 'eth_call', { to: address, data }, 'latest')
    return abi.decodeFunctionResult(method, answer)[0]
  }

  async send(to, method, ...args) {
    const [from] = await ask(this.url, 'eth_accounts')
    const data = abi.encodeFunctionData(method, args)
    await ask(this.url, 'eth_sendTransaction', { from, to, data, gas: '0x100000' })
  }

  equal(found, expected, what) {
    if (found !== expected) throw new Error(`${what}: ${found}, expected ${expected}`)
    this.checks += 1
  }
}

async function planAndApply(on) {
  await on.run(
    'plan',
    2,
    /\+ create {3}Token\("Gold"\)/,
    /> call {5}Token\.mint/,
    /\+ create {3}Box/,
  )
  await on.run('plan --out plan.json', 2)
  await on.run('migrate --plan plan.json', 0, /5 deployments, 2 calls/)
  await on.run('plan', 0, /Nothing to do/)
  await on.run('migrate --plan plan.json', 1, /PLAN_STALE/, /the record/)
}

async function upgrade(on) {
  await on.write({ 'contracts/Box.sol': box('value = v + 1;') })
  await on.run('plan', 2, /~ upgrade {2}Box/, /storage and code: safe/, /✓ value = 43/)
  await on.run('migrate --dry-run', 0, /✓ value = 43/)
  await on.run('plan --out plan.json', 2)
  await on.run('migrate --plan plan.json', 0)
  on.equal(await on.read('Box', 'value'), 43n, 'value after the upgrade')
  await on.run('plan', 0)
}

async function refuseLayout(on) {
  const { implementation } = (await on.record()).contracts.Box.proxy
  await on.write({ 'contracts/Box.sol': box('value = v + 2;', 'bool public paused;') })
  await on.run('plan', 1, /UPGRADE_UNSAFE/, /old +new/, /slot 0 +slot 1/)
  await on.run('migrate', 1, /UPGRADE_UNSAFE/, /slot 0 +slot 1/)
  on.equal((await on.record()).contracts.Box.proxy.implementation, implementation, 'implementation')
  on.equal(await on.read('Box', 'value'), 43n, 'value after a refusal')
  await on.write({ 'contracts/Box.sol': box('value = v + 1;') })
  await on.run('plan', 0)
}

async function replace(on) {
  await on.write({ 'contracts/Token.sol': token('2 * v') })
  await on.run('plan', 2, /Only when asked for\n {2}! replace {2}Token: its code changed/)
  await on.run('plan --replace Token --out plan.json', 2, /! replace {2}Shop: Token was replaced/)
  await on.run('migrate --plan plan.json', 0, /2 deployments, 1 call/)
  const { address } = (await on.record()).contracts.Token
  on.equal(await on.read('Shop', 'token'), address, 'token of the shop')
  const [, other] = await ask(on.url, 'eth_accounts')
  on.equal(await on.read('Token', 'balanceOf', other), 10n, 'balance in the new token')
  await on.run('plan', 0)
}

async function drift(on) {
  const { Token, Box, Shop } = (await on.record()).contracts
  const [, other] = await ask(on.url, 'eth_accounts')
  const { admin, implementation } = Box.proxy
  await on.send(Token.address, 'transferOwnership', other)
  await on.send(admin, 'upgradeAndCall', Box.address, Shop.address, '0x')
  await on.run(
    'plan',
    2,
    /\? drift {4}Box at/,
    /\? drift {4}Token at/,
    /implementation\n.*recorded/,
    /owner\n/,
  )
  await on.run('migrate --accept Box', 1, /MIGRATION_ACCEPT_REFUSED/)
  await on.send(admin, 'upgradeAndCall', Box.address, implementation, '0x')
  await on.run('migrate --accept Token', 0, /owner is/)
  await on.run('plan', 0)
}

/** The whole of it, on the node at `url`. @returns how much was checked. */
export async function acceptPlans(url, isVerbose) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'scaffold-plan-')))
  const on = new Acceptance(folder, url, isVerbose)
  try {
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    await on.write({
      'scaffold.config.mjs': `export default {
  networks: { n: { url: '${url}' } },
  // As much as Ganache knows.
  solidity: { settings: { evmVersion: 'shanghai' } },
}\n`,
      ...contracts,
      ...migrations,
    })
    for (const part of [planAndApply, upgrade, refuseLayout, replace, drift]) await part(on)
    return on.checks
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
