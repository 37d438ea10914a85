import type { StorageType } from '../../layout/storage-layout.js'
import type { UpgradeFinding } from '../../upgrade/upgrade-report.js'
import type { LayoutTypes } from '../layout/layout-types.js'
import { createFinding } from './finding.js'
import type { Region } from './placed.js'
import { placeFields } from './placed.js'

/** The types of both versions. */
export interface BothTypes {
  readonly old: LayoutTypes
  readonly new: LayoutTypes
}

/** A value whose type is compared. */
export interface TypePair {
  readonly old: string
  readonly new: string
  /** E.g. `positions[…]`. */
  readonly label: string
  /** The region that it lies in, and how far from its begin. */
  readonly region: string
  readonly base: bigint
  /** Whether it is hashed to a place: then how it is padded matters. */
  readonly isKey: boolean
}

type Kind<K extends StorageType['kind']> = Extract<StorageType, { readonly kind: K }>

/** Says whether values of one type can be read as another where they are. Free of errors: they can. */
export class TypeComparer {
  readonly #types: BothTypes
  readonly #compareRegion: (region: Region) => readonly UpgradeFinding[]
  /** Structs that are being compared: one that contains itself is as compatible as its other members. */
  readonly #open = new Set<string>()

  constructor(types: BothTypes, compareRegion: (region: Region) => readonly UpgradeFinding[]) {
    this.#types = types
    this.#compareRegion = compareRegion
  }

  compare(pair: TypePair): readonly UpgradeFinding[] {
    const old = this.#types.old.of(pair.old)
    const now = this.#types.new.of(pair.new)
    if (old.kind === 'mapping' && now.kind === 'mapping') return this.#mappings(pair, old, now)
    if (old.kind === 'array' && now.kind === 'array') return this.#arrays(pair, old, now)
    if (old.kind === 'struct' && now.kind === 'struct') return this.#structs(pair, old, now)
    if (old.kind === 'enum' && now.kind === 'enum') return this.#enums(pair, old, now)
    if (old.kind === 'function' && now.kind === 'function') return functions(pair, old, now)
    if (old.kind === 'alias' || now.kind === 'alias') return this.#aliases(pair, old, now)
    return values(pair, old, now)
  }

  #mappings(pair: TypePair, old: Kind<'mapping'>, now: Kind<'mapping'>): readonly UpgradeFinding[] {
    const label = `${pair.label}[…]`
    const key = {
      ...pair,
      old: old.key,
      new: now.key,
      label: `the key of ${pair.label}`,
      isKey: true,
    }
    const value = { old: old.value, new: now.value, label, region: label, base: 0n, isKey: false }
    const keys = this.compare(key)
    return keys.some(({ severity }) => severity === 'error')
      ? keys
      : [...keys, ...this.compare(value)]
  }

  #arrays(pair: TypePair, old: Kind<'array'>, now: Kind<'array'>): readonly UpgradeFinding[] {
    if ((old.length === undefined) !== (now.length === undefined)) {
      return [retyped(pair, 'one of them has a fixed length and the other has none')]
    }
    const label = `${pair.label}[]`
    const item = { old: old.base, new: now.base, label, region: label, base: 0n, isKey: false }
    const items = this.compare(item)
    if (items.some(({ severity }) => severity === 'error')) return items
    const [before, after] = [this.#types.old.bytes(old.base), this.#types.new.bytes(now.base)]
    if (before !== after) return [...items, strideFinding(item, before, after)]
    return [...items, ...lengths(pair, Number(old.length ?? 0), Number(now.length ?? 0))]
  }

  #structs(pair: TypePair, old: Kind<'struct'>, now: Kind<'struct'>): readonly UpgradeFinding[] {
    if (old.members === undefined || now.members === undefined) return [unknown(pair)]
    const key = JSON.stringify([pair.old, pair.new])
    if (this.#open.has(key)) return []
    this.#open.add(key)
    const found = this.#compareRegion({
      name: pair.region,
      prefix: `${pair.label}.`,
      old: placeFields(old.members, this.#types.old, pair.base),
      new: placeFields(now.members, this.#types.new, pair.base),
    })
    this.#open.delete(key)
    return found
  }

  #enums(pair: TypePair, old: Kind<'enum'>, now: Kind<'enum'>): readonly UpgradeFinding[] {
    if (old.members === undefined || now.members === undefined) return [unknown(pair)]
    const { members } = now
    const changed = old.members.findIndex((member, index) => member !== members[index])
    if (changed !== -1) {
      const [was, is] = [old.members[changed], members[changed]]
      return [
        createFinding({
          code: 'storage-enum-changed',
          severity: 'error',
          message: `${pair.label}: member ${changed} of ${plain(pair.old)} was ${was}, ${is === undefined ? 'and is gone' : `and is ${is}`}`,
          hint: 'Keep the members of an enum in their order, and add new ones at the end',
        }),
      ]
    }
    if (old.bytes !== now.bytes) return [resized(pair, BigInt(old.bytes), BigInt(now.bytes))]
    const more = members.length - old.members.length
    return more === 0
      ? []
      : [
          note(
            'storage-grown',
            `${pair.label}: ${plain(pair.new)} has ${more} more members at its end`,
          ),
        ]
  }

  /** Stored as what they stand for. */
  #aliases(pair: TypePair, old: StorageType, now: StorageType): readonly UpgradeFinding[] {
    const [before, after] = [underlying(pair.old, old), underlying(pair.new, now)]
    const areBoth = old.kind === 'alias' && now.kind === 'alias'
    if (before === undefined || after === undefined) {
      if (!areBoth || old.bytes !== now.bytes) return [unknown(pair)]
      return pair.old === pair.new ? [] : [aliasWarning(pair)]
    }
    if (before === after) {
      if (areBoth) return []
      return [
        note(
          'storage-compatible',
          `${pair.label}: ${pair.old} and ${pair.new} are stored in the same way`,
        ),
      ]
    }
    if (!areBoth) return [retyped(pair, 'they stand for different types')]
    if (old.bytes !== now.bytes) return [resized(pair, BigInt(old.bytes), BigInt(now.bytes))]
    if (pair.isKey && !isPaddedAlike(before, after)) {
      return [retyped(pair, 'as keys they are padded differently')]
    }
    return [aliasWarning(pair)]
  }
}

