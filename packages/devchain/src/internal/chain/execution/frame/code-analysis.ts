const push0 = 0x5f
const push1 = 0x60
const push32 = 0x7f
const jumpdest = 0x5b

/** What is known of code without running it, and what running it has shown. */
export interface CodeAnalysis {
  /** 1 where a jump may go. */
  readonly jumpdests: Uint8Array
  /** Values of PUSH instructions by the position of their bytes, filled in as they run. */
  readonly pushed: (bigint | undefined)[]
}

const analyses = new WeakMap<Uint8Array, CodeAnalysis>()

/** The analysis of `code`, made once for each array. */
export function analysisOf(code: Uint8Array): CodeAnalysis {
  const known = analyses.get(code)
  if (known !== undefined) return known
  const pushed: (bigint | undefined)[] = new Array(code.length + 1)
  const analysis = { jumpdests: findJumpdests(code), pushed }
  analyses.set(code, analysis)
  return analysis
}

/** The value of the `sizeBytes` at `position`; bytes beyond the end of code are zeros. */
export function readPushed(code: Uint8Array, position: number, sizeBytes: number): bigint {
  let value = 0n
  for (let index = position; index < position + sizeBytes; index++) {
    value = (value << 8n) | BigInt(code[index] ?? 0)
  }
  return value
}

function findJumpdests(code: Uint8Array): Uint8Array {
  const jumpdests = new Uint8Array(code.length)
  for (let position = 0; position < code.length; position++) {
    const opcode = code[position] ?? 0
    if (opcode === jumpdest) jumpdests[position] = 1
    else if (opcode >= push1 && opcode <= push32) position += opcode - push0
  }
  return jumpdests
}
