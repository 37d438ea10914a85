import type { UpgradeFinding } from '../../upgrade/upgrade-report.js'
import { compareGap } from './compare-gaps.js'
import { type BothTypes, TypeComparer } from './compare-types.js'
import { isGap, isRetyped, isSameField } from './field-names.js'
import { createFinding, type FindingParts } from './finding.js'
import { mergeMoved } from './merge-moved.js'
import { isMoved, overlap, type Placed, placeText, type Region, toStoragePlace } from './placed.js'

/**
 * Holds each field of the old version against what the new one has at the same bytes. All of them being where
 * they were, nothing new can lie on one.
 */
export class RegionComparer {
  readonly #types: BothTypes
  readonly #typeComparer: TypeComparer

  constructor(types: BothTypes) {
    this.#types = types
    this.#typeComparer = new TypeComparer(types, (region) => this.compare(region))
  }

  compare(region: Region): readonly UpgradeFinding[] {
    const found = region.old.flatMap((old) =>
      isGap(old.field) ? compareGap(old, region, this.#types.new) : this.#field(old, region),
    )
    return [...mergeMoved(found), ...addedFields(region)]
  }

  #field(old: Placed, region: Region): readonly UpgradeFinding[] {
    const now = region.new.find(({ begin }) => begin === old.begin)
    if (now === undefined) return this.#gone(old, region)
    const changes = this.#changes(old, now, region)
    if (isSameField(old.field, now.field)) return [...changes, ...renameNotes(old, now, region)]
    const isOther =
      isGap(now.field) ||
      isMoved(now, region) ||
      changes.some(({ severity }) => severity === 'error')
    if (isOther || movedTo(old, region) !== undefined) return this.#gone(old, region)
    return [renamedFinding(old, now, region), ...changes]
  }

  #gone(old: Placed, region: Region): readonly UpgradeFinding[] {
    const moved = movedTo(old, region)
    if (moved === undefined) return [goneFinding(old, region)]
    const places = { old: toStoragePlace(old, region), new: toStoragePlace(moved, region) }
    const changes = this.#changes(old, moved, region)
    const errors = changes.filter(({ severity }) => severity === 'error')
    return [movedFinding(old, moved, region), ...errors.map((error) => ({ ...error, ...places }))]
  }

  #changes(old: Placed, now: Placed, region: Region): readonly UpgradeFinding[] {
    const places = { old: toStoragePlace(old, region), new: toStoragePlace(now, region) }
    if (isRetyped(old.field, now.field)) return [retypedFinding(old, now, region)]
    const found = this.#typeComparer.compare({
      old: old.field.type,
      new: now.field.type,
      label: places.old.label,
      region: region.name,
      base: old.begin,
      isKey: false,
    })
    const isOnOthers = region.old.some((other) => other !== old && isLost(other, now))
    const told = isOnOthers ? found.filter(({ severity }) => severity !== 'note') : found
    return told.map((finding) =>
      finding.old === undefined && finding.new === undefined ? { ...finding, ...places } : finding,
    )
  }
}

/** What grows over another field did not grow into free space. */
function isLost(other: Placed, now: Placed): boolean {
  return !isGap(other.field) && overlap(other, now)
}

/** Where a field that is not at its place went; a namesake that is at its own does not count. */
function movedTo(old: Placed, { old: olds, new: news }: Region): Placed | undefined {
  return news.find(({ field, begin }) => {
    if (!isSameField(old.field, field)) return false
    return !olds.some((other) => other.begin === begin && other.field.label === old.field.label)
  })
}

function goneFinding(old: Placed, region: Region): UpgradeFinding {
  const was = toStoragePlace(old, region)
  const instead = region.new.find((now) => overlap(old, now))
  if (instead === undefined) {
    return createFinding({
      code: 'storage-deleted',
      severity: 'error',
      message: `${was.label} is gone from ${placeText(was)}`,
      hint: `Keep ${was.label} although it is not used: its value stays there`,
      old: was,
    })
  }
  const now = toStoragePlace(instead, region)
  return createFinding({
    code: 'storage-replaced',
    severity: 'error',
    message: `${now.label} takes the place of ${was.label} in ${placeText(was)}, and would read its value`,
    hint: `Keep ${was.label} where it was, and put ${now.label} behind all others`,
    old: was,
    new: now,
  })
}

function movedFinding(old: Placed, moved: Placed, region: Region): UpgradeFinding {
  const [was, is] = [toStoragePlace(old, region), toStoragePlace(moved, region)]
  return createFinding({
    code: 'storage-moved',
    severity: 'error',
    message: `${was.label} moved from ${placeText(was)} to ${placeText(is)}`,
    hint:
      region.prefix === ''
        ? 'Put new variables behind all others, in the last contract or in a gap; keep the order of contracts that are inherited'
        : 'Keep the members of the struct in their order, and put new ones at its end, or into a struct of their own',
    old: was,
    new: is,
  })
}

function renamedFinding(old: Placed, now: Placed, region: Region): UpgradeFinding {
  const [was, is] = [toStoragePlace(old, region), toStoragePlace(now, region)]
  return createFinding({
    code: 'storage-renamed',
    severity: 'error',
    message: `${was.label} in ${placeText(was)} is called ${is.label} now`,
    hint: `If it means the same, write /// @custom:oz-renamed-from ${old.field.label}; if not, put it behind all others`,
    old: was,
    new: is,
  })
}

function retypedFinding(old: Placed, now: Placed, region: Region): UpgradeFinding {
  const [was, is] = [toStoragePlace(old, region), toStoragePlace(now, region)]
  const parts: FindingParts =
    old.end === now.end
      ? {
          code: 'storage-compatible',
          severity: 'note',
          message: `${is.label} had the type ${was.type}, as its annotation says`,
        }
      : {
          code: 'storage-resized',
          severity: 'error',
          message: `${is.label} takes ${is.bytes} bytes as ${is.type} rather than ${was.bytes} as ${was.type}`,
          hint: 'A type can only be changed to one of the same size',
        }
  return createFinding({ ...parts, old: was, new: is })
}

function renameNotes(old: Placed, now: Placed, region: Region): readonly UpgradeFinding[] {
  if (old.field.label === now.field.label) return []
  const [was, is] = [toStoragePlace(old, region), toStoragePlace(now, region)]
  return [
    createFinding({
      code: 'storage-compatible',
      severity: 'note',
      message: `${is.label} was called ${was.label}, as its annotation says`,
      old: was,
      new: is,
    }),
  ]
}

/** What is new, and lies where nothing was. */
function addedFields(region: Region): readonly UpgradeFinding[] {
  const fields = region.old.filter(({ field }) => !isGap(field))
  const added = region.new.filter(
    (now) => !isGap(now.field) && !isMoved(now, region) && !fields.some((old) => overlap(old, now)),
  )
  return added.map((now) => {
    const is = toStoragePlace(now, region)
    const gap = region.old.find((old) => isGap(old.field) && overlap(old, now))
    const where = gap === undefined ? 'where nothing was' : `in the space of ${gap.field.label}`
    return createFinding({
      code: 'storage-added',
      severity: 'note',
      message: `${is.label} is new, ${where}`,
      old: gap && toStoragePlace(gap, region),
      new: is,
    })
  })
}
