import type { Rules } from '../rules.js'
import { opcodes } from './opcodes.js'

const parameters: ReadonlyMap<number, string> = new Map([
  [opcodes.create, 'createGas'],
  [opcodes.create2, 'create2Gas'],
  [opcodes.call, 'callGas'],
  [opcodes.callcode, 'callcodeGas'],
  [opcodes.delegatecall, 'delegatecallGas'],
  [opcodes.staticcall, 'staticcallGas'],
])

/** What a call or creation costs whatever it is given, gas. */
export function baseFeeOf(op: number, rules: Rules): bigint {
  const parameter = parameters.get(op)
  return parameter === undefined ? 0n : rules.param(parameter)
}
