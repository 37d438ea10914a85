// What an asm.js expression is, as far as it matters to WebAssembly. Integers carry their sign, since comparisons,
// divisions and conversions go by it.

/** Nothing was left on the stack. */
export const voidType: i32 = 0
export const intType: i32 = 1
export const unsignedType: i32 = 2
export const doubleType: i32 = 3
export const floatType: i32 = 4
/** A call whose result has not been coerced yet, which is what tells its type. */
export const pendingType: i32 = 5

/** The type without its sign, as variables and signatures have it. */
@inline
export function storedTypeOf(type: i32): i32 {
  return type == unsignedType ? intType : type
}

@inline
export function isInteger(type: i32): bool {
  return type == intType || type == unsignedType
}

const codes = memory.data<u8>([0x40, 0x7f, 0x7f, 0x7c, 0x7d])

/** WebAssembly's name of a type; of the empty block type for void. */
export function wasmTypeOf(type: i32): u8 {
  return load<u8>(codes + type)
}
