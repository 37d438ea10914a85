import type { SolcBytecode } from '@scaffold-evm/compiler'

/** Where an instruction comes from. */
export interface CodeRange {
  /** Bytes of the source's UTF-8 text. */
  readonly start: number
  readonly length: number
  /** Index of the source; -1 when it comes from none. */
  readonly file: number
  /** What a JUMP is: into a function, out of one, neither. */
  readonly jump: 'i' | 'o' | '-'
  /** Which of a function's modifiers runs, counted from 0; their number in its body. Always 0 before solc 0.6. */
  readonly modifierDepth: number
}

/** Where a function begins in code (solc's `functionDebugData`). */
export interface FunctionEntry {
  /** AST id of its definition. */
  readonly id: number
  readonly parameterSlots: number
  readonly returnSlots: number
}

/** What the compiler says of code, by the place of the instruction in bytes. */
export interface CodeMap {
  range(pc: number): CodeRange | undefined
  /** The function of the source that begins there. */
  entry(pc: number): FunctionEntry | undefined
  /** Whether the compiler says where functions begin: from solc 0.8.5 on. */
  readonly hasEntries: boolean
}

/** Reads solc's source map at the first question. */
export function createCodeMap(bytecode: SolcBytecode): CodeMap {
  let ranges: readonly CodeRange[] | undefined
  let instructions: Int32Array | undefined
  const entries = readEntries(bytecode.functionDebugData ?? {})
  return {
    hasEntries: bytecode.functionDebugData !== undefined,
    entry: (pc) => entries.get(pc),
    range(pc) {
      ranges ??= decodeSourceMap(bytecode.sourceMap ?? '')
      instructions ??= instructionIndices(bytecode.object)
      return ranges[instructions[pc] ?? -1]
    },
  }
}

/** `start:length:file:jump:modifierDepth;…`, each field empty when it is as before. */
export function decodeSourceMap(text: string): readonly CodeRange[] {
  if (text === '') return []
  let last: CodeRange = { start: 0, length: 0, file: -1, jump: '-', modifierDepth: 0 }
  return text.split(';').map((entry) => {
    if (entry === '') return last
    const [start, length, file, jump, depth] = entry.split(':')
    last = {
      start: start ? Number(start) : last.start,
      length: length ? Number(length) : last.length,
      file: file ? Number(file) : last.file,
      jump: jump === 'i' || jump === 'o' || jump === '-' ? jump : last.jump,
      modifierDepth: depth ? Number(depth) : last.modifierDepth,
    }
    return last
  })
}

const push1 = 0x60
const push32 = 0x7f

/** The number of the instruction at each byte; -1 within the data of a PUSH. */
function instructionIndices(object: string): Int32Array {
  const size = object.length / 2
  const indices = new Int32Array(size).fill(-1)
  let count = 0
  for (let pc = 0; pc < size; pc++) {
    indices[pc] = count++
    // Placeholders of libraries are data of a PUSH20, so every instruction is hexadecimal.
    const op = Number.parseInt(object.slice(pc * 2, pc * 2 + 2), 16)
    if (op >= push1 && op <= push32) pc += op - push1 + 1
  }
  return indices
}

function readEntries(data: Readonly<Record<string, unknown>>): Map<number, FunctionEntry> {
  const entries = new Map<number, FunctionEntry>()
  for (const value of Object.values(data)) {
    const [pc, id] = [numberIn(value, 'entryPoint'), numberIn(value, 'id')]
    if (pc === undefined || id === undefined) continue
    const parameterSlots = numberIn(value, 'parameterSlots') ?? 0
    entries.set(pc, { id, parameterSlots, returnSlots: numberIn(value, 'returnSlots') ?? 0 })
  }
  return entries
}

function numberIn(value: unknown, key: string): number | undefined {
  const member: unknown = Reflect.get(Object(value), key)
  return typeof member === 'number' ? member : undefined
}
