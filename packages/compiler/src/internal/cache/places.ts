import { join } from 'node:path'
import { debugArtifactsDir } from '../../debug-artifacts.js'
import type { CompilerOptions } from '../../options.js'
import { relativePath } from '../files/relative-path.js'

/** Where everything of one profile lies. Absolute. */
export interface Places {
  readonly root: string
  readonly artifactsDir: string
  /** As seen from the root. */
  readonly artifactsName: string
  readonly buildInfoDir: string
  readonly typesDir: string | undefined
  /** The module that the types import ethers' from. */
  readonly ethersModule: string
  readonly stateFile: string
  readonly lockFile: string
  /** Which cached run holds which unit. */
  readonly unitsFile: string
  /** Compressed build-infos, of this state and earlier ones. */
  readonly runsDir: string
}

/** The places for `options`. Debug builds stay below the cache: they are nobody's artifacts. */
export function placesFor(options: CompilerOptions): Places {
  const profile = options.profile ?? 'default'
  const base = join(options.cacheDir, 'solidity', profile)
  const artifactsDir =
    profile === 'debug' ? debugArtifactsDir(options.cacheDir) : options.artifactsDir
  const typesDir = options.typesDir || undefined
  return {
    root: options.root,
    artifactsDir,
    artifactsName: relativePath(options.root, artifactsDir),
    buildInfoDir: join(artifactsDir, 'build-info'),
    typesDir: profile === 'debug' ? undefined : typesDir,
    ethersModule: options.ethersModule ?? 'ethers',
    stateFile: join(base, 'state.json'),
    lockFile: join(base, 'lock'),
    unitsFile: join(base, 'units.json'),
    runsDir: join(base, 'runs'),
  }
}
