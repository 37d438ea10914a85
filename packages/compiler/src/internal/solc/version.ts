/** Orders versions by number: negative when `a` is the older one. Pre-releases come before their release. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  for (let level = 0; level < 3; level++) {
    const difference = (left[level] ?? 0) - (right[level] ?? 0)
    if (difference !== 0) return difference
  }
  return Number(right.length > 3) - Number(left.length > 3)
}

function numbersOf(version: string): number[] {
  const [core = '', prerelease] = version.replace(/\+.*$/, '').split('-')
  const numbers = core.split('.').map(Number)
  return prerelease === undefined ? numbers : [...numbers, 0]
}

/** A version as people write it, taken apart. */
export interface VersionName {
  /** `0.4.24` */
  readonly version: string
  /** `0.4.24+commit.e67f0147` when it was written with its commit. */
  readonly longVersion: string | undefined
}

/** Reads `0.4.24`, `v0.4.24`, `=0.4.24` or `v0.4.24+commit.e67f0147.Emscripten.clang`; undefined for a range or anything else. */
export function parseVersionName(text: string): VersionName | undefined {
  const match =
    /^\s*=?\s*v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+)?)(\+commit\.[0-9a-f]{7,8})?(?:\.Emscripten\.clang|\.mod|\.js)*\s*$/.exec(
      text,
    )
  const version = match?.[1]
  if (version === undefined) return undefined
  const build = match?.[2]
  return { version, longVersion: build === undefined ? undefined : version + build }
}
