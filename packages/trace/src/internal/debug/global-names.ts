import type { RecordedFrame } from '@scaffold-evm/devchain'
import { namespaceOperand, numberOperand, type Operand } from '../expression/operand.js'
import { checksummed } from '../values/checksum.js'

/** Where global names are asked for. */
export interface GlobalSite {
  readonly frame: RecordedFrame
  readonly outermost: RecordedFrame
  readonly keccak256: (data: Uint8Array) => Uint8Array
}

/** What Solidity knows everywhere: `msg`, `tx` and `this`. */
export function globalNames({
  frame,
  outermost,
  keccak256,
}: GlobalSite): ReadonlyMap<string, Operand> {
  const isCreation = frame.kind === 'CREATE' || frame.kind === 'CREATE2'
  const data = isCreation ? new Uint8Array(0) : frame.input
  const address = (bytes: Uint8Array): Operand =>
    numberOperand(addressNumber(bytes), 'address', checksummed(bytes, keccak256))
  return new Map([
    [
      'msg',
      namespaceOperand('msg', [
        ['sender', address(frame.from)],
        ['value', numberOperand(frame.valueWei, 'uint256')],
        ['data', { kind: 'bytes', bytes: data, type: 'bytes' }],
        ['sig', { kind: 'bytes', bytes: data.slice(0, 4), type: 'bytes4' }],
      ]),
    ],
    ['tx', namespaceOperand('tx', [['origin', address(outermost.from)]])],
    ['this', address(frame.to)],
  ])
}

function addressNumber(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
}
