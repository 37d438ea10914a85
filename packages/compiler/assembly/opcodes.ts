// Of the WebAssembly core specification 2.0, and of its first proposal for exceptions, which all engines have.

export const opNop: u8 = 0x01
export const opBlock: u8 = 0x02
export const opLoop: u8 = 0x03
export const opIf: u8 = 0x04
export const opElse: u8 = 0x05
export const opTry: u8 = 0x06
export const opRethrow: u8 = 0x09
export const opEnd: u8 = 0x0b
export const opBr: u8 = 0x0c
export const opBrIf: u8 = 0x0d
export const opBrTable: u8 = 0x0e
export const opReturn: u8 = 0x0f
export const opCall: u8 = 0x10
export const opCallIndirect: u8 = 0x11
export const opCatchAll: u8 = 0x19
export const opDrop: u8 = 0x1a
export const opSelect: u8 = 0x1b
export const opLocalGet: u8 = 0x20
export const opLocalSet: u8 = 0x21
export const opLocalTee: u8 = 0x22
export const opGlobalGet: u8 = 0x23
export const opGlobalSet: u8 = 0x24
export const opI32Const: u8 = 0x41
export const opF32Const: u8 = 0x43
export const opF64Const: u8 = 0x44

export const opI32Eqz: u8 = 0x45
export const opI32Eq: u8 = 0x46
export const opI32LtS: u8 = 0x48
export const opI32GtS: u8 = 0x4a
export const opF64Lt: u8 = 0x63
export const opI32Clz: u8 = 0x67
export const opI32Add: u8 = 0x6a
export const opI32Sub: u8 = 0x6b
export const opI32Mul: u8 = 0x6c
export const opI32DivS: u8 = 0x6d
export const opI32DivU: u8 = 0x6e
export const opI32RemS: u8 = 0x6f
export const opI32RemU: u8 = 0x70
export const opI32Xor: u8 = 0x73
export const opI32Shl: u8 = 0x74
export const opI32ShrS: u8 = 0x75

export const opF32Neg: u8 = 0x8c
export const opF64Abs: u8 = 0x99
export const opF64Neg: u8 = 0x9a
export const opF64Ceil: u8 = 0x9b
export const opF64Floor: u8 = 0x9c
export const opF64Sqrt: u8 = 0x9f
export const opF64Min: u8 = 0xa4
export const opF64Max: u8 = 0xa5

export const opI32WrapI64: u8 = 0xa7
export const opI32TruncF64S: u8 = 0xaa
export const opI64TruncF64S: u8 = 0xb0
export const opF32ConvertI32S: u8 = 0xb2
export const opF32ConvertI32U: u8 = 0xb3
export const opF32DemoteF64: u8 = 0xb6
export const opF64ConvertI32S: u8 = 0xb7
export const opF64ConvertI32U: u8 = 0xb8
export const opF64PromoteF32: u8 = 0xbb
export const opI32Extend8S: u8 = 0xc0
export const opI32Extend16S: u8 = 0xc1

export const opI32Load: u8 = 0x28
export const opI32Store: u8 = 0x36
/** With `memory.fill` behind it, and the number of the memory. */
export const opBulk: u8 = 0xfc
export const bulkMemoryFill: u8 = 0x0b
