// The functions that are handed in. asm.js does not say their types, each call does; one that is called in several ways
// is imported once for each.

import { unsupported } from './host'
import { signatureOf } from './signatures'
import { byte, name, unsigned } from './sink'

const capacity: u32 = 4096

const modules = memory.data(4 * 4096, 4)
const moduleLengths = memory.data(4 * 4096, 4)
const names = memory.data(4 * 4096, 4)
const nameLengths = memory.data(4 * 4096, 4)
/** The entry of each import that was made last, plus one. */
const lastEntries = memory.data(4 * 4096, 4)
let importCount: u32 = 0

const entryLows = memory.data(8 * 4096, 8)
const entryHighs = memory.data(8 * 4096, 8)
const entryResults = memory.data(4096)
const entryImports = memory.data(4 * 4096, 4)
/** The entry of the same import that was made before, plus one. */
const earlierEntries = memory.data(4 * 4096, 4)
let entryCount: u32 = 0

/** The id of a name in a module of the import object. */
export function addImport(module: usize, moduleLength: u32, start: usize, length: u32): u32 {
  if (importCount == capacity) unsupported(start)
  store<u32>(modules + (importCount << 2), <u32>module)
  store<u32>(moduleLengths + (importCount << 2), moduleLength)
  store<u32>(names + (importCount << 2), <u32>start)
  store<u32>(nameLengths + (importCount << 2), length)
  return importCount++
}

/** The function index of an import when it is called with these parameters and gives this. */
export function importIndex(id: u32, low: u64, high: u64, result: i32): u32 {
  const first = load<u32>(lastEntries + (id << 2))
  for (let next = first; next != 0; next = load<u32>(earlierEntries + ((next - 1) << 2))) {
    const entry = next - 1
    if (load<u64>(entryLows + (entry << 3)) != low || load<u64>(entryHighs + (entry << 3)) != high) continue
    if (load<u8>(entryResults + entry) == <u8>result) return entry
  }
  if (entryCount == capacity) unsupported(0)
  store<u64>(entryLows + (entryCount << 3), low)
  store<u64>(entryHighs + (entryCount << 3), high)
  store<u8>(entryResults + entryCount, <u8>result)
  store<u32>(entryImports + (entryCount << 2), id)
  store<u32>(earlierEntries + (entryCount << 2), first)
  store<u32>(lastEntries + (id << 2), entryCount + 1)
  return entryCount++
}

export function countOfImports(): u32 {
  return entryCount
}

/** Enters the types of all into the type section, which is written before them. */
export function enterImportSignatures(): void {
  for (let entry: u32 = 0; entry < entryCount; entry++) signatureOfEntry(entry)
}

function signatureOfEntry(entry: u32): u32 {
  const place = entry << 3
  return signatureOf(load<u64>(entryLows + place), load<u64>(entryHighs + place), load<u8>(entryResults + entry))
}

/** Writes the entries for the import section. */
export function writeImports(): void {
  for (let entry: u32 = 0; entry < entryCount; entry++) {
    const id = load<u32>(entryImports + (entry << 2)) << 2
    name(load<u32>(modules + id), load<u32>(moduleLengths + id))
    name(load<u32>(names + id), load<u32>(nameLengths + id))
    byte(0)
    unsigned(signatureOfEntry(entry))
  }
}
