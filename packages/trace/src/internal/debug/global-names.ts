import type { RecordedContext, RecordedFrame } from '@scaffold-evm/devchain'
import { namespaceOperand, numberOperand, type Operand } from '../expression/operand.js'
import { checksummed } from '../values/checksum.js'

/** Where global names are asked for. */
export interface GlobalSite {
  readonly context: RecordedContext
  readonly frame: RecordedFrame
  readonly outermost: RecordedFrame
  readonly keccak256: (data: Uint8Array) => Uint8Array
}

/** What Solidity knows everywhere: `msg`, `tx`, `block` and `this`. */
export function globalNames({
  context,
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
    [
      'tx',
      namespaceOperand('tx', [
        ['origin', address(outermost.from)],
        ['gasprice', numberOperand(context.gasPriceWei, 'uint256')],
      ]),
    ],
    [
      'block',
      namespaceOperand('block', [
        ['number', numberOperand(context.blockNumber, 'uint256')],
        ['timestamp', numberOperand(context.timestampSec, 'uint256')],
        ['coinbase', address(context.coinbase)],
        ['gaslimit', numberOperand(context.gasLimit, 'uint256')],
        ['basefee', numberOperand(context.baseFeeWei, 'uint256')],
        ['blobbasefee', numberOperand(context.blobBaseFeeWei, 'uint256')],
        ['prevrandao', numberOperand(context.prevRandao, 'uint256')],
        ['difficulty', numberOperand(context.prevRandao, 'uint256')],
        ['chainid', numberOperand(context.chainId, 'uint256')],
      ]),
    ],
    ['this', address(frame.to)],
  ])
}

function addressNumber(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
}
