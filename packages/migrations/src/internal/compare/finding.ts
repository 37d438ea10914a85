import type { UpgradeFinding } from '../../upgrade/upgrade-report.js'

/** A finding with what it does not say left out. */
export type FindingParts = Pick<UpgradeFinding, 'code' | 'severity' | 'message'> &
  Partial<UpgradeFinding>

/** Fills in what was left out. */
export function createFinding(parts: FindingParts): UpgradeFinding {
  return {
    hint: undefined,
    old: undefined,
    new: undefined,
    source: undefined,
    others: [],
    ...parts,
  }
}