function underlying(name: string, type: StorageType): string | undefined {
  return type.kind === 'alias' ? type.of : name
}

/** Before a key is hashed it is made a word: numbers by their sign, bytes on the right. */
function isPaddedAlike(a: string, b: string): boolean {
  const padding = (type: string) =>
    /^bytes/.test(type) ? 'right' : /^int/.test(type) ? 'sign' : 'zero'
  return padding(a) === padding(b)
}

function functions(
  pair: TypePair,
  old: Kind<'function'>,
  now: Kind<'function'>,
): readonly UpgradeFinding[] {
  return old.bytes === now.bytes ? [] : [retyped(pair, 'one is internal, the other is external')]
}

const addresses = /^address(?: payable)?$/

function values(pair: TypePair, old: StorageType, now: StorageType): readonly UpgradeFinding[] {
  const isContract = old.kind === 'contract' || now.kind === 'contract'
  const areAddresses = [
    [pair.old, old],
    [pair.new, now],
  ].every(([name, type]) => addresses.test(String(name)) || Object(type).kind === 'contract')
  if (areAddresses) {
    const isSame = pair.old === pair.new || !isContract
    if (isSame) return []
    return [
      note('storage-compatible', `${pair.label}: ${pair.old} and ${pair.new} are both addresses`),
    ]
  }
  if (old.kind === 'unknown' || now.kind === 'unknown') return [unknown(pair)]
  return pair.old === pair.new ? [] : [retyped(pair)]
}

function lengths(pair: TypePair, before: number, after: number): readonly UpgradeFinding[] {
  if (after > before) {
    return [
      note(
        'storage-grown',
        `${pair.label} has ${after} items rather than ${before}, the new ones in free space`,
      ),
    ]
  }
  if (after === before) return []
  return [
    createFinding({
      code: 'storage-resized',
      severity: 'error',
      message: `${pair.label} has ${after} items rather than ${before}`,
      hint: `Keep the length ${before}`,
    }),
  ]
}

function strideFinding({ label }: TypePair, before: bigint, after: bigint): UpgradeFinding {
  return createFinding({
    code: 'storage-resized',
    severity: 'error',
    message: `${label}: items take ${after} bytes rather than ${before}, so all but the first move`,
    hint: 'Keep the struct as it is, and put what is new into a mapping or an array of its own',
  })
}

function resized(pair: TypePair, before: bigint, after: bigint): UpgradeFinding {
  return createFinding({
    code: 'storage-resized',
    severity: 'error',
    message: `${pair.label} takes ${after} bytes rather than ${before}: ${pair.old} became ${pair.new}`,
    hint: `Keep the type ${plain(pair.old)}, or add a new variable behind all others`,
  })
}

function retyped(pair: TypePair, reason?: string): UpgradeFinding {
  return createFinding({
    code: 'storage-retyped',
    severity: 'error',
    message: `${pair.label} changed its type from ${pair.old} to ${pair.new}${reason === undefined ? '' : `: ${reason}`}`,
    hint: `Keep the type, or, if every value means the same in both, write /// @custom:oz-retyped-from ${plain(pair.old)}`,
  })
}

function unknown(pair: TypePair): UpgradeFinding {
  return createFinding({
    code: 'storage-unknown',
    severity: 'error',
    message: `${pair.label}: what ${pair.old} was made of is not known, so ${pair.new} cannot be compared with it`,
    hint: 'Give the contract that is deployed rather than its layout, or allow storage-unknown when you have compared them',
  })
}

function aliasWarning(pair: TypePair): UpgradeFinding {
  return createFinding({
    code: 'storage-retyped',
    severity: 'warning',
    message: `${pair.label}: ${pair.old} and ${pair.new} have the same size, but may mean different things`,
  })
}

function note(code: 'storage-grown' | 'storage-compatible', message: string): UpgradeFinding {
  return createFinding({ code, severity: 'note', message })
}

function plain(type: string): string {
  return type.replace(/^(?:contract|struct|enum) /, '')
}
