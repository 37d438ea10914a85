// Has Truffle 5.11.5 migrate a project on Ganache, twice with different network ids, and writes what it left behind (artifacts and signed transactions) to the
// fixture that the ordinary tests go on from. The peers are installed into a scratch folder: they are no dependency of this repository.
//
//   node scripts/truffle-state.mjs [--peers <folder with them>]            goes on from there with scaffold, live
//   node scripts/truffle-state.mjs --record [--peers <folder with them>]   writes the fixture
import { execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Transaction } from 'ethers'
import { installPeers } from './install-peers.mjs'
import { root } from './workspace.mjs'

const fixture = join(root, 'packages/cli/test/fixtures/truffle-shop')
const { values: options } = parseArgs({
  options: {
    peers: { type: 'string', default: join(tmpdir(), 'scaffold-truffle-state-peers') },
    record: { type: 'boolean', default: false },
  },
})
const peerVersions = { truffle: '5.11.5', ganache: '7.9.2' }
const mnemonic = 'test test test test test test test test test test test junk'
const soljson = createRequire(import.meta.url).resolve('solc/soljson.js')
/** Besides the addresses, what our tests and users' tools read of artifacts. */
const keptKeys = [
  'contractName',
  'abi',
  'metadata',
  'bytecode',
  'deployedBytecode',
  'immutableReferences',
  'sourcePath',
  'source',
  'compiler',
  'networks',
  'schemaVersion',
  'updatedAt',
  'networkType',
]

installPeers(options.peers, peerVersions)
const folder = mkdtempSync(join(tmpdir(), 'truffle-shop-'))
try {
  await main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function main() {
  cpSync(join(fixture, 'project'), folder, { recursive: true })
  rmSync(join(folder, 'later'), { recursive: true })
  await withGanache(4242, ({ port }) => truffle(['migrate', '--network', 'shop'], port))
  await withGanache(5777, async ({ port, url }) => {
    truffle(['migrate', '--network', 'shop'], port)
    if (options.record) await record(url)
    else await goOn(url, port)
  })
}

/** Runs `use` beside a chain whose accounts and ids are known. */
async function withGanache(networkId, use) {
  const cli = join(options.peers, 'node_modules/ganache/dist/node/cli.js')
  const port = await freePort()
  const flags = [
    '--port',
    String(port),
    '--wallet.mnemonic',
    mnemonic,
    '--chain.networkId',
    String(networkId),
    '--chain.chainId',
    '1337',
  ]
  const child = spawn(process.execPath, [cli, ...flags], { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    await new Promise((resolve, reject) => {
      child.once('exit', () => reject(new Error('ganache ended')))
      let text = ''
      child.stdout.on('data', (chunk) => {
        text += chunk
        if (/listening on/i.test(text)) resolve()
      })
    })
    await use({ port, url: `http://127.0.0.1:${port}` })
  } finally {
    child.kill()
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

function truffle(words, port) {
  const cli = join(options.peers, 'node_modules/truffle/build/cli.bundled.js')
  run([cli, ...words], { cwd: folder, port, env: { SHOP_SOLC: soljson } })
}

function scaffold(cwd, words, port) {
  run([join(root, 'packages/cli/bin/scaffold.cjs'), ...words], { cwd, port })
}

function run(words, { cwd, port, env = {} }) {
  const settings = {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, SHOP_PORT: String(port), ...env },
  }
  console.log(execFileSync(process.execPath, words, settings))
}

async function request(url, method, ...params) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const answer = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
  return (await answer.json()).result
}

async function record(url) {
  const last = Number(await request(url, 'eth_blockNumber'))
  const transactions = []
  for (let number = 1; number <= last; number += 1) {
    const block = await request(url, 'eth_getBlockByNumber', `0x${number.toString(16)}`, true)
    transactions.push(...block.transactions.map(serialize))
  }
  const built = join(folder, 'build/contracts')
  const artifacts = Object.fromEntries(
    readdirSync(built).map((name) => [name, trimmed(join(built, name))]),
  )
  const state = { peerVersions, mnemonic, chainId: 1337, networkId: 5777, transactions, artifacts }
  writeFileSync(join(fixture, 'recorded.json'), `${JSON.stringify(state, undefined, 1)}\n`)
}

/** As it was signed. */
function serialize({
  type,
  nonce,
  gas,
  gasPrice,
  maxFeePerGas,
  maxPriorityFeePerGas,
  to,
  value,
  input,
  chainId,
  v,
  r,
  s,
  hash,
}) {
  const isLegacy = type === undefined || Number(type) === 0
  const fees = isLegacy ? { gasPrice } : { maxFeePerGas, maxPriorityFeePerGas }
  const transaction = Transaction.from({
    type: isLegacy ? 0 : Number(type),
    nonce: Number(nonce),
    gasLimit: gas,
    ...fees,
    to,
    value,
    data: input,
    chainId: isLegacy ? undefined : Number(chainId),
    signature: { r: word(r), s: word(s), v },
  })
  if (transaction.hash !== hash) throw new Error(`${transaction.hash} is not ${hash}`)
  return transaction.serialized
}

function word(hex) {
  return `0x${hex.slice(2).padStart(64, '0')}`
}

function trimmed(path) {
  const artifact = JSON.parse(readFileSync(path, 'utf8'))
  const kept = Object.fromEntries(
    keptKeys.filter((key) => key in artifact).map((key) => [key, artifact[key]]),
  )
  return { ...kept, sourcePath: kept.sourcePath.replace(folder, '') }
}

/** In Truffle's way, and in ours with the state imported. Each has to send what is new, and nothing else. */
async function goOn(url, port) {
  const converted = `${folder}-converted`
  cpSync(folder, converted, { recursive: true })
  try {
    cpSync(join(fixture, 'project/later/4_branch.js'), join(folder, 'migrations/4_branch.js'))
    await expectBlocks(url, 3, () => scaffold(folder, ['migrate', '--network', 'shop'], port))
    await expectBlocks(url, 0, () => scaffold(folder, ['migrate', '--network', 'shop'], port))
    symlinkSync(join(root, 'node_modules'), join(converted, 'node_modules'))
    scaffold(converted, ['init'], port)
    await expectBlocks(url, 0, () =>
      scaffold(converted, ['deployments', 'import', '--network', 'shop'], port),
    )
    cpSync(join(fixture, 'project/later/4_branch.m.js'), join(converted, 'migrations/4_branch.mjs'))
    await expectBlocks(url, 2, () => scaffold(converted, ['migrate', '--network', 'shop'], port))
    await expectBlocks(url, 0, () => scaffold(converted, ['migrate', '--network', 'shop'], port))
  } finally {
    rmSync(converted, { recursive: true, force: true })
  }
  console.log('Both went on from where Truffle left it.')
}

async function expectBlocks(url, count, action) {
  const before = Number(await request(url, 'eth_blockNumber'))
  action()
  const made = Number(await request(url, 'eth_blockNumber')) - before
  if (made !== count) throw new Error(`expected ${count} transactions, got ${made}`)
}
