import type { AccountOverlay } from '../../../../state/account-overlay.js'
import { wordToAddress } from '../../../../state/words.js'
import type { Frame } from '../frame.js'
import type { MeteredInstruction } from '../instruction.js'
import { accountAccessGas } from '../warm-access.js'

/** BALANCE, EXTCODESIZE and SELFBALANCE. */
export const accounts: readonly (readonly [number, MeteredInstruction])[] = [
  [0x31, (frame, _opcode, fee) => readAccount(frame, fee, balanceOf)],
  [0x3b, (frame, _opcode, fee) => readAccount(frame, fee, codeSizeOf)],
  [0x47, selfbalance],
]

function balanceOf({ data }: AccountOverlay): bigint {
  return data?.balanceWei ?? 0n
}

function codeSizeOf({ data }: AccountOverlay): bigint {
  return BigInt(data?.code.bytes.length ?? 0)
}

/** Code that only a test helper can put in place; ethereumjs hides it from other code. */
function hasEofCode({ data }: AccountOverlay): boolean {
  const code = data?.code.bytes
  return code !== undefined && code[0] === 0xef && code[1] === 0x00
}

function readAccount(
  frame: Frame,
  fee: number,
  read: (account: AccountOverlay) => bigint,
): boolean {
  const address = wordToAddress(frame.peek(0))
  const account = frame.host.state.account(address)
  if (account === undefined || hasEofCode(account)) return false
  frame.charge(fee + accountAccessGas(frame, address))
  frame.pop()
  frame.push(read(account))
  return true
}

function selfbalance(frame: Frame, _opcode: number, fee: number): boolean {
  const { account } = frame
  if (account === undefined) return false
  frame.charge(fee)
  frame.push(balanceOf(account))
  return true
}
