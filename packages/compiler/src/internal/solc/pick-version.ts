import {
  pragmaInvalidError,
  solcVersionConflictError,
  solcVersionMismatchError,
} from '../../solc-errors.js'
import { publishedVersions } from './releases.js'
import type { SolcSource } from './solc.js'
import { compareVersions, parseVersionName } from './version.js'
import { isInRange, parseVersionRange, type VersionRange } from './version-range.js'

/** A `pragma solidity` of one file. */
export interface VersionPragma {
  readonly sourceName: string
  /** Counted from 1. */
  readonly line: number
  /** What follows `pragma solidity`, e.g. `^0.8.20`. */
  readonly range: string
}

/** What decides on the version for one file and all it imports. */
export interface VersionChoice {
  /** The file that is to be compiled, for error texts. */
  readonly sourceName: string
  /** Pragmas of the file and of all it imports, however indirectly. */
  readonly pragmas: readonly VersionPragma[]
  /** Versions or ranges the configuration allows; none means that pragmas alone decide. */
  readonly configured: readonly string[]
  /** Compilers on this machine. */
  readonly available: readonly { readonly version: string; readonly source: SolcSource }[]
}

interface ParsedPragma extends VersionPragma {
  readonly parsed: VersionRange
}

function parsePragma(pragma: VersionPragma): ParsedPragma {
  const parsed = parseVersionRange(pragma.range)
  if (parsed === undefined) throw pragmaInvalidError(pragma)
  return { ...pragma, parsed }
}

function isConfigured(version: string, configured: readonly string[]): boolean {
  return configured.some((entry) => {
    const exact = parseVersionName(entry)
    if (exact !== undefined) return exact.version === version
    const range = parseVersionRange(entry)
    return range !== undefined && isInRange(version, range)
  })
}

const publishedNewestFirst: readonly string[] = [...publishedVersions].reverse()

/** Newest first. */
function byAge(versions: Iterable<string>): string[] {
  return [...new Set(versions)].sort((a, b) => compareVersions(b, a))
}

/** Versions that a configuration names need not be in the embedded list of releases. */
function candidatesOf({ configured, available }: VersionChoice): string[] {
  const named = configured.flatMap((entry) => parseVersionName(entry)?.version ?? [])
  const here = available.map((release) => release.version)
  const others = [...here, ...named].filter((version) => !publishedNewestFirst.includes(version))
  // Sorting all of them for every file of a large project takes a tenth of a second.
  const all =
    others.length === 0 ? publishedNewestFirst : byAge([...publishedNewestFirst, ...others])
  return configured.length === 0
    ? [...all]
    : all.filter((version) => isConfigured(version, configured))
}

/** Two files whose pragmas no version satisfies together, or all of them when no pair is to blame. */
function conflictOf(pragmas: readonly ParsedPragma[], versions: readonly string[]): ParsedPragma[] {
  const fits = (version: string, ...some: ParsedPragma[]): boolean =>
    some.every(({ parsed }) => isInRange(version, parsed))
  const alone = pragmas.find((one) => !versions.some((version) => fits(version, one)))
  if (alone !== undefined) return [alone]
  for (const [index, one] of pragmas.entries()) {
    const other = pragmas
      .slice(index + 1)
      .find((next) => !versions.some((version) => fits(version, one, next)))
    if (other !== undefined) return [one, other]
  }
  return [...pragmas]
}

function noVersion(choice: VersionChoice, pragmas: readonly ParsedPragma[]): Error {
  const { sourceName, configured } = choice
  const known = byAge(publishedVersions)
  const isPossible = known.some((version) =>
    pragmas.every(({ parsed }) => isInRange(version, parsed)),
  )
  if (configured.length > 0 && isPossible) {
    const blamed = conflictOf(pragmas, candidatesOf(choice))
    return solcVersionMismatchError({ sourceName, configured, pragmas: blamed })
  }
  return solcVersionConflictError({ sourceName, pragmas: conflictOf(pragmas, known) })
}

/**
 * All versions that satisfy the pragmas and the configuration, the preferred one first.
 *
 * Without a configuration: the bundled compiler if it fits, so that most projects need nothing
 * else; then the newest of the project's own compilers, which its lockfile pins; then the newest
 * release there is. What happens to lie in this machine's cache does not count: the same sources
 * give the same bytecode everywhere. Files without any pragma get the bundled compiler.
 *
 * With a configuration: the newest version it allows.
 *
 * @throws `PRAGMA_INVALID` for a pragma that solc would not understand.
 * @throws `SOLC_VERSION_CONFLICT` when no version satisfies all pragmas.
 * @throws `SOLC_VERSION_MISMATCH` when one would, but the configuration does not allow it.
 */
export function rankVersions(choice: VersionChoice): readonly [string, ...string[]] {
  const pragmas = choice.pragmas.map(parsePragma)
  const fitting = candidatesOf(choice).filter((version) =>
    pragmas.every(({ parsed }) => isInRange(version, parsed)),
  )
  const from = (source: SolcSource): string[] =>
    byAge(choice.available.filter((one) => one.source === source).map((one) => one.version))
  const preferred =
    choice.configured.length > 0 ? [] : [...from('path'), ...from('bundled'), ...from('project')]
  const ranked = [...preferred.filter((version) => fitting.includes(version)), ...fitting]
  const [first, ...rest] = new Set(ranked)
  if (first === undefined) throw noVersion(choice, pragmas)
  return [first, ...rest]
}

/** The preferred version for one file and all it imports; see {@link rankVersions}. */
export function pickVersion(choice: VersionChoice): string {
  return rankVersions(choice)[0]
}
