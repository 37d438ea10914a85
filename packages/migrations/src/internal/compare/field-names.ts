import type { StorageField } from '../../layout/storage-layout.js'

/** Whether the new field is the old one by its name or by what its annotation says. */
export function isSameField(old: StorageField, now: StorageField): boolean {
  return old.label === now.label || old.label === now.renamedFrom
}

/** Whether the annotation of the new field says that it had the old one's type. */
export function isRetyped(old: StorageField, now: StorageField): boolean {
  return now.retypedFrom !== undefined && plainType(now.retypedFrom) === plainType(old.type)
}

/** How annotations write types. */
function plainType(type: string): string {
  return type
    .replace(/\b(?:contract|struct|enum) /g, '')
    .replace(/ #\d+/g, '')
    .replace(/\buint\b/g, 'uint256')
    .replace(/\bint\b/g, 'int256')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Whether a field only keeps space free, as OpenZeppelin's contracts do. */
export function isGap({ label, type }: StorageField): boolean {
  return /^__gap(?:_.*)?$/.test(label) && /\[\d+\]$/.test(type)
}
