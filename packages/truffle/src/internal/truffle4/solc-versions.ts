/** The solc that each release of Truffle 4 has: from which release on. Newest first. */
const bundled: readonly (readonly [minor: number, patch: number, solc: string])[] = [
  [1, 16, '0.4.26'],
  [1, 15, '0.4.25'],
  [1, 9, '0.4.24'],
  [1, 7, '0.4.23'],
  [1, 4, '0.4.21'],
  [0, 6, '0.4.19'],
  [0, 0, '0.4.18'],
]

const newest = '0.4.26'

/** The solc of a version of Truffle 4; of a range that of its newest release. */
export function solcOfTruffle4(version: string | undefined): string {
  const [, operator, minor, patch] = /^([\^~>=<v]*)4\.(\d+)\.(\d+)/.exec(version ?? '') ?? []
  if (minor === undefined || operator?.includes('^') || operator?.includes('>')) return newest
  const given = Number(minor) * 1_000 + (operator?.includes('~') ? 999 : Number(patch))
  return bundled.find(([m, p]) => m * 1_000 + p <= given)?.[2] ?? newest
}
