import type { RecordedFrame } from '@scaffold-evm/devchain'
import { precompileName } from './calls/precompiles.js'
import type { NamedCause } from './named-cause.js'

const creation = { kind: 'constructor' } as const

/** By what the chain calls the halt. Some are of the whole creation, so none of the constructor's lines is to blame. */
const haltCauses: ReadonlyMap<string, NamedCause> = new Map([
  ['out of gas', { cause: 'out-of-gas', message: 'ran out of gas' }],
  [
    'code store out of gas',
    {
      cause: 'out-of-gas',
      message: 'ran out of gas while storing the code of the new contract',
      subject: creation,
    },
  ],
  [
    'code size to deposit exceeds maximum code size',
    {
      cause: 'contract-too-large',
      message: 'the code of the new contract is too large',
      subject: creation,
    },
  ],
  [
    'initcode exceeds max initcode size',
    { cause: 'contract-too-large', message: 'the creation code of the new contract is too large' },
  ],
  [
    'invalid bytecode deployed',
    {
      cause: 'create-failed',
      message: 'the code of the new contract begins with 0xef, which no contract may',
      subject: creation,
    },
  ],
  ['create collision', { cause: 'create-failed', message: 'created where there is a contract' }],
  ['nonce overflow', { cause: 'create-failed', message: 'created more contracts than it may' }],
  ['invalid opcode', { cause: 'invalid-opcode', message: 'came to an invalid instruction' }],
  ['invalid JUMP', { cause: 'invalid-opcode', message: 'jumped to where no code begins' }],
  ['stack overflow', { cause: 'stack-overflow', message: 'the stack of the EVM overflowed' }],
  [
    'stack underflow',
    { cause: 'invalid-opcode', message: 'took more off the stack than there is' },
  ],
  [
    'static state change',
    { cause: 'static-state-change', message: 'changed something in a call that may not' },
  ],
  [
    'max call depth exceeded',
    { cause: 'call-depth', message: 'called more than 1024 frames deep' },
  ],
  [
    'insufficient balance',
    { cause: 'not-enough-balance', message: 'has not the balance for the value it sends' },
  ],
  ['precompile failed', { cause: 'precompile-failed', message: 'a precompiled contract failed' }],
])

/** An exceptional halt in words, e.g. `ran out of gas`. */
export function haltMessage(haltReason: string): string {
  return haltCauses.get(haltReason)?.message ?? haltReason
}

/** From here on it is worth telling how deep calls were: a 64th of the gas stays behind with each. */
const deep = 32

/** Why a frame halted, other than by REVERT. */
export function haltCause(frame: RecordedFrame): NamedCause {
  const { haltReason = '', isPrecompile, codeAddress, depth } = frame
  const named = haltCauses.get(haltReason) ?? { cause: 'halt', message: haltReason }
  if (isPrecompile) return precompileCause(precompileName(codeAddress), named)
  if (named.cause !== 'out-of-gas' || depth < deep) return named
  return { ...named, message: `${named.message}, ${depth} calls deep` }
}

function precompileCause(name: string, { cause, message }: NamedCause): NamedCause {
  const contract = `the precompiled contract ${name}`
  if (cause === 'out-of-gas') return { cause, message: `${contract} ${message}` }
  const isTold = cause !== 'precompile-failed' && message !== ''
  return {
    cause: 'precompile-failed',
    message: isTold ? `${contract} failed: ${message}` : `${contract} refused its input`,
  }
}
