import type { StoragePlace, UpgradeFinding } from '../../upgrade/upgrade-report.js'

/** One finding for variables that follow each other and moved by as much: all for one reason. */
export function mergeMoved(findings: readonly UpgradeFinding[]): readonly UpgradeFinding[] {
  const merged: UpgradeFinding[] = []
  for (const finding of findings) {
    const before = merged.at(-1)
    const distance = distanceOf(finding)
    if (before === undefined || distance === undefined || distance !== distanceOf(before)) {
      merged.push(finding)
      continue
    }
    const label = finding.old?.label ?? ''
    merged[merged.length - 1] = { ...before, others: [...before.others, label] }
  }
  return merged
}

function distanceOf({ code, old, new: now }: UpgradeFinding): bigint | undefined {
  if (code !== 'storage-moved' || old === undefined || now === undefined) return undefined
  return position(now) - position(old)
}

function position({ slot, offset }: StoragePlace): bigint {
  return BigInt(slot) * 32n + BigInt(offset)
}
