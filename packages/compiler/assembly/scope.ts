// What names mean: in the module, and in the function that is being read.

export const unknownMeaning: u8 = 0
/** A variable of the module; its index is that of a global. */
export const globalMeaning: u8 = 1
/** A view of the heap; by its number. */
export const heapMeaning: u8 = 2
/** A function of the module; by its id. */
export const functionMeaning: u8 = 3
/** A function that is handed in; by its id. */
export const importMeaning: u8 = 4
/** A function of `Math`; by its number. */
export const mathMeaning: u8 = 5
/** An array of functions; its index is that of a table. */
export const tableMeaning: u8 = 6
/** `NaN` or `Infinity`; its index is 1 for infinity. */
export const constantMeaning: u8 = 7
/** A constructor of typed arrays; by the number of the view. */
export const constructorMeaning: u8 = 8
/** What only the memory's growth uses, which is not translated. */
export const growthMeaning: u8 = 9

const meanings = memory.data(1 << 16)
const indexes = memory.data(4 << 16, 4)
const types = memory.data(1 << 16)
const localIndexes = memory.data(4 << 16, 4)
const localTypes = memory.data(1 << 16)
const localOwners = memory.data(4 << 16, 4)
let owner: u32 = 0

@inline
export function meaningOf(symbol: u32): u8 {
  return load<u8>(meanings + symbol)
}

@inline
export function indexOf(symbol: u32): u32 {
  return load<u32>(indexes + (symbol << 2))
}

export function define(symbol: u32, meaning: u8, index: u32): void {
  store<u8>(meanings + symbol, meaning)
  store<u32>(indexes + (symbol << 2), index)
}

/** The type of a module variable. */
@inline
export function typeOf(symbol: u32): i32 {
  return load<u8>(types + symbol)
}

export function setType(symbol: u32, type: i32): void {
  store<u8>(types + symbol, <u8>type)
}

/** Forgets all locals. */
export function enterFunction(): void {
  owner++
}

export function defineLocal(symbol: u32, index: u32, type: i32): void {
  store<u32>(localOwners + (symbol << 2), owner)
  store<u32>(localIndexes + (symbol << 2), index)
  store<u8>(localTypes + symbol, <u8>type)
}

@inline
export function isLocal(symbol: u32): bool {
  return load<u32>(localOwners + (symbol << 2)) == owner
}

@inline
export function localIndexOf(symbol: u32): u32 {
  return load<u32>(localIndexes + (symbol << 2))
}

@inline
export function localTypeOf(symbol: u32): i32 {
  return load<u8>(localTypes + symbol)
}
