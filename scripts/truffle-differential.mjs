// Runs generated contracts and scripts through Truffle's own contract library on Ganache and through ours, and compares
// all that comes of them. The two peers are installed into a scratch folder: they are no dependency of this repository.
//
//   npm run test:truffle-differential -- [--seeds 1-20] [--peers <folder with them>] [--record] [--verbose]
//
// --record writes what the peers answered to the fixture that the ordinary tests check without them.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
const built = join(root, 'packages/truffle/build/test/differential')
const { generateContract } = await import(join(built, 'contract-source.js'))
const { generateScript } = await import(join(built, 'script.js'))
const { runScript } = await import(join(built, 'run-script.js'))
const { compareAnswers } = await import(join(built, 'compare-answers.js'))
const { openScaffoldSide } = await import(join(built, 'scaffold-side.js'))

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-10' },
    peers: { type: 'string', default: join(tmpdir(), 'scaffold-truffle-peers') },
    record: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})

const peerVersions = { '@truffle/contract': '4.6.31', ganache: '7.9.2' }
const fixture = join(root, 'packages/truffle/test/fixtures/differential.json')
const recordedSeeds = [1, 2, 3]

const mnemonic = 'test test test test test test test test test test test junk'

installPeers()
const requirePeer = createRequire(join(options.peers, 'package.json'))
const requireOurs = createRequire(join(root, 'package.json'))
const solc = requireOurs('solc')
const BN = requireOurs('bn.js')
const BigNumber = requireOurs('bignumber.js')
await (options.record ? record() : compareAll())
process.exit()

function installPeers() {
  if (existsSync(join(options.peers, 'node_modules/@truffle/contract'))) return
  mkdirSync(options.peers, { recursive: true })
  writeFileSync(join(options.peers, 'package.json'), '{ "private": true }\n')
  const wanted = Object.entries(peerVersions).map(([name, version]) => `${name}@${version}`)
  const flags = ['install', '--ignore-scripts', '--no-audit', '--no-fund']
  execFileSync('npm', [...flags, ...wanted], { cwd: options.peers, stdio: 'inherit' })
}

async function compareAll() {
  let count = 0
  let steps = 0
  for (const seed of seedsOf(options.seeds)) {
    const artifacts = compileSeed(seed)
    if (artifacts === undefined) continue
    const script = generateScript(seed)
    const theirs = await runPeers(artifacts, script)
    const ours = await runOurs(artifacts, script)
    const found = compareAnswers(script, theirs, ours)
    count += found.length
    steps += script.length
    for (const difference of options.verbose ? found : firstOfEachKind(found)) {
      console.log(`seed ${seed}, step ${difference.step}:`, JSON.stringify(script[difference.step]))
      console.log(
        `  ${difference.path}\n  theirs`,
        JSON.stringify(difference.theirs)?.slice(0, 600),
      )
      console.log('  ours  ', JSON.stringify(difference.ours)?.slice(0, 600))
    }
  }
  console.log(`${steps} steps, ${count} differences that are not meant`)
  process.exitCode = count === 0 ? 0 : 1
}

/** Undefined for a contract that is too much for solc's stack. */
function compileSeed(seed) {
  try {
    return compile(generateContract(seed).source)
  } catch (error) {
    if (!String(error).includes('Stack too deep')) throw error
    console.log(`seed ${seed}: left out, its contract has too many variables for solc`)
    return undefined
  }
}

/** One difference for each field that differs. */
function firstOfEachKind(differences) {
  const byPath = Map.groupBy
    ? Map.groupBy(differences, kindOf)
    : new Map(differences.toReversed().map((difference) => [kindOf(difference), [difference]]))
  return [...byPath.values()].map(([first]) => first)
}

function kindOf({ path }) {
  return path.replace(/\.[0-9]+/g, '')
}

async function record() {
  const recordings = []
  for (const seed of recordedSeeds) {
    const artifacts = compile(generateContract(seed).source)
    recordings.push({ seed, artifacts, answers: await runPeers(artifacts, generateScript(seed)) })
  }
  writeFileSync(fixture, `${JSON.stringify({ peerVersions, recordings })}\n`)
  console.log(`wrote ${fixture}`)
}

