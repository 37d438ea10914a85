// The accounts, slots and transient slots that an execution has touched, and the journal that takes changes back.
// Nothing of it outlives the execution: JavaScript gives what is read first and takes what has changed in the end.

import * as host from './host'
import { isPrecompileNumber } from './rules'
import { allocate, allocateRecord, regrow, release, resetArena } from './memory'
import { copy, equals, fromBytes, isZero, setSmall, toBytes } from './u256'

// Account record.
//   0 address, three limbs        24 flags              28 handle of JavaScript
//  32 nonce                       40 balance, a word    72 code hash, 32 bytes
// 104 code record, 0 unknown     108 next in the table 112 first slot   116 next account of all
// 120 number of the precompile that it is, plus one
const accountSize: usize = 128

// Flags of an account.
export const exists: u32 = 1
export const warm: u32 = 2
/** Something about it but its storage may have changed. Never taken back. */
export const changed: u32 = 4
/** EIP-161: to be removed in the end if empty. */
export const touched: u32 = 8
/** Created in this transaction. */
export const created: u32 = 16
export const destroyed: u32 = 32
/** Was cold when it was accessed, if only by a call that failed: for access lists. Never taken back. */
export const accessed: u32 = 64
/** Its fields were asked of JavaScript. Never taken back. */
const loaded: u32 = 128
/** Warm for the whole transaction. Never taken back. */
const alwaysWarm: u32 = 256
/** Existed when it was read. Never taken back. */
const existed: u32 = 512

// Slot record.
//   0 key, a word   32 value   64 value before the transaction   96 account   100 flags
// 104 next in the table   108 next of the account   112 handle of JavaScript
const slotSize: usize = 120

/** Its value was asked of JavaScript. Never taken back. */
const slotLoaded: u32 = 1
export const slotWarm: u32 = 2
export const slotAccessed: u32 = 4

let accountBuckets: usize = 0
let accountBucketCount: u32 = 0
let accountCount: u32 = 0
export let firstAccount: usize = 0

let slotBuckets: usize = 0
let slotBucketCount: u32 = 0
let slotCount: u32 = 0

let transientBuckets: usize = 0
let hasTransient: bool = false
const transientBucketCount: u32 = 256

let journal: usize = 0
let journalSize: usize = 0
let journalUsed: usize = 0

/** Forgets everything of the last execution. */
export function resetState(): void {
  resetArena()
  if (accountBuckets == 0) transientBuckets = allocate(<usize>transientBucketCount << 2)
  accountBuckets = clearedBuckets(accountBuckets, accountBucketCount, 256)
  accountBucketCount = keptCount
  slotBuckets = clearedBuckets(slotBuckets, slotBucketCount, 1024)
  slotBucketCount = keptCount
  if (hasTransient) clearTransient()
  accountCount = 0
  slotCount = 0
  firstAccount = 0
  journalUsed = 0
  if (journal == 0) {
    journalSize = 1 << 16
    journal = allocate(journalSize)
  }
}

let keptCount: u32 = 0

/** Cleared buckets, as few as at first. */
function clearedBuckets(buckets: usize, count: u32, least: u32): usize {
  keptCount = least
  if (count > least) {
    release(buckets, <usize>count << 2)
    count = 0
  }
  if (count == 0) buckets = allocate(<usize>least << 2)
  memory.fill(buckets, 0, <usize>least << 2)
  return buckets
}

function clearTransient(): void {
  memory.fill(transientBuckets, 0, <usize>transientBucketCount << 2)
  hasTransient = false
}

/** Copies the three limbs of an address. */
@inline
export function copyAddress(out: usize, address: usize): void {
  store<u64>(out, load<u64>(address))
  store<u64>(out, load<u64>(address, 8), 8)
  store<u64>(out, load<u64>(address, 16), 16)
}

/** Writes the 20 bytes of the address whose limbs are at `address`. */
@inline
export function addressToBytes(bytes: usize, address: usize): void {
  store<u32>(bytes, bswap(<u32>load<u64>(address, 16)))
  store<u64>(bytes, bswap(load<u64>(address, 8)), 4)
  store<u64>(bytes, bswap(load<u64>(address)), 12)
}

@inline
function addressHash(a0: u64, a1: u64, a2: u64): u32 {
  const mixed = (a0 ^ (a1 * 0x9e3779b97f4a7c15) ^ a2) * 0x9e3779b97f4a7c15
  return <u32>(mixed >> 32)
}

/** The account with the address, as yet unread when it is new here. */
export function accountAt(a0: u64, a1: u64, a2: u64): usize {
  const hash = addressHash(a0, a1, a2)
  let account: usize = load<u32>(accountBuckets + (<usize>(hash & (accountBucketCount - 1)) << 2))
  while (account != 0) {
    if (load<u64>(account) == a0 && load<u64>(account, 8) == a1 && load<u64>(account, 16) == a2) {
      return account
    }
    account = load<u32>(account, 108)
  }
  return addAccount(hash, a0, a1, a2)
}

