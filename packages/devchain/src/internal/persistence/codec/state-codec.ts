import type { RlpItem } from '../../chain/rlp.js'
import type { Code, CodeStore } from '../../state/code-store.js'
import type { AccountChange, SlotChange } from '../../state/state-changes.js'
import type { ItemReader } from './item-reader.js'

const hasRecord = 1
const isPresent = 2
const isStorageNew = 4
const isStorageComplete = 8

/** Changes of a state as items. Code is written once per file: `written` has what is there already. */
export function stateItems(changes: readonly AccountChange[], written: Set<Code>): RlpItem[] {
  const codes: Uint8Array[] = []
  for (const { data } of changes) {
    if (data === null || data === undefined || data.code.bytes.length === 0) continue
    if (written.has(data.code)) continue
    written.add(data.code)
    codes.push(data.code.bytes)
  }
  return [codes, changes.map(accountItem)]
}

function accountItem(change: AccountChange): RlpItem {
  const { address, data, slots } = change
  const flags =
    (data === undefined ? 0 : hasRecord) |
    (data === undefined || data === null ? 0 : isPresent) |
    (change.isStorageNew ? isStorageNew : 0) |
    (change.isStorageComplete ? isStorageComplete : 0)
  const fields =
    data === undefined || data === null ? [] : [data.nonce, data.balanceWei, data.code.hash]
  return [address, Uint8Array.of(flags), fields, slots.flatMap(({ slot, word }) => [slot, word])]
}

/** Reads what {@link stateItems} wrote. Codes go into `codes`, and those that were new into `written`. */
export function readStateChanges(
  reader: ItemReader,
  codes: CodeStore,
  written: Set<Code>,
): AccountChange[] {
  for (const bytes of reader.byteStrings()) written.add(codes.add(bytes))
  return reader.lists((account) => readAccount(account, codes))
}

function readAccount(reader: ItemReader, codes: CodeStore): AccountChange {
  const address = reader.bytes()
  const flags = reader.number()
  const fields = reader.list()
  const slots = reader.list().rest(readSlot)
  return {
    address,
    data: readData(flags, fields, codes),
    isStorageNew: (flags & isStorageNew) !== 0,
    isStorageComplete: (flags & isStorageComplete) !== 0,
    slots,
  }
}

function readSlot(reader: ItemReader): SlotChange {
  return { slot: reader.bytes(), word: reader.bytes() }
}

function readData(flags: number, fields: ItemReader, codes: CodeStore): AccountChange['data'] {
  if ((flags & hasRecord) === 0) return undefined
  if ((flags & isPresent) === 0) return null
  return {
    nonce: fields.quantity(),
    balanceWei: fields.quantity(),
    code: codes.byHash(fields.bytes()),
  }
}