function seedsOf(range) {
  const [first, last = first] = range.split('-').map(Number)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

async function runOurs(artifacts, script) {
  const side = await openScaffoldSide(structuredClone(artifacts))
  try {
    return await runScript(side, script)
  } finally {
    await side.close()
  }
}

async function runPeers(artifacts, script) {
  const createContract = requirePeer('@truffle/contract')
  const chain = requirePeer('ganache').provider({
    wallet: { mnemonic },
    chain: { networkId: 1337, hardfork: 'shanghai' },
    logging: { quiet: true },
  })
  const provider = overHttp(chain)
  const accounts = await provider.request({ method: 'eth_accounts', params: [] })
  const classes = {}
  for (const [name, artifact] of Object.entries(structuredClone(artifacts))) {
    const made = createContract(artifact)
    made.setProvider(provider)
    made.setNetwork('1337')
    made.defaults({ from: accounts[0] })
    made.disableConfirmationListener = true
    classes[name] = made
  }
  const side = {
    accounts,
    classes,
    bn: (digits) => new BN(digits),
    bigNumber: (digits) => new BigNumber(digits),
  }
  const answers = await runScript(side, script)
  await chain.disconnect()
  return answers
}

/** Ganache behind what Truffle makes of an HTTP connection: plain errors with message, code and data; no subscriptions. */
function overHttp(chain) {
  const request = async ({ method, params }) => {
    try {
      return await chain.request({ method, params: JSON.parse(JSON.stringify(params ?? [])) })
    } catch ({ message, code = -32700, data }) {
      throw Object.assign(new Error(message), { code }, data ? { data } : {})
    }
  }
  const send = (payload, callback) => {
    request(payload).then(
      (result) => callback(null, { id: payload.id, jsonrpc: '2.0', result }),
      ({ message, code, data }) =>
        callback(null, { id: payload.id, jsonrpc: '2.0', error: { message, code, data } }),
    )
  }
  return { request, send }
}

function compile(content) {
  const input = {
    language: 'Solidity',
    sources: { 'Gen.sol': { content } },
    settings: {
      evmVersion: 'paris',
      optimizer: { enabled: true, runs: 1 },
      viaIR: false,
      metadata: { appendCBOR: false },
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode'], '': ['ast'] } },
    },
  }
  const output = JSON.parse(solc.compile(JSON.stringify(input)))
  const errors = (output.errors ?? []).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join('\n'))
  const contracts = Object.entries(output.contracts['Gen.sol'])
  return Object.fromEntries(
    contracts.map(([name, contract]) => [name, artifactOf(name, contract, output)]),
  )
}

function artifactOf(contractName, { abi, evm }, { sources }) {
  const { object, linkReferences } = evm.bytecode
  let bytecode = `0x${object}`
  for (const libraries of Object.values(linkReferences)) {
    for (const [library, places] of Object.entries(libraries)) {
      const placeholder = `__${library}`.padEnd(40, '_').slice(0, 40)
      for (const { start } of places) {
        const at = 2 + 2 * start
        bytecode = bytecode.slice(0, at) + placeholder + bytecode.slice(at + 40)
      }
    }
  }
  return { contractName, abi, bytecode, ast: enumsOf(sources['Gen.sol'].ast), networks: {} }
}

/** As much of the AST as an abstraction looks at. */
function enumsOf({ nodeType, nodes }) {
  const contracts = nodes.filter((node) => node.nodeType === 'ContractDefinition')
  return {
    nodeType,
    nodes: contracts.map(({ nodeType, name, nodes }) => ({
      nodeType,
      name,
      nodes: nodes
        .filter((node) => node.nodeType === 'EnumDefinition')
        .map(({ nodeType, name, members }) => ({
          nodeType,
          name,
          members: members.map((member) => ({ name: member.name })),
        })),
    })),
  }
}
