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
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createDevchain } from '@scaffold-evm/devchain'
import { installPeers } from './install-peers.mjs'
import { root } from './workspace.mjs'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { peers: { type: 'string', default: join(tmpdir(), 'scaffold-sourcify-peers') } },
})
const peerVersions = {
  '@ethereum-sourcify/lib-sourcify': '2.3.0',
  '@ethereum-sourcify/compilers-types': '1',
}
const chainId = 4242

installPeers(options.peers, peerVersions)
const requirePeer = createRequire(join(options.peers, 'package.json'))
const { SolidityCompilation, SourcifyChain, Verification } = requirePeer(
  '@ethereum-sourcify/lib-sourcify',
)
const { createSolcProvider, createSolcRunner } = await import('@scaffold-evm/compiler')

const folders =
  positionals.length > 0
    ? positionals
    : readdirSync(join(root, 'examples')).map((name) => `examples/${name}`)
let failures = 0
for (const folder of folders) await judge(folder)
console.log(failures === 0 ? 'Sourcify agrees on all.' : `${failures} do not match`)
process.exit(failures === 0 ? 0 : 1)

/** Deploys an example on a chain of its own, and has each contract judged. */
async function judge(folder) {
  const chain = await createDevchain({ chainId: BigInt(chainId) })
  const server = await chain.listen({ port: 0 })
  const copy = mkdtempSync(join(tmpdir(), 'sourcify-oracle-'))
  try {
    cpSync(join(root, folder), copy, {
      recursive: true,
      filter: (path) => !/node_modules|artifacts|cache|deployments/.test(path.slice(root.length)),
    })
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    writeFileSync(
      join(copy, 'oracle.config.ts'),
      `import config from './scaffold.config.js'\nexport default { ...config, networks: { oracle: { url: '${server.url}' } } }\n`,
    )
    await scaffold(copy, 'migrate', '--network', 'oracle')
    const report = JSON.parse(
      await scaffold(copy, 'verify', '--network', 'oracle', '--dry-run', '--json'),
    )
    const record = JSON.parse(readFileSync(join(copy, 'deployments/oracle.json'), 'utf8'))
    for (const one of report) await compare(one, { record, url: server.url, folder })
  } finally {
    rmSync(copy, { recursive: true, force: true })
    await server.close()
    await chain.close()
  }
}

async function scaffold(cwd, ...words) {
  const { promisify } = await import('node:util')
  const { execFile } = await import('node:child_process')
  const args = [
    join(root, 'packages/cli/bin/scaffold.cjs'),
    ...words,
    '--config',
    'oracle.config.ts',
  ]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, maxBuffer: 1e9 })
  return stdout
}

async function compare({ name, address, contract, solc, file }, { record, url, folder }) {
  const at = contract.lastIndexOf(':')
  const target = { path: contract.slice(0, at), name: contract.slice(at + 1) }
  const input = JSON.parse(readFileSync(file, 'utf8'))
  const { transactionHash, origin } = record.contracts[name] ?? {}
  const node = new SourcifyChain({ name: 'ours', chainId, rpc: [url], supported: true })
  const compilation = new SolidityCompilation({ compile }, solc, input, target)
  const creation = origin === undefined ? transactionHash : undefined
  const verification = new Verification(compilation, node, address, creation)
  await verification.verify().catch((error) => console.log(String(error)))
  const { runtimeMatch, creationMatch } = verification.status
  const isRight =
    runtimeMatch === 'perfect' && (creation === undefined || creationMatch === 'perfect')
  if (!isRight) failures += 1
  console.log(
    `${isRight ? 'ok ' : 'NOT'} ${folder} ${name} (${contract}): runtime ${runtimeMatch}, creation ${creationMatch}`,
  )
}

/** solc in the version that is asked for, as the library wants it. */
async function compile(version, input) {
  const provider = createSolcProvider({ root, reporter: { warn() {}, info() {} } })
  const release = await provider.resolve(version.replace(/\+.*$/, ''), 'the oracle')
  const runner = createSolcRunner({ workers: 1 })
  const { outputSelection, ...settings } = input.settings
  const sources = Object.fromEntries(
    Object.entries(input.sources).map(([name, { content }]) => [name, content]),
  )
  const outputs = { file: [''], contract: ['*'] }
  try {
    return await runner.run({
      release,
      language: input.language,
      sources,
      targets: Object.keys(sources),
      settings,
      outputs,
    })
  } finally {
    await runner.close()
  }
}
