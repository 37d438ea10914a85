/** The newest rules that releases of ganache-cli 6 knew, which they started with: from which release on. Newest first. */
const defaults: readonly (readonly [minor: number, hardfork: string])[] = [
  [9, 'muirGlacier'],
  [8, 'istanbul'],
  [4, 'petersburg'],
  [0, 'byzantium'],
]

const newest = 'muirGlacier'

/** The rules of a version of ganache-cli; of a range or of another tool those of its newest release. */
export function hardforkOfGanacheCli(version: string | undefined): string {
  const [, minor] = /^[~v=]*6\.(\d+)/.exec(version ?? '') ?? []
  if (minor === undefined) return newest
  return defaults.find(([first]) => first <= Number(minor))?.[1] ?? newest
}
