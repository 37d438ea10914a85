// Packs every package, installs the tarballs in an empty folder and uses them there as a stranger would.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'scaffold-packages-')))

function run(cwd, command, ...args) {
  console.log(`$ ${command} ${args.join(' ')}`)
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

function expectText(output, pattern) {
  if (!pattern.test(output)) throw new Error(`Expected ${pattern} in:\n${output}`)
}

function installedSizeMb(path) {
  return Number(execFileSync('du', ['-sk', path], { encoding: 'utf8' }).split('\t')[0]) / 1024
}

try {
  run(
    root,
    'npm',
    'pack',
    '--silent',
    '--workspaces=true',
    ...packageFlags(),
    '--pack-destination',
    folder,
  )
  const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  run(folder, 'npm', 'install', '--prefer-offline', ...tarballs.map((name) => `./${name}`))
  const size = installedSizeMb(join(folder, 'node_modules'))
  console.log(`installed size: ${size.toFixed(0)} MB`)
  if (size > 120) throw new Error(`The installed packages take ${size} MB, more than 120`)

  for (const template of ['basic', 'javascript', 'token']) useTemplate(template)
  // What is published must be whole for those who check it, too.
  run(join(folder, 'token'), 'npx', 'tsc', '--noEmit', '--skipLibCheck', 'false')
  await useNode()
  useTruffle()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function packageFlags() {
  return readdirSync(join(root, 'packages')).map((name) => `--workspace=packages/${name}`)
}

function useTemplate(template) {
  const project = join(folder, template)
  run(folder, 'npx', 'scaffold', 'init', template, '--template', template)
  run(project, 'npm', 'install', '--prefer-offline')
  expectText(run(project, 'npx', 'scaffold', 'compile'), /Compiled \d+/)
  expectText(run(project, 'npx', 'scaffold', 'compile'), /Nothing to compile/)
  expectText(run(project, 'npx', 'scaffold', 'test'), /\d+ passing/)
  expectText(run(project, 'npx', 'scaffold', 'migrate'), /0x[0-9a-fA-F]{40}/)
}

/** A Truffle project under the names that its scripts call. */
function useTruffle() {
  const project = join(folder, 'metacoin')
  run(folder, 'npx', 'truffle', 'unbox', 'metacoin', 'metacoin')
  expectText(run(project, 'npx', 'truffle', 'test'), /5 passing/)
  expectText(run(project, 'npx', 'scaffold', 'test', '--coverage'), /MetaCoin\.sol +\d/)
  expectText(run(project, 'npx', 'truffle', 'migrate'), /Total deployments: {3}2/)
  expectText(run(folder, 'npx', 'ganache', '--version'), /^ganache v7/)
  const code =
    "const p = require('@scaffold-evm/ganache-bin').provider({ wallet: { totalAccounts: 2 } });" +
    "p.request({ method: 'eth_accounts' }).then((a) => { console.log(a.length); return p.disconnect() })"
  expectText(run(folder, 'node', '-e', code), /^2$/m)
}

async function useNode() {
  console.log('$ scaffold node --port 0 --json')
  const bin = join(folder, 'node_modules', '.bin', 'scaffold')
  const node = spawn(process.execPath, [bin, 'node', '--port', '0', '--json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(node.stdout, 'data')
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId' })
  const answer = await fetch(JSON.parse(line).url, { method: 'POST', body })
  expectText(await answer.text(), /"0x7a69"/)
  node.kill('SIGINT')
  const [exitCode] = await once(node, 'exit')
  if (exitCode !== 130) throw new Error(`The node ended with ${exitCode}, not 130`)
}
