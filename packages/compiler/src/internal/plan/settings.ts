import type { CompileProfile, SolcSettings, SolidityConfig } from '../../options.js'
import { compareVersions } from '../solc/version.js'

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Settings by the path of their key, and the release that first understood them. */
const introduced: readonly (readonly [path: readonly string[], version: string])[] = [
  [['evmVersion'], '0.4.21'],
  [['optimizer', 'details'], '0.5.6'],
  [['metadata', 'bytecodeHash'], '0.6.0'],
  [['debug'], '0.6.2'],
  [['stopAfter'], '0.7.5'],
  [['viaIR'], '0.7.5'],
  [['modelChecker'], '0.8.1'],
  [['optimizer', 'details', 'inliner'], '0.8.5'],
  [['debug', 'debugInfo'], '0.8.10'],
  [['metadata', 'appendCBOR'], '0.8.18'],
  [['optimizer', 'details', 'simpleCounterForLoopUncheckedIncrement'], '0.8.22'],
  [['eofVersion'], '0.8.29'],
]

/** EVM versions in order, and the release that first compiled for them. */
const evmVersions: readonly (readonly [name: string, version: string])[] = [
  ['homestead', '0.4.21'],
  ['tangerineWhistle', '0.4.21'],
  ['spuriousDragon', '0.4.21'],
  ['byzantium', '0.4.21'],
  ['constantinople', '0.4.22'],
  ['petersburg', '0.5.5'],
  ['istanbul', '0.5.14'],
  ['berlin', '0.8.5'],
  ['london', '0.8.7'],
  ['paris', '0.8.18'],
  ['shanghai', '0.8.20'],
  ['cancun', '0.8.24'],
  ['prague', '0.8.27'],
  ['osaka', '0.8.29'],
]

function without(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path
  if (!isObject(value) || key === undefined || !(key in value)) return value
  const { [key]: member, ...others } = value
  return rest.length === 0 ? others : { ...others, [key]: without(member, rest) }
}

/** The newest EVM version up to the wanted one that this release compiles for. */
function evmVersionFor(wanted: unknown, version: string): unknown {
  const index = evmVersions.findIndex(([name]) => name === wanted)
  if (index === -1) return wanted
  const known = evmVersions.slice(0, index + 1)
  return known.findLast(([, first]) => compareVersions(version, first) >= 0)?.[0]
}

/** Settings written for another release, as far as `version` understands them. */
export function adaptSettings(settings: SolcSettings, version: string): SolcSettings {
  let adapted: unknown = settings
  for (const [path, first] of introduced) {
    if (compareVersions(version, first) < 0) adapted = without(adapted, path)
  }
  if (!isObject(adapted)) return settings
  const { evmVersion, ...rest } = adapted
  const known = evmVersionFor(evmVersion, version)
  return known === undefined ? rest : { ...rest, evmVersion: known }
}

/** The settings for one file at its version; outputs and remappings come on top. */
export function settingsFor(
  name: string,
  version: string,
  context: { readonly solidity: SolidityConfig; readonly profile: CompileProfile },
): SolcSettings {
  const { solidity, profile } = context
  const own = solidity.overrides[name]?.settings
  const isForThisVersion = solidity.versions.length === 1 && solidity.versions[0] === version
  const settings =
    own ?? (isForThisVersion ? solidity.settings : adaptSettings(solidity.settings, version))
  return profile === 'debug' ? debugSettings(settings, version) : settings
}

/**
 * Settings for code as close to its source as it gets: every statement keeps its own instructions. Without being told, the
 * compiler merges a jump that follows a decision into it even without the optimizer.
 */
export function debugSettings(settings: SolcSettings, version: string): SolcSettings {
  const { viaIR: _, ...rest } = settings
  const optimizer = {
    enabled: false,
    runs: 200,
    details: { peephole: false, jumpdestRemover: false },
  }
  return { ...rest, ...adaptSettings({ optimizer }, version) }
}
