import { type HardforkName, hardforks } from '../../src/internal/chain/hardforks.js'

/** Opcodes that came after Frontier. */
const introduced: readonly (readonly [HardforkName, readonly number[]])[] = [
  ['homestead', [0xf4]],
  ['byzantium', [0x3d, 0x3e, 0xfa, 0xfd]],
  ['constantinople', [0x1b, 0x1c, 0x1d, 0x3f, 0xf5]],
  ['istanbul', [0x46, 0x47]],
  ['london', [0x48]],
  ['shanghai', [0x5f]],
  ['cancun', [0x49, 0x4a, 0x5c, 0x5d, 0x5e]],
  ['osaka', [0x1e]],
]

const introduction = new Map(
  introduced.flatMap(([fork, opcodes]) =>
    opcodes.map((opcode) => [opcode, hardforks.indexOf(fork)] as const),
  ),
)

/** Whether `hardfork` has all instructions of some code. */
export function isKnown(code: readonly number[], hardfork: HardforkName): boolean {
  const fork = hardforks.indexOf(hardfork)
  for (let index = 0; index < code.length; index++) {
    const opcode = code[index] ?? 0
    if ((introduction.get(opcode) ?? 0) > fork) return false
    if (opcode >= 0x60 && opcode < 0x80) index += opcode - 0x5f
  }
  return true
}
