import { commandUsageError } from '../errors/command.js'
import { openArtifactStore } from '../internal/artifacts/open-store.js'
import type { TruffleConfig } from '../truffle-config.js'

/** Whose code is shown, and which. */
export interface PrintOpcodesOptions {
  readonly contractName: string | undefined
  /** The code that creates the contract, instead of its own. @default false */
  readonly creation?: boolean
}

/**
 * Prints the instructions of a compiled contract, one a line, without its metadata.
 *
 * @throws `TRUFFLE_COMMAND_USAGE`
 */
export async function printOpcodes(
  config: TruffleConfig,
  { contractName, creation = false }: PrintOpcodesOptions,
): Promise<void> {
  if (contractName === undefined) throw commandUsageError('Please specify a contract name.')
  const artifact = openArtifactStore(config).find(contractName)
  if (artifact === undefined) {
    throw commandUsageError(`Cannot find compiled contract with name "${contractName}"`)
  }
  const code = creation ? artifact.bytecode : artifact.deployedBytecode
  const sourceMap = creation ? artifact.sourceMap : artifact.deployedSourceMap
  // The chain is loaded for the names of instructions only.
  const { opcodeName } = await import('@scaffold-evm/devchain')
  const instructions = readInstructions(code, sourceMap?.split(';').length)
  if (instructions.length === 0) {
    config.logger.log(
      "Contract has no bytecode. Please check to make sure it's not an `abstract contract` or an `interface`.",
    )
    return
  }
  const digits = byteDigits(instructions.at(-1)?.place ?? 0)
  for (const { place, op, pushed } of instructions) {
    const at = place.toString(16).padStart(digits, '0')
    config.logger.log(`0x${at}:`, nameOf(opcodeName(op)), pushed === '' ? '' : `0x${pushed}`)
  }
}

interface Instruction {
  readonly place: number
  readonly op: number
  /** Hex digits. Of a library that is not linked yet, its placeholder. */
  readonly pushed: string
}

/** A source map has an entry for each instruction and none for metadata. */
function readInstructions(code: string, count = Number.POSITIVE_INFINITY): readonly Instruction[] {
  const digits = code.replace(/^0x/, '')
  const instructions: Instruction[] = []
  for (let at = 0; at < digits.length && instructions.length < count; ) {
    const op = Number.parseInt(digits.slice(at, at + 2), 16)
    const pushed = op >= 0x60 && op <= 0x7f ? (op - 0x5f) * 2 : 0
    instructions.push({
      place: at / 2,
      op,
      pushed: digits.slice(at + 2, at + 2 + pushed),
    })
    at += 2 + pushed
  }
  return instructions
}

function nameOf(name: string): string {
  return name.includes(' ') ? 'INVALID' : name
}

/** Of as many bytes as the last place takes. */
function byteDigits(last: number): number {
  return Math.ceil(last.toString(16).length / 2) * 2
}
