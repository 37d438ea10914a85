import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSilentReporter } from '@scaffold-evm/common'
import { type Artifact, type BuildInfo, compile, type SolcSettings } from '@scaffold-evm/compiler'
import type { BuildSource } from '../src/index.js'

/** A project of one file in a temporary folder. */
export interface TempSource {
  readonly text: string
  build(profile: 'default' | 'debug', settings?: SolcSettings): Promise<BuildSource>
  remove(): Promise<void>
}

/** Copies a Solidity file that lies beside the tests. */
export async function createTempSource(name: string, ending = ''): Promise<TempSource> {
  const url = new URL(`../../test/${name}`, import.meta.url)
  const text = (await readFile(fileURLToPath(url), 'utf8')) + ending
  const root = await mkdtemp(join(tmpdir(), 'trace-'))
  await mkdir(join(root, 'contracts'))
  await writeFile(join(root, 'contracts', name), text)
  return {
    text,
    build: (profile, settings = {}) => build(root, profile, settings),
    remove: () => rm(root, { recursive: true }),
  }
}

async function build(
  root: string,
  profile: 'default' | 'debug',
  settings: SolcSettings,
): Promise<BuildSource> {
  const { artifacts } = await compile({
    root,
    sources: [join(root, 'contracts')],
    artifactsDir: join(root, 'artifacts'),
    cacheDir: join(root, 'cache'),
    solidity: { versions: [], settings, overrides: {}, remappings: [] },
    profile,
    reporter: createSilentReporter(),
  })
  const directory = profile === 'debug' ? 'cache/solidity/debug/artifacts' : 'artifacts'
  return {
    artifacts: await Promise.all(artifacts.map(({ path }) => readJson<Artifact>(path))),
    readBuildInfo: (id) => readJson<BuildInfo>(join(root, directory, 'build-info', `${id}.json`)),
  }
}

// What the compiler's package wrote is what it says it is.
async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8'))
}
