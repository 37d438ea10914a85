// The sections of a module, in the order of the binary format, all but the code itself.

import { countOfImportedNumbers, writeGlobals, writeImportedNumbers } from './declarations'
import { writeExports } from './exports'
import { countOfDefined, writeFunctions } from './functions'
import { countOfImports, enterImportSignatures, writeImports } from './imports'
import { runtimeModule, runtimeModuleLength } from './runtime'
import { writeSignatures } from './signatures'
import { byte, cursor, name, setCursor, setPadded, unsigned } from './sink'
import { writeElements, writeTables } from './tables'

const sizeWidth: i32 = 4
const memoryName = memory.data<u8>([109, 101, 109, 111, 114, 121])
let contentStart: usize = 0

function beginSection(id: u8): void {
  byte(id)
  setCursor(cursor + sizeWidth)
  contentStart = cursor
}

/** Ends a section of which `more` bytes follow that are not written here. */
function endSection(more: u32): void {
  setPadded(contentStart - sizeWidth, sizeWidth, <u32>(cursor - contentStart) + more)
}

/** Writes all that comes before the code, of which there are `codeLength` bytes. */
export function writeSections(codeLength: u32): void {
  enterImportSignatures()
  store<u64>(cursor, 0x0000_0001_6d73_6100)
  setCursor(cursor + 8)
  beginSection(1)
  writeSignatures()
  endSection(0)
  beginSection(2)
  writeImportSection()
  endSection(0)
  beginSection(3)
  writeFunctions()
  endSection(0)
  beginSection(4)
  writeTables()
  endSection(0)
  beginSection(6)
  writeGlobals()
  endSection(0)
  beginSection(7)
  writeExports()
  endSection(0)
  beginSection(9)
  writeElements()
  endSection(0)
  beginSection(10)
  unsigned(countOfDefined())
  endSection(codeLength)
}

function writeImportSection(): void {
  unsigned(1 + countOfImportedNumbers() + countOfImports())
  name(runtimeModule, runtimeModuleLength)
  name(memoryName, 6)
  byte(2)
  byte(0)
  byte(1)
  writeImportedNumbers()
  writeImports()
}
