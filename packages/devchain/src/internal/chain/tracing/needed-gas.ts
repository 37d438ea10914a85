import type { Rules } from '../rules.js'
import { expansionCost, wordCount } from './memory-cost.js'
import { opcodeName } from './opcode-names.js'
import { opcodes } from './opcodes.js'
import type { TraceStep } from './trace-handler.js'

/** What is remembered of a step to say, if it halts, what it would have taken. */
export interface MeteredStep {
  readonly op: number
  readonly gasLeft: bigint
  readonly memorySize: number
  /** The items that its cost depends on, the top of the stack first. */
  readonly operands: readonly bigint[]
}

/** How many items on the stack the cost of an instruction depends on, where it depends on any. */
const operandCounts: ReadonlyMap<number, number> = new Map([
  ...([opcodes.mload, opcodes.mstore, opcodes.mstore8] as const).map((op) => [op, 1] as const),
  ...([opcodes.keccak256, opcodes.exp] as const).map((op) => [op, 2] as const),
  ...Array.from({ length: 5 }, (_, topics) => [opcodes.log0 + topics, 2] as const),
  ...([opcodes.calldatacopy, opcodes.codecopy, opcodes.returndatacopy] as const).map(
    (op) => [op, 3] as const,
  ),
  ...([opcodes.mcopy, opcodes.create, opcodes.create2] as const).map((op) => [op, 3] as const),
  [opcodes.extcodecopy, 4],
  [opcodes.delegatecall, 6],
  [opcodes.staticcall, 6],
  [opcodes.call, 7],
  [opcodes.callcode, 7],
])

/** What to remember of `step`. */
export function meteredStep(step: TraceStep): MeteredStep {
  const { op, gasLeft, memorySize } = step
  const count = operandCounts.get(op) ?? 0
  const operands: bigint[] = []
  for (let index = 0; index < count; index++) {
    const operand = step.stackItem(index)
    if (operand !== undefined) operands.push(operand)
  }
  return { op, gasLeft, memorySize, operands }
}

/** Halts that come before what an instruction is given is looked at. */
const earlyHalts: ReadonlySet<string> = new Set([
  'stack underflow',
  'stack overflow',
  'invalid JUMP',
])

/**
 * What an instruction that halted its frame would have taken. Where that depends on the state, on whether
 * an account or slot was looked at before, it is the least that explains the halt.
 */
export function neededGas(step: MeteredStep, haltReason: string, rules: Rules): bigint {
  if (haltReason === 'invalid opcode') return 0n
  const base = baseGas(step.op, rules)
  const isIncomplete = step.operands.length < (operandCounts.get(step.op) ?? 0)
  if (earlyHalts.has(haltReason) || isIncomplete) return base
  const possible = extraGas(step, rules)
    .map((extra) => base + extra)
    .sort((a, b) => (a < b ? -1 : 1))
  const explaining = possible.find((gas) => haltReason !== 'out of gas' || gas > step.gasLeft)
  return explaining ?? possible.at(-1) ?? base
}

/** What it costs by itself; ethereumjs has one price for all of PUSH, DUP, SWAP and LOG. */
function baseGas(op: number, rules: Rules): bigint {
  const name = opcodeName(op)
  const isNumbered = /^(PUSH|DUP|SWAP|LOG)\d+$/.test(name) && name !== 'PUSH0'
  const kind = isNumbered ? name.replace(/\d+$/, '') : name
  return rules.param(`${kind.toLowerCase()}Gas`)
}