function addAccount(hash: u32, a0: u64, a1: u64, a2: u64): usize {
  if (++accountCount > accountBucketCount << 1) growAccounts()
  const account = allocateRecord(accountSize)
  store<u64>(account, a0)
  store<u64>(account, a1, 8)
  store<u64>(account, a2, 16)
  const bucket = accountBuckets + (<usize>(hash & (accountBucketCount - 1)) << 2)
  store<u32>(account, load<u32>(bucket), 108)
  store<u32>(bucket, <u32>account)
  store<u32>(account, <u32>firstAccount, 116)
  firstAccount = account
  if ((a1 | a2) == 0 && a0 < 512 && isPrecompileNumber(<u32>a0)) {
    store<u32>(account, <u32>a0 + 1, 120)
    keepWarm(account)
  }
  return account
}

function growAccounts(): void {
  release(accountBuckets, <usize>accountBucketCount << 2)
  accountBucketCount <<= 2
  accountBuckets = allocate(<usize>accountBucketCount << 2)
  memory.fill(accountBuckets, 0, <usize>accountBucketCount << 2)
  for (let account = firstAccount; account != 0; account = load<u32>(account, 116)) {
    const hash = addressHash(load<u64>(account), load<u64>(account, 8), load<u64>(account, 16))
    const bucket = accountBuckets + (<usize>(hash & (accountBucketCount - 1)) << 2)
    store<u32>(account, load<u32>(bucket), 108)
    store<u32>(bucket, <u32>account)
  }
}

/** Makes sure that the fields of the account are known. False when they have to be fetched first. */
@inline
export function isLoaded(account: usize): bool {
  return (flagsOf(account) & loaded) != 0 || loadFields(account)
}

function loadFields(account: usize): bool {
  addressToBytes(host.question(), account)
  const answer = host.loadAccount(account)
  if (answer == host.missing) return false
  store<i32>(account, answer >> 1, 28)
  let flags = flagsOf(account) | loaded
  if ((answer & 1) != 0) flags |= exists | existed
  else copy(codeHashOf(account), emptyCodeHash)
  store<u32>(account, flags, 24)
  return true
}

@inline
export function flagsOf(account: usize): u32 {
  return load<u32>(account, 24)
}
@inline
export function handleOf(account: usize): i32 {
  return load<i32>(account, 28)
}
/** The number of the precompile that the account is, plus one; 0 when it is none. */
@inline
export function precompileOf(account: usize): u32 {
  return load<u32>(account, 120)
}
@inline
export function nonceOf(account: usize): u64 {
  return load<u64>(account, 32)
}
@inline
export function balanceOf(account: usize): usize {
  return account + 40
}
@inline
export function codeHashOf(account: usize): usize {
  return account + 72
}

/** keccak-256 of nothing. */
export const emptyCodeHash = memory.data<u8>([
  0xc5, 0xd2, 0x46, 0x01, 0x86, 0xf7, 0x23, 0x3c, 0x92, 0x7e, 0x7d, 0xb2, 0xdc, 0xc7, 0x03, 0xc0,
  0xe5, 0x00, 0xb6, 0x53, 0xca, 0x82, 0x27, 0x3b, 0x7b, 0xfa, 0xd8, 0x04, 0x5d, 0x85, 0xa4, 0x70,
], 8)

@inline
export function hasCode(account: usize): bool {
  return !equals(codeHashOf(account), emptyCodeHash)
}

/** EIP-161: without nonce, balance and code. */
export function isEmpty(account: usize): bool {
  return nonceOf(account) == 0 && isZero(balanceOf(account)) && !hasCode(account)
}

/** Makes the account warm; returns whether it was cold. */
export function warmUp(account: usize): bool {
  const flags = flagsOf(account)
  if ((flags & (warm | alwaysWarm)) != 0) return false
  recordFlags(account)
  store<u32>(account, flags | warm | accessed, 24)
  return true
}

/** Makes the account warm for the whole transaction. */
export function keepWarm(account: usize): void {
  store<u32>(account, flagsOf(account) | alwaysWarm, 24)
}

/** The account becomes one if it is none yet, and is removed in the end if it is still empty (EIP-161). */
export function touch(account: usize): void {
  const flags = flagsOf(account)
  if ((flags & (exists | touched)) == (exists | touched)) return
  recordFlags(account)
  store<u32>(account, flags | exists | touched | changed, 24)
}

export function setFlag(account: usize, flag: u32): void {
  recordFlags(account)
  store<u32>(account, flagsOf(account) | flag | changed, 24)
}

