/** Mnemonics from a byte of code on, gaps left out. 0x44 has the name that geth still prints. */
const runs: readonly (readonly [number, string])[] = [
  [0x00, 'STOP ADD MUL SUB DIV SDIV MOD SMOD ADDMOD MULMOD EXP SIGNEXTEND'],
  [0x10, 'LT GT SLT SGT EQ ISZERO AND OR XOR NOT BYTE SHL SHR SAR CLZ'],
  [0x20, 'KECCAK256'],
  [0x30, 'ADDRESS BALANCE ORIGIN CALLER CALLVALUE CALLDATALOAD CALLDATASIZE CALLDATACOPY'],
  [0x38, 'CODESIZE CODECOPY GASPRICE EXTCODESIZE EXTCODECOPY RETURNDATASIZE RETURNDATACOPY'],
  [0x3f, 'EXTCODEHASH BLOCKHASH COINBASE TIMESTAMP NUMBER DIFFICULTY GASLIMIT CHAINID'],
  [0x47, 'SELFBALANCE BASEFEE BLOBHASH BLOBBASEFEE'],
  [0x50, 'POP MLOAD MSTORE MSTORE8 SLOAD SSTORE JUMP JUMPI PC MSIZE GAS JUMPDEST'],
  [0x5c, 'TLOAD TSTORE MCOPY PUSH0'],
  [0x60, numbered('PUSH', 1, 32)],
  [0x80, numbered('DUP', 1, 16)],
  [0x90, numbered('SWAP', 1, 16)],
  [0xa0, numbered('LOG', 0, 4)],
  [0xf0, 'CREATE CALL CALLCODE RETURN DELEGATECALL CREATE2'],
  [0xfa, 'STATICCALL'],
  [0xfd, 'REVERT INVALID SELFDESTRUCT'],
]

function numbered(name: string, first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, index) => `${name}${first + index}`).join(' ')
}

const names: readonly string[] = buildNames()

function buildNames(): string[] {
  const result = Array.from({ length: 256 }, (_, op) => `opcode 0x${op.toString(16)} not defined`)
  for (const [first, run] of runs) {
    for (const [index, name] of run.split(' ').entries()) result[first + index] = name
  }
  return result
}

/** The mnemonic of a byte of code in the latest fork, as geth prints it, e.g. `opcode 0xc not defined`. */
export function opcodeName(op: number): string {
  return names[op] ?? 'INVALID'
}
