import { existsSync } from 'node:fs'
import {
  compareVersions,
  isInRange,
  parseVersionName,
  parseVersionRange,
  type SolcRelease,
  type SolcRunner,
} from '@scaffold-evm/compiler'
import type { TruffleConfig } from '../../truffle-config.js'
import { builtLayer, freshLayer } from './cache-folder.js'
import {
  createTruffleSolcProvider,
  parseSolcChoice,
  type SolcChoice,
  type SolcPlaces,
} from './choose-solc.js'
import { readSolcConfig } from './solc-config.js'

/**
 * Lets the compiler of a project that was never compiled load while its network is opened: that takes a quarter of a
 * second. Only one that is on this machine and known without the sources; never rejects, since the compilation says
 * what is wrong.
 */
export async function prepareSolc(
  config: TruffleConfig,
  runner: Pick<SolcRunner, 'prepare'>,
  places: SolcPlaces,
): Promise<void> {
  if ([freshLayer(config), builtLayer(config)].some(({ stateFile }) => existsSync(stateFile)))
    return
  try {
    const release = likelyRelease(parseSolcChoice(readSolcConfig(config), places.root), places)
    if (release !== undefined) await runner.prepare(release)
  } catch {
    // Said above.
  }
}

/** Undefined where it takes the sources to know which. */
function likelyRelease(
  choice: SolcChoice,
  places: SolcPlaces,
): Promise<SolcRelease | undefined> | undefined {
  switch (choice.kind) {
    case 'version':
      return newestHere(choice.version, places)
    case 'range':
      return newestHere(choice.range, places)
    case 'path':
      return onlyOne(choice.soljson, places)
    case 'pragma':
    case 'native':
      return undefined
  }
}

async function onlyOne(soljson: string, places: SolcPlaces): Promise<SolcRelease | undefined> {
  return (await createTruffleSolcProvider(places, soljson).available())[0]
}

async function newestHere(wanted: string, places: SolcPlaces): Promise<SolcRelease | undefined> {
  const name = parseVersionName(wanted)
  const range = parseVersionRange(wanted)
  const fits = ({ version }: SolcRelease): boolean =>
    name === undefined ? range !== undefined && isInRange(version, range) : version === name.version
  const here = (await createTruffleSolcProvider(places).available()).filter(fits)
  return here.sort((a, b) => compareVersions(b.version, a.version))[0]
}