export function setNonce(account: usize, nonce: u64): void {
  const entry = record(nonceChange, account)
  store<u64>(entry, nonceOf(account), 8)
  store<u64>(account, nonce, 32)
  store<u32>(account, flagsOf(account) | changed, 24)
}

/** Remembers the balance, which the caller changes then. */
export function recordBalance(account: usize): void {
  copy(record(balanceChange, account) + 8, balanceOf(account))
  store<u32>(account, flagsOf(account) | changed, 24)
}

/** Gives the account the code of the record. */
export function setCode(account: usize, code: usize): void {
  const entry = record(codeChange, account)
  copy(entry + 8, codeHashOf(account))
  store<u32>(entry, load<u32>(account, 104), 40)
  copy(codeHashOf(account), code)
  store<u32>(account, <u32>code, 104)
  store<u32>(account, flagsOf(account) | changed, 24)
}

@inline
function slotHash(account: usize, key: usize): u32 {
  const mixed =
    (load<u64>(key) ^
      (load<u64>(key, 8) * 0x9e3779b97f4a7c15) ^
      (load<u64>(key, 16) * 0xc2b2ae3d27d4eb4f) ^
      load<u64>(key, 24) ^
      (<u64>account << 20)) *
    0x9e3779b97f4a7c15
  return <u32>(mixed >> 32)
}

/** The slot of the account with that key, as yet unread when it is new here. */
export function slotAt(account: usize, key: usize): usize {
  const hash = slotHash(account, key)
  let slot: usize = load<u32>(slotBuckets + (<usize>(hash & (slotBucketCount - 1)) << 2))
  while (slot != 0) {
    if (load<u32>(slot, 96) == <u32>account && equals(slot, key)) return slot
    slot = load<u32>(slot, 104)
  }
  return addSlot(hash, account, key)
}

function addSlot(hash: u32, account: usize, key: usize): usize {
  if (++slotCount > slotBucketCount) growSlots()
  const slot = allocateRecord(slotSize)
  copy(slot, key)
  store<u32>(slot, <u32>account, 96)
  const bucket = slotBuckets + (<usize>(hash & (slotBucketCount - 1)) << 2)
  store<u32>(slot, load<u32>(bucket), 104)
  store<u32>(bucket, <u32>slot)
  store<u32>(slot, load<u32>(account, 112), 108)
  store<u32>(account, <u32>slot, 112)
  return slot
}

function growSlots(): void {
  release(slotBuckets, <usize>slotBucketCount << 2)
  slotBucketCount <<= 2
  slotBuckets = allocate(<usize>slotBucketCount << 2)
  memory.fill(slotBuckets, 0, <usize>slotBucketCount << 2)
  for (let account = firstAccount; account != 0; account = load<u32>(account, 116)) {
    for (let slot: usize = load<u32>(account, 112); slot != 0; slot = load<u32>(slot, 108)) {
      const hash = slotHash(account, slot)
      const bucket = slotBuckets + (<usize>(hash & (slotBucketCount - 1)) << 2)
      store<u32>(slot, load<u32>(bucket), 104)
      store<u32>(bucket, <u32>slot)
    }
  }
}

@inline
export function slotFlagsOf(slot: usize): u32 {
  return load<u32>(slot, 100)
}
@inline
export function valueOf(slot: usize): usize {
  return slot + 32
}
@inline
export function originalOf(slot: usize): usize {
  return slot + 64
}

/** Makes sure that the value of the slot is known. False when it has to be fetched first. */
@inline
export function isSlotLoaded(slot: usize): bool {
  return (slotFlagsOf(slot) & slotLoaded) != 0 || loadValue(slot)
}

function loadValue(slot: usize): bool {
  const account: usize = load<u32>(slot, 96)
  if (!isLoaded(account)) return false
  toBytes(host.question(), slot)
  setSmall(host.answer(), 0)
  const handle = host.loadSlot(handleOf(account))
  if (handle == host.missing) return false
  store<i32>(slot, handle, 112)
  fromBytes(valueOf(slot), host.answer())
  copy(originalOf(slot), valueOf(slot))
  store<u32>(slot, slotFlagsOf(slot) | slotLoaded, 100)
  return true
}

/** Makes the slot warm; returns whether it was cold. */
export function warmUpSlot(slot: usize): bool {
  const flags = slotFlagsOf(slot)
  if ((flags & slotWarm) != 0) return false
  record(slotWarmth, slot)
  store<u32>(slot, flags | slotWarm | slotAccessed, 100)
  return true
}

/** EIP-2930: warm from the start, and not taken back. */
export function warmUpListedSlot(slot: usize): void {
  store<u32>(slot, slotFlagsOf(slot) | slotWarm, 100)
}

export function setValue(slot: usize, value: usize): void {
  copy(record(valueChange, slot) + 8, valueOf(slot))
  copy(valueOf(slot), value)
}

