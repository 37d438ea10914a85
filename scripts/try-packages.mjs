// Packs every package, installs the tarballs in an empty folder and uses them there as a stranger would.
import { execFileSync } from 'node:child_process'
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
