import type { PlanDifference } from '../../migration-plan.js'

const remedies: Readonly<Record<PlanDifference['what'], (name: string) => string>> = {
  code: (name) =>
    `find out why; "scaffold migrate --replace ${name}" deploys it anew, "--reset" forgets the record`,
  implementation: (name) =>
    `somebody upgraded it: upgrade it back, or take it into the record with "scaffold migrate --accept ${name}"`,
  'implementation-code': () => 'find out why: the implementation is not what was deployed',
  admin: (name) =>
    `change the admin back, or take it into the record with "scaffold migrate --accept ${name}"`,
  beacon: (name) =>
    `somebody gave it another beacon: take it into the record with "scaffold migrate --accept ${name}", or put the old one back`,
  owner: (name) =>
    `transfer it back, or take it into the record with "scaffold migrate --accept ${name}"`,
  'admin-owner': (name) =>
    `transfer the admin back, or take it into the record with "scaffold migrate --accept ${name}"`,
  arguments: () => 'the record was edited: correct it by what was sent',
  libraries: () => 'the record was edited: correct it by what is linked',
}

/** What to do about drift; applying mends none of it. */
export function remedyOf(name: string, differences: readonly PlanDifference[]): string {
  const texts = differences.map(({ what }) => remedies[what](name))
  return [...new Set(texts)].join('; ')
}
