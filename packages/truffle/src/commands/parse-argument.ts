import type { ParamType } from 'ethers'
import { commandUsageError } from '../errors/command.js'

/**
 * The value of an argument as it was typed: JSON for arrays and structs, `true` or `false` for booleans.
 *
 * @throws `TRUFFLE_COMMAND_USAGE`
 */
export function parseArgument(type: ParamType, text: string): unknown {
  if (type.baseType === 'array' || type.baseType === 'tuple') return parseJson(type, text)
  if (type.baseType === 'bool') {
    if (text === 'true' || text === 'false') return text === 'true'
    throw wrongArgument(type, text)
  }
  return /^u?int/.test(type.baseType) ? parseInteger(type, text) : text
}

function parseInteger(type: ParamType, text: string): bigint {
  try {
    return BigInt(text.replaceAll('_', ''))
  } catch {
    throw wrongArgument(type, text)
  }
}

function parseJson(type: ParamType, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw wrongArgument(type, text)
  }
}

function wrongArgument({ type, name }: ParamType, text: string): Error {
  return commandUsageError(`${name === '' ? 'An argument' : name} is ${text}; expected ${type}`)
}
