import { hexToBytes } from '@scaffold-evm/common'

const opcodes: Readonly<Record<string, string>> = {
  STOP: '00',
  ADD: '01',
  SUB: '03',
  GAS: '5a',
  ADDRESS: '30',
  BALANCE: '31',
  ORIGIN: '32',
  CALLER: '33',
  CALLVALUE: '34',
  CALLDATALOAD: '35',
  CALLDATASIZE: '36',
  CALLDATACOPY: '37',
  CODECOPY: '39',
  BLOCKHASH: '40',
  COINBASE: '41',
  TIMESTAMP: '42',
  NUMBER: '43',
  DIFFICULTY: '44',
  GASLIMIT: '45',
  CHAINID: '46',
  BASEFEE: '48',
  GASPRICE: '3a',
  POP: '50',
  MLOAD: '51',
  MSTORE: '52',
  SLOAD: '54',
  SSTORE: '55',
  JUMP: '56',
  JUMPI: '57',
  JUMPDEST: '5b',
  TLOAD: '5c',
  TSTORE: '5d',
  LOG1: 'a1',
  CREATE: 'f0',
  CALL: 'f1',
  RETURN: 'f3',
  DELEGATECALL: 'f4',
  CREATE2: 'f5',
  STATICCALL: 'fa',
  REVERT: 'fd',
  INVALID: 'fe',
  SELFDESTRUCT: 'ff',
}

/** Bytecode of mnemonics; hexadecimal words are pushed by the shortest PUSH. */
export function assemble(source: string): Uint8Array {
  const code = source
    .trim()
    .split(/\s+/)
    .map((word) => opcodes[word] ?? `${(0x5f + word.length / 2).toString(16)}${word}`)
  return hexToBytes(`0x${code.join('')}`)
}

/** Code that deploys `runtime`. */
export function initCode(runtime: Uint8Array): Uint8Array {
  const size = runtime.length.toString(16).padStart(4, '0')
  // 3 + 2 + 2 + 1 bytes place the code, 3 + 2 + 1 return it.
  const deploy = assemble(`${size} 0e 00 CODECOPY ${size} 00 RETURN`)
  return Uint8Array.from([...deploy, ...runtime])
}

/** Runtime code by what it does with the words of its calldata. */
export const runtimes: Readonly<Record<string, Uint8Array>> = {
  /** storage[word 0] = word 1, and logs it. */
  store: assemble(
    '20 CALLDATALOAD 00 CALLDATALOAD SSTORE 20 CALLDATALOAD 00 MSTORE 00 CALLDATALOAD 20 00 LOG1',
  ),
  /** Reverts with word 0. */
  revert: assemble('00 CALLDATALOAD 00 MSTORE 20 00 REVERT'),
  invalid: assemble('INVALID'),
  /** Gives what it owns to its caller. */
  destroy: assemble('CALLER SELFDESTRUCT'),
  /** Creates an account with what it was paid. */
  create: assemble('00 00 CALLVALUE CREATE 00 SSTORE'),
  /** Creates a contract that destroys itself in its constructor, salt word 0. */
  createDestroyed: assemble('33ff 00 MSTORE 00 CALLDATALOAD 02 1e CALLVALUE CREATE2 01 SSTORE'),
  /** Never ends. */
  loop: assemble('JUMPDEST 00 JUMP'),
  /** Calls the address in word 0 with what it was paid and words 1 and 2; keeps whether it succeeded. */
  call: assemble('40 20 00 CALLDATACOPY 00 00 40 00 CALLVALUE 00 CALLDATALOAD GAS CALL 02 SSTORE'),
  /** Runs the code of the address in word 0 as its own. */
  delegate: assemble(
    '40 20 00 CALLDATACOPY 00 00 40 00 00 CALLDATALOAD GAS DELEGATECALL 03 SSTORE',
  ),
  /** Stores what it sees of its block. */
  block: assemble(
    `NUMBER 04 SSTORE TIMESTAMP 05 SSTORE COINBASE 06 SSTORE DIFFICULTY 07 SSTORE GASLIMIT 08 SSTORE
     01 NUMBER SUB BLOCKHASH 09 SSTORE`,
  ),
  /** Sets and clears a slot, so that gas is refunded. */
  refund: assemble('01 0a SSTORE 00 0a SSTORE 00 CALLDATALOAD 0b SSTORE'),
  /** Transient storage and back. */
  transient: assemble('00 CALLDATALOAD 00 TSTORE 00 TLOAD 0c SSTORE'),
}
