import { execFile } from 'node:child_process'
import { access, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { ScaffoldError } from '@scaffold-evm/common'
import { readTarEntry } from './tar.js'

/** A compiler as npm's package of it holds it. */
export interface PackedSolc {
  readonly soljson: Buffer
  /** npm's subresource integrity of the tarball, which npm has checked. */
  readonly integrity: string
}

/** How npm is asked. */
export interface NpmPackOptions {
  /** Whose `.npmrc` counts: registry, proxy and credentials. */
  readonly root: string
  /** Only look into npm's own cache. */
  readonly offline: boolean
  readonly signal?: AbortSignal | undefined
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv
}

interface NpmCommand {
  readonly file: string
  readonly args: readonly string[]
  readonly shell: boolean
}

/** The error code npm gives for a version that does not exist. */
const noSuchVersion = 'ETARGET'

async function isFile(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch {
    return false
  }
}

/** npm's script run by this Node where it can be found: a shell is needed only for `npm.cmd` on Windows. */
async function npmCommand(): Promise<NpmCommand> {
  const { npm_execpath: running } = process.env
  const bin = dirname(process.execPath)
  const places = [
    ...(running?.endsWith('npm-cli.js') === true ? [running] : []),
    join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(bin, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  for (const place of places) {
    if (await isFile(place)) return { file: process.execPath, args: [place], shell: false }
  }
  return { file: 'npm', args: [], shell: process.platform === 'win32' }
}

interface NpmAnswer {
  readonly stdout: string
  readonly stderr: string
  /** Undefined when npm succeeded. */
  readonly error: Error | undefined
}

async function runNpm(args: readonly string[], options: NpmPackOptions): Promise<NpmAnswer> {
  const { file, args: first, shell } = await npmCommand()
  const { signal, env = process.env } = options
  return new Promise((resolve) => {
    execFile(
      file,
      [...first, ...args],
      {
        cwd: options.root,
        env,
        shell,
        windowsHide: true,
        maxBuffer: 16 * 1024 * 1024,
        ...(signal === undefined ? {} : { signal }),
      },
      (error, stdout, stderr) => resolve({ stdout, stderr, error: error ?? undefined }),
    )
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function failure(version: string, answer: NpmAnswer): ScaffoldError {
  const report = fieldOf(parseJson(answer.stdout), 'error')
  const code = String(fieldOf(report, 'code') ?? fieldOf(answer.error, 'code') ?? '')
  const summary = String(fieldOf(report, 'summary') ?? answer.error?.message ?? '').split('\n')[0]
  return new ScaffoldError({
    code: code === noSuchVersion ? 'NPM_NO_SUCH_VERSION' : 'NPM_FAILED',
    message:
      code === 'ENOENT'
        ? 'npm was not found'
        : `npm pack solc@${version} failed: ${summary?.slice(0, 200)}`,
    cause: answer.error,
  })
}

async function unpack(tarball: string): Promise<Buffer | undefined> {
  const archive = await promisify(gunzip)(await readFile(tarball))
  return readTarEntry(archive, 'package/soljson.js')
}

/** What `npm pack --json` says of the one package: a list, or in newer versions an object by name. */
function packed(stdout: string): { filename: string; integrity: string } | undefined {
  const report = parseJson(stdout)
  const entry = Array.isArray(report) ? report[0] : Object.values(report ?? {})[0]
  const filename = fieldOf(entry, 'filename')
  const integrity = fieldOf(entry, 'integrity')
  if (typeof filename !== 'string' || typeof integrity !== 'string') return undefined
  return { filename, integrity }
}

async function packInto(
  folder: string,
  version: string,
  options: NpmPackOptions,
): Promise<PackedSolc> {
  const answer = await runNpm(
    [
      'pack',
      `solc@${version}`,
      '--json',
      '--ignore-scripts',
      '--dry-run=false',
      options.offline ? '--offline' : '--prefer-offline',
      // One more try, soon: npm's own defaults let a dead network hang for a minute and more.
      '--fetch-retries=1',
      '--fetch-retry-mintimeout=1000',
      `--pack-destination=${folder}`,
    ],
    options,
  )
  options.signal?.throwIfAborted()
  const entry = answer.error === undefined ? packed(answer.stdout) : undefined
  if (entry === undefined) throw failure(version, answer)
  const soljson = await unpack(join(folder, entry.filename))
  if (soljson === undefined) throw failure(version, answer)
  return { soljson, integrity: entry.integrity }
}

/**
 * Takes the compiler out of npm's package `solc@<version>`. npm itself does the fetching, so that
 * the user's registry, proxy and credentials count and the content's integrity is checked. No
 * script of the package runs, and nothing is installed.
 *
 * @throws `NPM_NO_SUCH_VERSION` when the registry does not have that version.
 * @throws `NPM_FAILED` when npm is missing or fails otherwise, e.g. without network.
 */
export async function packSolc(version: string, options: NpmPackOptions): Promise<PackedSolc> {
  const folder = await mkdtemp(join(tmpdir(), 'scaffold-solc-'))
  try {
    return await packInto(folder, version, options)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
