// Deploys proxies and upgrades them on anvil, ganache and our own node, with OpenZeppelin's contracts of release 4, 5 and none installed:
// state is kept, a layout mistake is refused, a second run does nothing. Peers are installed into a folder of their own.
//
// node scripts/upgrades-on-nodes.mjs [--peers FOLDER] [--node anvil] [--release 4.9.6]   (after npm run build)
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installPeers, nodePeers } from './install-peers.mjs'
import { bin, root } from './workspace.mjs'

const { values: options } = parseArgs({
  options: {
    peers: { type: 'string', default: join(tmpdir(), 'scaffold-upgrade-peers') },
    node: { type: 'string' },
    release: { type: 'string' },
  },
})

const releases = ['none', '4.9.6', '5.0.2', '5.7.0'].filter(
  (release) => options.release === undefined || release === options.release,
)
const port = 18_545
const nodes = {
  anvil: {
    command: [
      join(options.peers, 'node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil'),
      '--port',
      String(port),
    ],
    evmVersion: 'cancun',
  },
  ganache: {
    command: [
      process.execPath,
      join(options.peers, 'node_modules/ganache/dist/node/cli.js'),
      '--port',
      String(port),
      '--chain.chainId',
      '1337',
    ],
    evmVersion: 'paris',
  },
  scaffold: {
    command: [process.execPath, bin, 'node', '--port', String(port)],
    evmVersion: 'cancun',
  },
}

const box = (variables, body = '') => `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Box {
  ${variables}
  event Deposited(address indexed who, uint256 amount);
  function initialize(uint256 value_) external { require(owner == address(0)); value = value_; owner = msg.sender; }
  function deposit() external payable { balances[msg.sender] += msg.value; emit Deposited(msg.sender, msg.value); }
  ${body}
}
contract Self is Box {
  function proxiableUUID() external pure returns (bytes32) { return 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc; }
  /// @custom:oz-upgrades-unsafe-allow-reachable delegatecall
  function upgradeToAndCall(address to, bytes memory data) public payable {
    require(msg.sender == owner);
    assembly { sstore(0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc, to) }
    if (data.length > 0) { (bool ok, ) = to.delegatecall(data); require(ok); }
  }
  function UPGRADE_INTERFACE_VERSION() external pure returns (string memory) { return "5.0.0"; }
}`
const state =
  'uint256 public value; address public owner; mapping(address => uint256) public balances;'
const migrations = {
  '01_boxes.mjs': `export default async (m) => {
    for (const [name, kind, id] of [['Box', 'transparent', 'Box'], ['Self', 'uups', 'Self'], ['Box', 'beacon', 'Beaconed']]) {
      const contract = await m.deployProxy(name, { kind, id, args: [7n] })
      await m.call(contract, 'deposit', [], { valueWei: 5n })
    }
  }`,
}

installPeers(options.peers, nodePeers)
let failed = 0
for (const [name, node] of Object.entries(nodes)) {
  if (options.node !== undefined && options.node !== name) continue
  for (const release of releases) {
    const began = performance.now()
    const problem = await onNode(node, release).catch((error) => error)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    const text = problem === undefined ? 'ok' : `FAILED: ${problem.message ?? problem}`
    console.log(`${name}, OpenZeppelin ${release}: ${text} (${seconds} s)`)
    if (problem !== undefined) failed += 1
  }
}
process.exit(failed === 0 ? 0 : 1)

async function onNode({ command: [file, ...args], evmVersion }, release) {
  const folder = mkdtempSync(join(tmpdir(), 'scaffold-upgrades-'))
  const child = spawn(file, args, { stdio: 'ignore' })
  try {
    makeProject(folder, release, evmVersion)
    await untilServed()
    await upgrade(folder)
  } finally {
    child.kill()
    rmSync(folder, { recursive: true, force: true })
    await new Promise((done) => child.once('exit', done))
  }
}

function makeProject(folder, release, evmVersion) {
  mkdirSync(join(folder, 'contracts'))
  mkdirSync(join(folder, 'migrations'))
  const network = `{ type: 'http', url: 'http://127.0.0.1:${port}', accounts: 'node' }`
  const solidity = `{ settings: { evmVersion: '${evmVersion}' } }`
  writeFileSync(
    join(folder, 'scaffold.config.mjs'),
    `export default { networks: { target: ${network} }, solidity: ${solidity} }`,
  )
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  if (release !== 'none') installPeers(folder, { '@openzeppelin/contracts': release })
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  symlinkSync(join(root, 'packages/cli'), join(folder, 'node_modules/scaffold-evm'))
  for (const [name, text] of Object.entries(migrations)) {
    writeFileSync(join(folder, 'migrations', name), text)
  }
}

async function upgrade(folder) {
  const write = (text) => writeFileSync(join(folder, 'contracts/Box.sol'), text)
  write(box(state))
  expect(scaffold(folder, 'migrate', '--network', 'target'), 0, /deploy transparent proxy/)
  expect(scaffold(folder, 'migrate', '--network', 'target'), 0, /up to date/)
  const before = record(folder)
  write(box(`address public guardian; ${state}`))
  expect(
    scaffold(folder, 'migrate', '--network', 'target'),
    1,
    /UPGRADE_UNSAFE[\s\S]*slot 0 +slot 1/,
  )
  write(box(`${state} uint64 public fee;`, 'function double() external { value *= 2; }'))
  expect(scaffold(folder, 'migrate', '--network', 'target', '--dry-run'), 0, /✓ balances\[0x/)
  expect(scaffold(folder, 'migrate', '--network', 'target'), 0, /~ upgrade Box .* → 0x/)
  expect(scaffold(folder, 'migrate', '--network', 'target'), 0, /up to date/)
  const after = record(folder)
  for (const name of ['Box', 'Self', 'Beaconed']) {
    const { address, proxy } = after.contracts[name]
    equal(address, before.contracts[name].address)
    equal(proxy.version, 2)
    const [account] = await rpc('eth_accounts')
    equal(BigInt(await call(address, '0x3fa4f245')), 7n)
    equal(BigInt(await call(address, `0x27e235e3${account.slice(2).padStart(64, '0')}`)), 5n)
    equal(BigInt(await call(address, '0xddca3f43')), 0n)
  }
}

function record(folder) {
  return JSON.parse(readFileSync(join(folder, 'deployments/target.json'), 'utf8'))
}

function scaffold(cwd, ...args) {
  const env = { ...process.env, NO_COLOR: '1' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    env,
    encoding: 'utf8',
  })
  return { args, status, text: stdout + stderr }
}

function expect({ args, status, text }, code, pattern) {
  if (status === code && pattern.test(text)) return
  throw new Error(
    `scaffold ${args.join(' ')}: exit ${status}, expected ${code} and ${pattern}\n${text}`,
  )
}

function equal(got, expected) {
  if (got !== expected) throw new Error(`got ${got}, expected ${expected}`)
}

function call(to, data) {
  return rpc('eth_call', { to, data }, 'latest')
}

async function rpc(method, ...params) {
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const { result, error } = await response.json()
  if (error !== undefined) throw new Error(error.message)
  return result
}

async function untilServed() {
  for (let count = 0; count < 300; count++) {
    if ((await rpc('eth_chainId').catch(() => undefined)) !== undefined) return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('the node does not answer')
}
