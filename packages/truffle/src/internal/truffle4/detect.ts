/** What there is to tell which Truffle a project was written for. */
export interface Evidence {
  /** Said by the user: the config's `truffle4`, or the environment's `SCAFFOLD_TRUFFLE4`. */
  readonly explicit?: { readonly isTruffle4: boolean; readonly where: string } | undefined
  /** Version ranges of package.json by package. */
  readonly ranges: Readonly<Record<string, string>>
  /** The version of a package that a lock file or `node_modules` has. */
  versionOf(name: string): string | undefined
  /** Whether a contract is written for Solidity 0.5 or newer, which Truffle 4 does not bring. Read only when package.json asks for Truffle 4. */
  needsSolidity5(): boolean
  /** How often the project's tests speak like web3 0.20 and like web3 1. Read only when nothing else tells. */
  countIdioms(): { readonly legacy: number; readonly current: number }
}

/** The decision, with its reason when it is for Truffle 4. */
export type Detection =
  | { readonly isTruffle4: false }
  | {
      readonly isTruffle4: true
      readonly reason: string
      /** A version or a range of Truffle 4; undefined when none is known. */
      readonly truffle: string | undefined
    }

const no: Detection = { isTruffle4: false }

/** Decides by what the user says, then by what package.json asks for, what is installed, and how the tests are written. */
export function detectTruffle4(evidence: Evidence): Detection {
  const { explicit, ranges } = evidence
  const truffle = truffleOf(evidence)
  if (explicit !== undefined) {
    if (!explicit.isTruffle4) return no
    return { isTruffle4: true, reason: explicit.where, truffle: only4(truffle?.version) }
  }
  if (truffle !== undefined) {
    const { version, where } = truffle
    if (only4(version) === undefined) return no
    return evidence.needsSolidity5()
      ? byNewerSolidity(evidence, where)
      : { isTruffle4: true, reason: where, truffle: version }
  }
  return byLibraries(ranges) ?? byIdioms(evidence)
}

// Some put a newer compiler into Truffle 4; others went on to Truffle 5 without saying so.
function byNewerSolidity({ countIdioms }: Evidence, where: string): Detection {
  const { legacy, current } = countIdioms()
  return legacy > current ? { isTruffle4: true, reason: where, truffle: undefined } : no
}

/** Majors by which libraries of Truffle's time tell what they were used with. */
const libraries: readonly (readonly [name: string, isLegacy: (major: string) => boolean])[] = [
  ['truffle-contract', (major) => /^[1-3]$/.test(major)],
  ['web3', (major) => major === '0'],
]

function byLibraries(ranges: Evidence['ranges']): Detection | undefined {
  for (const [name, isLegacy] of libraries) {
    const range = ranges[name]
    const major = range === undefined ? undefined : majorOf(range)
    if (range === undefined || major === undefined) continue
    if (!isLegacy(major)) return { isTruffle4: false }
    const reason = `package.json asks for ${name} ${range}`
    return { isTruffle4: true, reason, truffle: undefined }
  }
  return undefined
}

function byIdioms({ countIdioms }: Evidence): Detection {
  const { legacy, current } = countIdioms()
  if (legacy === 0 || legacy <= current) return { isTruffle4: false }
  return { isTruffle4: true, reason: 'its tests are written for web3 0.20', truffle: undefined }
}

interface FoundTruffle {
  readonly version: string
  readonly where: string
}

/** What is locked or installed is exact; but only package.json is the project's own word. */
function truffleOf({ ranges, versionOf }: Evidence): FoundTruffle | undefined {
  const range = ranges['truffle']
  const exact = versionOf('truffle')
  if (range !== undefined && majorOf(range) !== undefined) {
    const isInside = exact !== undefined && majorOf(exact) === majorOf(range)
    return { version: isInside ? exact : range, where: `package.json asks for truffle ${range}` }
  }
  if (exact === undefined) return undefined
  return { version: exact, where: `truffle ${exact} is installed` }
}

function only4(version: string | undefined): string | undefined {
  return version !== undefined && ['3', '4'].includes(majorOf(version) ?? '') ? version : undefined
}

/** The first number of a version or range: of `^4.1.13` 4. */
function majorOf(range: string): string | undefined {
  return /^(?:npm:[^@]+@)?\s*[v^~<>=\s]*(\d+)(?:\.|x|$|\s|-)/.exec(range)?.[1]
}
