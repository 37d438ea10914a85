import type { RecordedFrame } from '@scaffold-evm/devchain'
import { numberOperand, type Operand } from '../expression/operand.js'

/** What Solidity knows everywhere: `msg`, `tx` and `this`, in a frame of an execution. */
export function globalNames(
  frame: RecordedFrame,
  outermost: RecordedFrame,
): ReadonlyMap<string, Operand> {
  const isCreation = frame.kind === 'CREATE' || frame.kind === 'CREATE2'
  const data = isCreation ? new Uint8Array(0) : frame.input
  return new Map([
    [
      'msg',
      namespace('msg', {
        sender: address(frame.from),
        value: numberOperand(frame.valueWei, 'uint256'),
        data: { kind: 'bytes', bytes: data, type: 'bytes' },
        sig: { kind: 'bytes', bytes: data.slice(0, 4), type: 'bytes4' },
      }),
    ],
    ['tx', namespace('tx', { origin: address(outermost.from) })],
    ['this', address(frame.to)],
  ])
}

/** A name that has members only. */
export function namespace(name: string, members: Readonly<Record<string, Operand>>): Operand {
  return {
    kind: 'namespace',
    name,
    member: (member) =>
      Promise.resolve(Object.hasOwn(members, member) ? members[member] : undefined),
    members: () => Promise.resolve(Object.entries(members)),
  }
}

export function address(bytes: Uint8Array): Operand {
  return numberOperand(
    bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n),
    'address',
  )
}
