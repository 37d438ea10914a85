import type { SolcSettings } from '@scaffold-evm/compiler'
import type { TruffleConfig } from '../../truffle-config.js'
import { mergeDeep } from '../artifacts/merge-artifact.js'

/** What a Truffle config says about solc, in one form. */
export interface SolcConfig {
  /** As the project wrote it: a version, a range, a path, `native`, `pragma`. */
  readonly version: string
  /** Whether the project wrote none: it is Truffle's own, or marked as what an older Truffle brought. */
  readonly isDefaultVersion: boolean
  readonly isDocker: boolean
  /** Whether ABIs stay in solc's order, as before Truffle 4.0.6. */
  readonly keepsAbiOrder: boolean
  /** Without output selection. */
  readonly settings: SolcSettings
  readonly modelCheckerSettings: unknown
}

/** What Truffle compiles with when a project does not say. */
export const defaultSolcVersion = '0.5.16'

const defaultSettings = { optimizer: { enabled: false, runs: 200 }, remappings: [] }

/** Reads `compilers.solc` and the older `solc`, with `overrides` over the settings. */
export function readSolcConfig(config: TruffleConfig, overrides: SolcSettings = {}): SolcConfig {
  const solc = objectOf(config.compilers['solc'])
  const own = withLegacyKeys(objectOf(mergeDeep(defaultSettings, solc['settings'])), solc, config)
  const { outputSelection: _, ...settings } = objectOf(mergeDeep(own, overrides))
  const { version, isDefaultVersion = false } = solc
  const isMissing = version === undefined || version === null || version === ''
  return {
    version: isMissing ? defaultSolcVersion : String(version),
    isDefaultVersion: isMissing || isDefaultVersion === true,
    isDocker: solc['docker'] === true,
    keepsAbiOrder: solc['keepsAbiOrder'] === true,
    settings,
    modelCheckerSettings: solc['modelCheckerSettings'],
  }
}

/** `compilers.solc.evmVersion` and `.optimizer` fill in, a top-level `solc` replaces. */
function withLegacyKeys(
  settings: SolcSettings,
  solc: SolcSettings,
  config: TruffleConfig,
): SolcSettings {
  const legacy = config['solc']
  if (isObject(legacy)) {
    return { ...settings, evmVersion: legacy['evmVersion'], optimizer: legacy['optimizer'] }
  }
  return {
    ...settings,
    evmVersion: settings['evmVersion'] || solc['evmVersion'],
    optimizer: settings['optimizer'] || solc['optimizer'] || {},
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value if it is an object, else an empty one. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {}
}
