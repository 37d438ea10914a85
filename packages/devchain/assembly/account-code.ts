// The code of accounts: read when it is first needed, and followed where it is a delegation (EIP-7702).

import { bytesOf, createCode, findCode, finishCode, keepCode, sizeOf } from './codes'
import * as host from './host'
import { keccak256 } from './keccak'
import * as rules from './rules'
import * as state from './state'

/** Instead of a record, when it has to be fetched first. */
export const notYet: usize = 1

/** The code of the account itself; 0 when it has none, 1 when it has to be fetched first. */
export function codeOf(account: usize): usize {
  if (!state.isLoaded(account)) return notYet
  if (!state.hasCode(account)) return 0
  const known: usize = load<u32>(account, 104)
  return known != 0 ? known : loadCode(account)
}

function loadCode(account: usize): usize {
  let code = findCode(state.codeHashOf(account))
  if (code == 0) {
    const handle = state.handleOf(account)
    const size = host.codeSize(handle)
    if (size < 0) return notYet
    code = createCode(size)
    host.loadCode(handle, bytesOf(code))
    finishCode(code)
    keepCode(code, state.codeHashOf(account))
  }
  store<u32>(account, <u32>code, 104)
  return code
}

@inline
function isDelegation(code: usize): bool {
  return sizeOf(code) == 23 && (load<u32>(bytesOf(code)) & 0xffffff) == 0x0001ef
}

const delegation = memory.data(32, 8)

/** Whom the account delegates to; 0 nobody, 1 when that is not known yet. */
export function delegateOf(account: usize): usize {
  const code = codeOf(account)
  if (code <= notYet || !isDelegation(code)) return code == notYet ? notYet : 0
  const bytes = bytesOf(code)
  // Big endian: 20 bytes from the fourth on.
  const a0 = bswap<u64>(load<u64>(bytes, 15))
  const a1 = bswap<u64>(load<u64>(bytes, 7))
  const a2 = <u64>bswap<u32>(load<u32>(bytes, 3))
  return state.accountAt(a0, a1, a2)
}

/** The code that a call of the account runs; 0 when there is none, 1 when it has to be fetched first. */
export function codeFor(account: usize): usize {
  const code = codeOf(account)
  if (code <= notYet || rules.fork() < rules.prague || !isDelegation(code)) return code
  return codeOf(delegateOf(account))
}

const hash = memory.data(32, 8)

/** The record of code that was created now. */
export function newCode(bytes: usize, size: u32): usize {
  keccak256(hash, bytes, size)
  const known = findCode(hash)
  if (known != 0) return known
  const code = createCode(size)
  memory.copy(bytesOf(code), bytes, size)
  finishCode(code)
  keepCode(code, hash)
  return code
}
