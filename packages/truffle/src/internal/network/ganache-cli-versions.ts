import type { EstimateKind } from '../truffle4/ganache6/answer.js'

/** The newest rules that releases of ganache-cli 6 knew, which they started with: from which release on. Newest first. */
const defaults: readonly (readonly [minor: number, hardfork: string])[] = [
  [9, 'muirGlacier'],
  [8, 'istanbul'],
  [4, 'petersburg'],
  [0, 'byzantium'],
]

const newest = 'muirGlacier'

/** The minor number of a version 6 that is exact, or as good as. */
function minorOf(version: string | undefined): number | undefined {
  const [, minor] = /^[~v=]*6\.(\d+)/.exec(version ?? '') ?? []
  return minor === undefined ? undefined : Number(minor)
}

/** Before 6.1.7 what named no price cost 1 wei per gas, while `eth_gasPrice` said 20 gwei. */
const firstWithPrice = [1, 7] as const

/** Wei per gas of what names no price in an exact version of ganache-cli; undefined is what it suggests. */
export function unnamedGasPrice(version: string | undefined): bigint | undefined {
  const [, minor, patch] = /^v?6\.(\d+)\.(\d+)/.exec(version ?? '') ?? []
  if (minor === undefined || patch === undefined) return undefined
  const [firstMinor, firstPatch] = firstWithPrice
  const isOlder =
    Number(minor) < firstMinor || (Number(minor) === firstMinor && Number(patch) < firstPatch)
  return isOlder ? 1n : undefined
}

/** The version of a project that asks for a range; `find` tells what it has. */
export function ganacheCliVersion(
  range: string | undefined,
  find: (name: string) => string | undefined,
): string | undefined {
  if (range === undefined || /^\d+\.\d+\.\d+$/.test(range)) return range
  return find('ganache-cli') ?? range
}

/** The rules of a version of ganache-cli; of a range or of another tool those of its newest release. */
export function hardforkOfGanacheCli(version: string | undefined): string {
  const minor = minorOf(version)
  return defaults.find(([first]) => minor !== undefined && first <= minor)?.[1] ?? newest
}

/** What the estimates of a version of ganache-cli tell. */
export function estimatesOfGanacheCli(version: string | undefined): EstimateKind {
  return (minorOf(version) ?? 12) < 4 ? 'used' : 'needed'
}

/** Whether a version of ganache-cli runs calls in the next block rather than in the latest. */
export function callsInNextBlock(version: string | undefined): boolean {
  return (minorOf(version) ?? 12) < 6
}
