import { bytesToBigint, bytesToHex, type Hex } from '@scaffold-evm/common'
import type { AbiParameter } from '@scaffold-evm/compiler'
import type { AbiArgument, AbiValue } from '../../abi-value.js'

const wordBytes = 32
/** Data that is none may claim to hold more. */
const mostValues = 100_000

/** Where values are read from: offsets in `data` count from `start`. */
interface Frame {
  readonly data: Uint8Array
  readonly start: number
  readonly formatAddress: FormatAddress
  /** Values that were read so far. */
  readonly count: { value: number }
}

/** Writes the 20 bytes of an address. */
export type FormatAddress = (address: Uint8Array) => Hex

/** What is not there. */
class Unreadable extends Error {}

/** The values of `parameters` in ABI-encoded data; undefined when it does not hold them. */
export function decodeParameters(
  parameters: readonly AbiParameter[],
  data: Uint8Array,
  formatAddress: FormatAddress = bytesToHex,
): readonly AbiArgument[] | undefined {
  try {
    return decodeTuple(parameters, { data, start: 0, formatAddress, count: { value: 0 } })
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

/** Whether a value is where it is pointed to rather than in its place. */
export function isDynamic({ type, components = [] }: AbiParameter): boolean {
  const array = arrayOf(type)
  if (array !== undefined) {
    return array.length === undefined || isDynamic({ name: '', type: array.element, components })
  }
  if (type === 'tuple') return components.some(isDynamic)
  return type === 'bytes' || type === 'string'
}

function decodeTuple(parameters: readonly AbiParameter[], frame: Frame): AbiArgument[] {
  let head = frame.start
  return parameters.map((parameter) => {
    const { name, type } = parameter
    const at = isDynamic(parameter) ? frame.start + sizeAt(frame, head) : head
    head += headSize(parameter)
    return { name, type, value: decodeValue(parameter, { ...frame, start: at }) }
  })
}

function headSize(parameter: AbiParameter): number {
  if (isDynamic(parameter)) return wordBytes
  const { type, components = [] } = parameter
  const array = arrayOf(type)
  if (array !== undefined) {
    return (array.length ?? 0) * headSize({ name: '', type: array.element, components })
  }
  if (type !== 'tuple') return wordBytes
  return components.reduce((size, component) => size + headSize(component), 0)
}

function decodeValue(parameter: AbiParameter, frame: Frame): AbiValue {
  frame.count.value += 1
  if (frame.count.value > mostValues) throw new Unreadable()
  const { type, components = [] } = parameter
  const array = arrayOf(type)
  if (array !== undefined) return decodeArray(array, components, frame)
  if (type === 'tuple') return decodeTuple(components, frame)
  if (type === 'bytes') return bytesToHex(dynamicAt(frame))
  if (type === 'string') return Buffer.from(dynamicAt(frame)).toString()
  return decodeWord(parameter, wordAt(frame, frame.start), frame.formatAddress)
}

function decodeArray(
  { element, length }: ArrayType,
  components: readonly AbiParameter[],
  frame: Frame,
): AbiValue {
  const count = length ?? sizeAt(frame, frame.start)
  const start = length === undefined ? frame.start + wordBytes : frame.start
  const item = { name: '', type: element, components }
  if (start + count * headSize(item) > frame.data.length) throw new Unreadable()
  return decodeTuple(new Array<AbiParameter>(count).fill(item), { ...frame, start })
}

function decodeWord(
  { type, internalType }: AbiParameter,
  word: Uint8Array,
  formatAddress: FormatAddress,
): AbiValue {
  if (type === 'address' || internalType?.startsWith('contract ') === true) {
    return formatAddress(word.subarray(12))
  }
  if (type === 'bool') return word[wordBytes - 1] !== 0
  if (type === 'function') return bytesToHex(word.subarray(0, 24))
  const bytes = /^bytes(\d+)$/.exec(type)
  if (bytes !== null) return bytesToHex(word.subarray(0, Number(bytes[1])))
  const number = bytesToBigint(word)
  // Whatever else there is, enums of libraries and pointers to storage, is a number.
  if (!wordTypes.test(type)) throw new Unreadable()
  return type.startsWith('int') ? BigInt.asIntN(256, number) : number
}

const wordTypes = /^u?int\d*$|^enum |^\S+\.\S+$| storage$/

interface ArrayType {
  readonly element: string
  /** Undefined when it is as long as it says. */
  readonly length: number | undefined
}

function arrayOf(type: string): ArrayType | undefined {
  const match = /^(.*)\[(\d*)\]$/.exec(type)
  if (match === null) return undefined
  const [, element = '', length] = match
  return { element, length: length === '' ? undefined : Number(length) }
}

function dynamicAt(frame: Frame): Uint8Array {
  const { data, start } = frame
  const size = sizeAt(frame, start)
  const from = start + wordBytes
  if (from + size > data.length) throw new Unreadable()
  return data.subarray(from, from + size)
}

/** A length or an offset: more than there is data is none. */
function sizeAt({ data }: Frame, at: number): number {
  const size = bytesToBigint(wordAt({ data }, at))
  if (size > BigInt(data.length)) throw new Unreadable()
  return Number(size)
}

function wordAt({ data }: Pick<Frame, 'data'>, at: number): Uint8Array {
  if (at + wordBytes > data.length) throw new Unreadable()
  return data.subarray(at, at + wordBytes)
}
