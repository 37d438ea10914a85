import { solcVersionUnknownError } from '../../solc-errors.js'
import { longVersionOf, oldestVersion, publishedVersions } from './releases.js'
import { compareVersions, parseVersionName } from './version.js'

/** Whether npm may have `version`: a known release, or one that came out after this was written. */
export function isFetchable(version: string): boolean {
  const newest = publishedVersions.at(-1) ?? oldestVersion
  return publishedVersions.includes(version) || compareVersions(version, newest) > 0
}

function reasonFor(version: string): string {
  if (parseVersionName(version) === undefined) return 'an exact version looks like 0.8.37'
  if (compareVersions(version, oldestVersion) < 0) {
    return `releases before ${oldestVersion} do not read standard JSON`
  }
  if (longVersionOf(version) !== undefined) {
    return 'npm does not have it. Its soljson.js can be given as "soljson" in the config'
  }
  return 'no release has that number'
}

/** The published releases on both sides of `version`. */
function nearestTo(version: string): string[] {
  const older = publishedVersions.findLast((one) => compareVersions(one, version) < 0)
  const newer = publishedVersions.find((one) => compareVersions(one, version) > 0)
  const near = [older, newer].filter((one) => one !== undefined)
  return near.length > 0 ? near : publishedVersions.slice(-1)
}

/** The error for a version that cannot be had anywhere, with the nearest that can. */
export function unknownVersion(
  text: string,
  wantedBy: string,
  why: { readonly reason?: string; readonly cause?: unknown } = {},
): Error {
  const { version } = parseVersionName(text) ?? { version: text }
  const { reason = reasonFor(version), cause } = why
  return solcVersionUnknownError({
    version: text,
    wantedBy,
    reason,
    nearest: nearestTo(version),
    cause,
  })
}