/** What may come on top of that. */
function extraGas(step: MeteredStep, rules: Rules): readonly bigint[] {
  const { op, memorySize, operands } = step
  const at = (index: number): bigint => operands[index] ?? 0n
  const grown = (offset: bigint, size: bigint): bigint =>
    size === 0n ? 0n : expansionCost(memorySize, offset + size)
  const perWord = (size: bigint, price: string): bigint => wordCount(size) * rules.param(price)
  switch (op) {
    case opcodes.mload:
    case opcodes.mstore:
      return [grown(at(0), 32n)]
    case opcodes.mstore8:
      return [grown(at(0), 1n)]
    case opcodes.exp:
      return [byteLength(at(1)) * rules.param('expByteGas')]
    case opcodes.keccak256:
      return [grown(at(0), at(1)) + perWord(at(1), 'keccak256WordGas')]
    case opcodes.calldatacopy:
    case opcodes.codecopy:
    case opcodes.returndatacopy:
      return [grown(at(0), at(2)) + perWord(at(2), 'copyGas')]
    case opcodes.mcopy:
      return [grown(at(0) > at(1) ? at(0) : at(1), at(2)) + perWord(at(2), 'copyGas')]
    case opcodes.extcodecopy:
      return accessGas(rules).map((gas) => gas + grown(at(1), at(3)) + perWord(at(3), 'copyGas'))
    case opcodes.balance:
    case opcodes.extcodesize:
    case opcodes.extcodehash:
      return accessGas(rules)
    case opcodes.sload:
      return slotGas(rules)
    case opcodes.sstore:
      return storeGas(step, rules)
    case opcodes.create:
    case opcodes.create2: {
      const initCode = rules.isActivatedEIP(3860) ? perWord(at(2), 'initCodeWordGas') : 0n
      const hashing = op === opcodes.create2 ? perWord(at(2), 'keccak256WordGas') : 0n
      return [grown(at(1), at(2)) + initCode + hashing]
    }
    case opcodes.selfdestruct:
      return combinations([0n, coldAccountGas(rules)], [0n, rules.param('callNewAccountGas')])
  }
  if (op >= opcodes.log0 && op <= opcodes.log4) {
    const topics = BigInt(op - opcodes.log0) * rules.param('logTopicGas')
    return [grown(at(0), at(1)) + topics + at(1) * rules.param('logDataGas')]
  }
  return operandCounts.get(op) === undefined ? [0n] : callGas(step, rules)
}

/** EIP-2929: of an account that was looked at before, and of another. */
function accessGas(rules: Rules): readonly bigint[] {
  if (!rules.isActivatedEIP(2929)) return [0n]
  return [rules.param('warmstoragereadGas'), coldAccountGas(rules)]
}

function coldAccountGas(rules: Rules): bigint {
  return rules.isActivatedEIP(2929) ? rules.param('coldaccountaccessGas') : 0n
}

function slotGas(rules: Rules): readonly bigint[] {
  if (!rules.isActivatedEIP(2929)) return [0n]
  return [rules.param('warmstoragereadGas'), rules.param('coldsloadGas')]
}

/** By what the slot had and has: the same, something else, nothing. */
function storeGas({ gasLeft }: MeteredStep, rules: Rules): readonly bigint[] {
  if (rules.gteHardfork('istanbul')) {
    // EIP-2200: with so little it is refused before its cost is known.
    if (gasLeft <= rules.param('sstoreSentryEIP2200Gas')) return [0n]
    const cold = rules.isActivatedEIP(2929) ? rules.param('coldsloadGas') : 0n
    const kinds = ['sstoreNoopEIP2200Gas', 'sstoreCleanEIP2200Gas', 'sstoreInitEIP2200Gas']
    return combinations(
      kinds.map((kind) => rules.param(kind)),
      [0n, cold],
    )
  }
  const kinds = rules.isActivatedEIP(1283)
    ? ['netSstoreNoopGas', 'netSstoreCleanGas', 'netSstoreInitGas']
    : ['sstoreResetGas', 'sstoreSetGas']
  return kinds.map((kind) => rules.param(kind))
}

/** Without what is passed on: since EIP-150 that is never too much. */
function callGas({ op, memorySize, operands }: MeteredStep, rules: Rules): readonly bigint[] {
  const hasValue = op === opcodes.call || op === opcodes.callcode
  const at = (index: number): bigint => operands[index] ?? 0n
  const [valueWei, first] = hasValue ? [at(2), 3] : [0n, 2]
  const ends = [first, first + 2].map((index) =>
    at(index + 1) === 0n ? 0n : at(index) + at(index + 1),
  )
  const memoryEnd = ends.reduce((most, end) => (end > most ? end : most))
  const payment = valueWei > 0n ? rules.param('callValueTransferGas') : 0n
  const passedOn = rules.gteHardfork('tangerineWhistle') ? 0n : at(0)
  const fixed = expansionCost(memorySize, memoryEnd) + payment + passedOn
  const newAccount = op === opcodes.call ? rules.param('callNewAccountGas') : 0n
  return combinations(
    accessGas(rules).map((gas) => gas + fixed),
    [0n, newAccount],
  )
}

function combinations(first: readonly bigint[], second: readonly bigint[]): readonly bigint[] {
  return first.flatMap((a) => second.map((b) => a + b))
}

function byteLength(value: bigint): bigint {
  return value === 0n ? 0n : BigInt(Math.ceil(value.toString(16).length / 2))
}
