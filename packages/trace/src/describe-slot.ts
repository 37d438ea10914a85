import type { CompiledContract } from './compiled-contract.js'
import { formatValue } from './format-value.js'
import { SlotIndex, type SlotPart } from './internal/storage/slot-index.js'
import { stateVariables } from './internal/storage/state-variables.js'
import { namesIn } from './internal/values/names.js'
import { elementaryType } from './internal/values/type-reader.js'
import { isValueType, unavailable, valueOfPacked } from './internal/values/word-value.js'
import { toBytes } from './internal/values/words.js'
import type { SolidityType } from './solidity-type.js'
import type { Value } from './value.js'

/** What slots are named with. */
export interface SlotContext {
  /** Whose storage it is: the code that runs, not that of a proxy. */
  readonly contract: CompiledContract
  /** Of the recording: they give the keys of mappings. */
  readonly preimages: ReadonlyMap<bigint, Uint8Array>
  /** Gives the 32 bytes of the hash. */
  readonly keccak256: (data: Uint8Array) => Uint8Array
  /** @default `storage` */
  readonly space?: 'storage' | 'transient'
}

/** Something that is in a slot, or of which a part is. */
export interface NamedSlot {
  /** As an expression of Solidity, e.g. `orders[0xAb…][6].points[1].x`, `list.length`, `text[32:64]`. */
  readonly path: string
  readonly type: SolidityType
}

/** What became of one of the things in a slot. */
export interface NamedChange extends NamedSlot {
  readonly before: Value
  readonly after: Value
}

/** What the contract has in a slot, from the right end of the word; nothing when that is unknown. */
export function describeSlot(slot: bigint, context: SlotContext): readonly NamedSlot[] {
  return partsOf(slot, context).map(({ path, type }) => ({ path, type }))
}

/** Those things in a slot that are otherwise in `after` than in `before`, both the whole word. */
export function describeSlotChange(
  {
    slot,
    before,
    after,
  }: { readonly slot: bigint; readonly before: bigint; readonly after: bigint },
  context: SlotContext,
): readonly NamedChange[] {
  const isLong = isLongText(before) || isLongText(after)
  return partsOf(slot, context).flatMap((part): NamedChange[] => {
    const { path, type } = part
    if (isLong && isText(type)) {
      const [was, is] = [textLength(before), textLength(after)]
      return [{ path: `${path}.length`, type: is.type, before: was, after: is }]
    }
    const [was, is] = [valueIn(part, before, context), valueIn(part, after, context)]
    const isSame = was.kind !== 'unavailable' && formatValue(was) === formatValue(is)
    return isSame ? [] : [{ path, type, before: was, after: is }]
  })
}

function partsOf(slot: bigint, context: SlotContext): readonly SlotPart[] {
  const { contract, preimages, keccak256, space = 'storage' } = context
  const variables = stateVariables({ contract, isCreation: false, keccak256 })
  return new SlotIndex({ variables, preimages, names: namesIn(contract, context), space }).parts(
    slot,
  )
}

/** The word of a text of more than 31 bytes has nothing but its length. */
function isLongText(word: bigint): boolean {
  return (word & 1n) === 1n
}

function isText({ kind }: SolidityType): boolean {
  return kind === 'string' || kind === 'bytes'
}

function textLength(word: bigint): Value {
  const value = isLongText(word) ? word / 2n : (word & 0xffn) / 2n
  return { kind: 'integer', type: elementaryType('uint256'), value }
}

function valueIn({ type, offsetBytes }: SlotPart, word: bigint, context: SlotContext): Value {
  if (isValueType(type)) {
    return valueOfPacked(type, word >> BigInt(offsetBytes * 8), namesIn(context.contract, context))
  }
  const length = (word & 0xffn) / 2n
  if ((type.kind !== 'string' && type.kind !== 'bytes') || isLongText(word) || length > 31n) {
    return unavailable(type, 'unknown')
  }
  return { kind: type.kind, type, bytes: toBytes(word, 32).subarray(0, Number(length)), length }
}
