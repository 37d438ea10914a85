// Puts a project, what it needs, its compilers and its own tools into a scratch folder. What is there and was made from the same entry of the table stays.
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../workspace.mjs'
import { overrides } from './table.mjs'

const npmFlags = [
  '--legacy-peer-deps',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--prefer-offline',
]

/** The folders of one scratch folder. */
export function scratchFolders(folder) {
  return {
    folder,
    /** What both tools find the compilers in: the place of Truffle's own cache. */
    config: join(folder, 'config'),
    compilers: join(folder, 'config', 'truffle-nodejs', 'compilers', 'node_modules'),
    cache: join(folder, 'cache'),
    peers: join(folder, 'peers'),
    project: (name) => join(folder, 'projects', name, 'project'),
    pristine: (name) => join(folder, 'projects', name, 'pristine'),
    results: (name) => join(folder, 'projects', name, 'truffle.json'),
  }
}

/** Installs a project unless it is there already. */
export function installProject(project, scratch) {
  const folder = dirname(scratch.project(project.name))
  const stamp = join(folder, 'installed.json')
  const { package: published, folder: local, repository, dependencies, without, missing } = project
  const made = JSON.stringify({ published, local, repository, dependencies, without, missing })
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return
  console.error(`installing ${project.name}`)
  rmSync(folder, { recursive: true, force: true })
  const pristine = scratch.pristine(project.name)
  mkdirSync(pristine, { recursive: true })
  unpack(project, pristine)
  for (const [path, text] of Object.entries(project.missing ?? {})) writeNew(pristine, path, text)
  installDependencies(project, pristine, folder)
  writeFileSync(stamp, made)
}

/** Makes the project's folder what its authors published, with its dependencies and nothing else. */
export function restoreProject(name, scratch) {
  const [project, pristine] = [scratch.project(name), scratch.pristine(name)]
  for (const entry of readdirSync(project)) {
    if (entry !== 'node_modules') rmSync(join(project, entry), { recursive: true, force: true })
  }
  cpSync(pristine, project, { recursive: true, verbatimSymlinks: true })
}

function unpack(project, into) {
  if (project.folder !== undefined) cpSync(join(root, project.folder), into, { recursive: true })
  else if (project.repository !== undefined) clone(project, into)
  else unpackFromNpm(project.package, into)
}

function clone({ repository: { url, tag, under } }, into) {
  const checkout = `${into}.git`
  execFileSync('git', ['clone', '--quiet', url, checkout], { stdio: 'inherit' })
  execFileSync('git', ['checkout', '--quiet', tag], { cwd: checkout, stdio: 'inherit' })
  rmSync(join(checkout, '.git'), { recursive: true, force: true })
  cpSync(join(checkout, under ?? '.'), into, { recursive: true })
  rmSync(checkout, { recursive: true, force: true })
}

function unpackFromNpm(name, into) {
  const tarball = npm(into, ['pack', '--silent', '--pack-destination', into, name]).trim()
  execFileSync('tar', ['xzf', tarball, '--strip-components=1'], { cwd: into })
  rmSync(join(into, tarball))
}

function writeNew(folder, path, text) {
  const file = join(folder, path)
  if (existsSync(file)) return
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

// The dependencies are installed beside the project, so that its package.json stays as it was published.
function installDependencies(project, pristine, folder) {
  const target = join(folder, 'project')
  mkdirSync(target)
  const own = ownDependencies(pristine)
  for (const name of project.without ?? []) delete own[name]
  const dependencies = { ...own, ...project.dependencies }
  if (Object.keys(dependencies).length === 0) return
  const place = join(folder, 'dependencies')
  mkdirSync(place)
  writeFileSync(
    join(place, 'package.json'),
    JSON.stringify(
      { private: true, dependencies, overrides: overridesBeside(dependencies) },
      null,
      2,
    ),
  )
  npm(place, ['install', ...npmFlags])
  renameSync(join(place, 'node_modules'), join(target, 'node_modules'))
}

// npm refuses to override the version of what is asked for directly, but not that of its dependencies, nor other versions.
function overridesBeside(dependencies) {
  const entries = Object.entries(overrides).flatMap(([key, value]) => {
    const [name] = /^.[^@]*/.exec(key)
    const asked = dependencies[name]
    if (asked === undefined) return [[key, value]]
    if (typeof value !== 'object') return []
    return asked.startsWith('0.') ? [[name, value]] : [[key, value]]
  })
  return Object.fromEntries(entries)
}

function ownDependencies(folder) {
  const path = join(folder, 'package.json')
  return existsSync(path) ? { ...JSON.parse(readFileSync(path, 'utf8')).dependencies } : {}
}

/** Puts a compiler where Truffle keeps those that it downloaded. */
export function installSolc(version, scratch) {
  mkdirSync(scratch.compilers, { recursive: true })
  const there = readdirSync(scratch.compilers)
  if (there.some((file) => file.startsWith(`soljson-v${version}+`))) return
  const place = join(scratch.folder, 'solc')
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  unpackFromNpm(`solc@${version}`, place)
  const soljson = join(place, 'soljson.js')
  const long = execFileSync(
    process.execPath,
    [join(import.meta.dirname, 'soljson-version.cjs'), soljson],
    {
      encoding: 'utf8',
    },
  )
  copyFileSync(soljson, join(scratch.compilers, `soljson-v${long}.js`))
  rmSync(place, { recursive: true, force: true })
}

/** Installs the tools that projects were written for, each under its name and version, and gives the files that start them. */
export function installPeers(specs, scratch) {
  mkdirSync(scratch.peers, { recursive: true })
  const manifest = join(scratch.peers, 'package.json')
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n')
  const missing = specs.filter(
    (spec) => !existsSync(join(scratch.peers, 'node_modules', spec.replace('@', '-'))),
  )
  if (missing.length === 0) return
  const aliases = missing.map((spec) => `${spec.replace('@', '-')}@npm:${spec}`)
  npm(scratch.peers, ['install', ...npmFlags, ...aliases])
}

/** The file that Node.js runs for a tool such as `truffle@5.11.5`. */
export function peerBin(spec, scratch) {
  const folder = join(scratch.peers, 'node_modules', spec.replace('@', '-'))
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(
    folder,
    typeof bin === 'string' ? bin : (bin[spec.split('@')[0]] ?? Object.values(bin)[0]),
  )
}

function npm(cwd, args) {
  const options = {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  }
  return execFileSync('npm', args, { ...options, shell: process.platform === 'win32' })
}
