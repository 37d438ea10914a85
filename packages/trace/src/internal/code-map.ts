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

const [semicolon, colon, minus, zero, nine] = [0x3b, 0x3a, 0x2d, 0x30, 0x39] as const

/** `start:length:file:jump:modifierDepth;…`, each field empty when it is as before. */
export function decodeSourceMap(text: string): readonly CodeRange[] {
  if (text === '') return []
  const reader = new RangeReader(text)
  const ranges: CodeRange[] = []
  while (!reader.isAtEnd) ranges.push(reader.next())
  return ranges
}

/** Reads a map character by character: splitting one of thousands of entries takes twice as long. */
class RangeReader {
  readonly #text: string
  #at = 0
  #last: CodeRange = { start: 0, length: 0, file: -1, jump: '-', modifierDepth: 0 }

  constructor(text: string) {
    this.#text = text
  }

  get isAtEnd(): boolean {
    return this.#at > this.#text.length
  }

  /** An entry that is empty is the one before. */
  next(): CodeRange {
    const { start, length, file, jump, modifierDepth } = this.#last
    if (this.#code() !== semicolon) {
      // In the order in which they are written.
      this.#last = {
        start: this.#number() ?? start,
        length: this.#number() ?? length,
        file: this.#number() ?? file,
        jump: this.#jump() ?? jump,
        modifierDepth: this.#number() ?? modifierDepth,
      }
    }
    this.#at += 1
    return this.#last
  }

  /** The end is as good as a semicolon. */
  #code(): number {
    return this.#at < this.#text.length ? this.#text.charCodeAt(this.#at) : semicolon
  }

  #number(): number | undefined {
    const isNegative = this.#code() === minus
    if (isNegative) this.#at += 1
    let value: number | undefined
    for (let code = this.#code(); code >= zero && code <= nine; code = this.#code()) {
      value = (value ?? 0) * 10 + code - zero
      this.#at += 1
    }
    this.#passColon()
    return value !== undefined && isNegative ? -value : value
  }

  #jump(): CodeRange['jump'] | undefined {
    const text = this.#text.charAt(this.#at)
    const jump = text === 'i' || text === 'o' || text === '-' ? text : undefined
    if (jump !== undefined) this.#at += 1
    this.#passColon()
    return jump
  }

  /** None follows the last field that an entry has. */
  #passColon(): void {
    if (this.#code() === colon) this.#at += 1
  }
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
    const op = digitAt(object, pc * 2) * 16 + digitAt(object, pc * 2 + 1)
    if (op >= push1 && op <= push32) pc += op - push1 + 1
  }
  return indices
}

/** 0 to 15, of a small or a capital digit. */
function digitAt(hex: string, at: number): number {
  const code = hex.charCodeAt(at)
  return code <= nine ? code - zero : (code & 0xf) + 9
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
