import type { TruffleConfig, TruffleNetworkConfig } from '../../truffle-config.js'

/** What Ganache 7.9.2 follows, and so what suites of Truffle's time were run on. */
const ganacheHardfork = 'shanghai'

/** `hardfork: 'legacy'`: the rules before EIP-1559 and EIP-3529, of ganache-cli 6. */
const legacyHardfork = 'muirGlacier'

/** EVM versions that need newer rules than Ganache's, oldest first. */
const newer = ['cancun', 'prague', 'osaka']

/** Since which release solc makes code for these unless it is told otherwise. */
const defaults: readonly (readonly [minor: number, patch: number, hardfork: string])[] = [
  [8, 31, 'osaka'],
  [8, 30, 'prague'],
  [8, 25, 'cancun'],
]

/**
 * The rules that a chain in this process follows: those that the network says; else those of Ganache 7.9.2, or newer
 * ones where the project's compiler makes code for them.
 */
export function chooseHardfork(
  config: TruffleConfig,
  settings: TruffleNetworkConfig,
  { fallback = ganacheHardfork }: { readonly fallback?: string | undefined } = {},
): string {
  const given = config['hardfork'] ?? process.env['SCAFFOLD_HARDFORK'] ?? settings['hardfork']
  if (typeof given === 'string' && given !== '') return given === 'legacy' ? legacyHardfork : given
  return neededHardfork(config) ?? fallback
}

/** Since which release solc makes code that needs newer rules than ganache-cli 6 has. */
const firstPush0 = 20

/** The rules of ganache-cli 6 as far as the project's compiler makes code for them. */
export function ganache6Hardfork({ compilers }: TruffleConfig): string {
  const { version } = Object(compilers['solc'])
  const isOld = typeof version !== 'string' || endsBeforePush0(version)
  return isOld ? legacyHardfork : ganacheHardfork
}

/** Whether a release or a range such as `<0.5.11` or `^0.5.0` has only compilers of that time. */
function endsBeforePush0(range: string): boolean {
  const bounds = [...range.matchAll(/([\^~]|[<>]=?)?\s*v?0\.(\d+)(?:\.(\d+))?/g)]
  const ends = bounds.filter(([, operator = '']) => !operator.startsWith('>'))
  if (ends.length === 0 || range.includes('/')) return false
  return ends.every(([, operator = '', minor, patch]) => {
    const isOldPatch = !/[\^~]/.test(operator) && Number(patch) < firstPush0
    return Number(minor) < 8 || (Number(minor) === 8 && isOldPatch)
  })
}

/** The rules that what the compiler makes needs, where Ganache's do not do. */
function neededHardfork({ compilers }: TruffleConfig): string | undefined {
  const { version, settings, evmVersion } = (compilers['solc'] ?? {}) as {
    readonly version?: unknown
    readonly evmVersion?: unknown
    readonly settings?: { readonly evmVersion?: unknown }
  }
  const chosen = settings?.evmVersion ?? evmVersion
  if (typeof chosen === 'string') return newer.includes(chosen) ? chosen : undefined
  return typeof version === 'string' ? defaultOf(version) : undefined
}

/** Of a range, of `native` or of a path it is not known which release will be taken: then of the newest. */
function defaultOf(version: string): string | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version) ?? []
  if (major === undefined) {
    const [, first] = /(\d+)\.(\d+)/.exec(version) ?? []
    const isOld = /0\.[4-7](\.|\b)/.test(version) && first !== undefined
    return isOld ? undefined : 'prague'
  }
  const found = defaults.find(
    ([m, p]) =>
      Number(major) > 0 || (Number(minor) === m && Number(patch) >= p) || Number(minor) > m,
  )
  return found?.[2]
}
