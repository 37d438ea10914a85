import type { PlanDifference } from '../../planning/migration-plan.js'

const accept = (name: string): string =>
  `put it back, or take it into the record: scaffold migrate --accept ${name}`

const remedies: Readonly<Record<PlanDifference['what'], (name: string) => string>> = {
  code: (name) =>
    `find out why; scaffold migrate --replace ${name} deploys it anew, --reset forgets the record`,
  implementation: (name) =>
    `somebody upgraded it: upgrade it back, or take it up with m.importProxy('${name}', …) in a new migration`,
  'implementation-code': () => 'find out why: it is not what was deployed',
  facet: (name) =>
    `somebody cut it: cut it back, or m.diamondCut('${name}', { takeOver: true, … }) in a new migration`,
  admin: accept,
  beacon: accept,
  owner: accept,
  'admin-owner': accept,
  arguments: () => 'the record was edited: correct it by what was sent',
  libraries: () => 'the record was edited: correct it by what is linked',
}

/** What to do about drift; applying mends none of it. */
export function remedyOf(name: string, differences: readonly PlanDifference[]): string {
  const texts = differences.map(({ what }) => remedies[what](name))
  return [...new Set(texts)].join('; ')
}
