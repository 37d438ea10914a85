import { precompileHalt } from '../../chain/tracing/precompile-halt.js'

/** The words of geth and of Parity for a halt. */
interface HaltNames {
  readonly geth?: string
  readonly parity?: string
}

/** By ethereumjs' name. */
const names: ReadonlyMap<string, HaltNames> = new Map<string, HaltNames>([
  ['revert', { geth: 'execution reverted', parity: 'Reverted' }],
  ['out of gas', { parity: 'Out of gas' }],
  ['invalid JUMP', { geth: 'invalid jump destination', parity: 'Bad jump destination' }],
  ['invalid opcode', { parity: 'Bad instruction' }],
  ['stack underflow', { parity: 'Stack underflow' }],
  ['stack overflow', { parity: 'Out of stack' }],
  [
    'code store out of gas',
    { geth: 'contract creation code storage out of gas', parity: 'Out of gas' },
  ],
  [
    'code size to deposit exceeds maximum code size',
    { geth: 'max code size exceeded', parity: 'Out of gas' },
  ],
  ['static state change', { geth: 'write protection', parity: 'Mutable Call In Static Context' }],
  [precompileHalt, { parity: 'Built-in failed' }],
  ['create collision', { geth: 'contract address collision' }],
  [
    'insufficient balance',
    {
      geth: 'insufficient balance for transfer',
      parity: 'Insufficient balance for transfer',
    },
  ],
  ['nonce overflow', { geth: 'nonce uint64 overflow' }],
  ['initcode exceeds max initcode size', { geth: 'max initcode size exceeded' }],
  ['invalid bytecode deployed', { geth: 'invalid code: must not begin with 0xef' }],
  ['value out of range', { geth: 'return data out of bounds', parity: 'Out of bounds' }],
])

/** What geth calls the halt `reason`. */
export function haltName(reason: string): string {
  return names.get(reason)?.geth ?? reason
}

/** What Parity called it, or geth's name where Parity had none. */
export function parityHaltName(reason: string): string {
  return names.get(reason)?.parity ?? haltName(reason)
}