/** The first account after that one, the first of all after 0, that is or may be other than it was; 0 for none. */
export function nextChangedAccount(account: usize): usize {
  account = account == 0 ? firstAccount : load<u32>(account, 116)
  while (account != 0) {
    const flags = flagsOf(account)
    if ((flags & loaded) != 0 && ((flags & changed) != 0 || nextChangedSlot(account, 0) != 0)) break
    account = load<u32>(account, 116)
  }
  return account
}

/** The first slot of the account after that one, the first of all after 0, that is other than it was; 0 for none. */
export function nextChangedSlot(account: usize, slot: usize): usize {
  slot = slot == 0 ? load<u32>(account, 112) : load<u32>(slot, 108)
  while (slot != 0) {
    if ((slotFlagsOf(slot) & slotLoaded) != 0 && !equals(valueOf(slot), originalOf(slot))) break
    slot = load<u32>(slot, 108)
  }
  return slot
}

/** Whether any slot of the account has been given a value that is not zero. */
export function hasWrittenStorage(account: usize): bool {
  for (let slot: usize = load<u32>(account, 112); slot != 0; slot = load<u32>(slot, 108)) {
    if (!isZero(valueOf(slot))) return true
  }
  return false
}

// Transient slot record (EIP-1153): 0 key | 32 value | 64 account | 68 next in the table.
const transientSize: usize = 72

/** The transient slot, made when there is none. */
export function transientAt(account: usize, key: usize): usize {
  const bucket = transientBuckets + (<usize>(slotHash(account, key) & (transientBucketCount - 1)) << 2)
  let slot: usize = load<u32>(bucket)
  while (slot != 0) {
    if (load<u32>(slot, 64) == <u32>account && equals(slot, key)) return slot
    slot = load<u32>(slot, 68)
  }
  hasTransient = true
  slot = allocateRecord(transientSize)
  copy(slot, key)
  store<u32>(slot, <u32>account, 64)
  store<u32>(slot, load<u32>(bucket), 68)
  store<u32>(bucket, <u32>slot)
  return slot
}

/** Sets a slot of `transientAt`. */
export function setTransient(slot: usize, value: usize): void {
  copy(record(valueChange, slot) + 8, valueOf(slot))
  copy(valueOf(slot), value)
}

// Journal entries, 48 bytes: 0 kind | 4 record | 8 what it was.
const entrySize: usize = 48
const balanceChange: u32 = 0
const nonceChange: u32 = 1
const codeChange: u32 = 2
const flagsChange: u32 = 3
const valueChange: u32 = 4
const slotWarmth: u32 = 5

/** Flags that stay whatever is taken back. */
const lastingFlags: u32 = changed | accessed | loaded | alwaysWarm | existed

function record(kind: u32, target: usize): usize {
  if (journalUsed + entrySize > journalSize) {
    journal = regrow(journal, journalSize, journalSize << 1, journalUsed)
    journalSize <<= 1
  }
  const entry = journal + journalUsed
  journalUsed += entrySize
  store<u32>(entry, kind)
  store<u32>(entry, <u32>target, 4)
  return entry
}

function recordFlags(account: usize): void {
  const entry = record(flagsChange, account)
  store<u32>(entry, flagsOf(account), 8)
}

/** Where `revertTo` goes back to. */
@inline
export function checkpoint(): usize {
  return journalUsed
}

/** Takes back what has changed since the checkpoint. */
export function revertTo(mark: usize): void {
  while (journalUsed > mark) {
    journalUsed -= entrySize
    undo(journal + journalUsed)
  }
}

function undo(entry: usize): void {
  const target: usize = load<u32>(entry, 4)
  switch (load<u32>(entry)) {
    case balanceChange: {
      copy(balanceOf(target), entry + 8)
      break
    }
    case nonceChange: {
      store<u64>(target, load<u64>(entry, 8), 32)
      break
    }
    case codeChange: {
      copy(codeHashOf(target), entry + 8)
      store<u32>(target, load<u32>(entry, 40), 104)
      break
    }
    case flagsChange: {
      undoFlags(target, load<u32>(entry, 8))
      break
    }
    case valueChange: {
      copy(valueOf(target), entry + 8)
      break
    }
    default:
      store<u32>(target, slotFlagsOf(target) & ~slotWarm, 100)
  }
}

function undoFlags(account: usize, flags: u32): void {
  let kept = flagsOf(account) & lastingFlags
  // The third precompile stays touched even when its call is taken back: so it was on the main network once, and
  // so all clients have it since (EIP-716).
  if (load<u64>(account) == 3 && (load<u64>(account, 8) | load<u64>(account, 16)) == 0) {
    kept |= flagsOf(account) & touched
  }
  // What is taken back to before it was read is not taken back to before it was there.
  if ((flags & loaded) == 0 && (kept & existed) != 0) flags |= exists
  store<u32>(account, flags | kept, 24)
}
