// Bytes of WebAssembly, written one after the other. There is one place at a time where they go: the code, or at the
// end the other sections.

import { opF32Const, opF64Const, opI32Const } from './opcodes'

/** Where the next byte goes. May be put back to take bytes back, or forward to leave room. */
export let cursor: usize = 0

export function setCursor(place: usize): void {
  cursor = place
}

@inline
export function byte(value: u8): void {
  store<u8>(cursor++, value)
}

@inline
export function twoBytes(first: u8, second: u8): void {
  store<u8>(cursor, first)
  store<u8>(cursor, second, 1)
  cursor += 2
}

/** An unsigned LEB128. */
export function unsigned(value: u32): void {
  let rest = value
  while (rest > 127) {
    byte(<u8>((rest & 127) | 128))
    rest >>= 7
  }
  byte(<u8>rest)
}

/** A signed LEB128. */
export function signed(value: i32): void {
  let rest = value
  while (rest > 63 || rest < -64) {
    byte(<u8>((rest & 127) | 128))
    rest >>= 7
  }
  byte(<u8>(rest & 127))
}

/** An unsigned LEB128 in just so many bytes, at a place that is written already. */
export function setPadded(place: usize, width: i32, value: u32): void {
  let rest = value
  for (let index = 0; index < width - 1; index++) {
    store<u8>(place + index, <u8>((rest & 127) | 128))
    rest >>= 7
  }
  store<u8>(place + width - 1, <u8>rest)
}

export function i32Const(value: i32): void {
  byte(opI32Const)
  signed(value)
}

export function f64Const(value: f64): void {
  byte(opF64Const)
  store<f64>(cursor, value)
  cursor += 8
}

export function f32Const(value: f32): void {
  byte(opF32Const)
  store<f32>(cursor, value)
  cursor += 4
}

/** An instruction with an index. */
@inline
export function indexed(opcode: u8, index: u32): void {
  byte(opcode)
  unsigned(index)
}

/** A name of the binary format: its length and its characters, which are ASCII. */
export function name(start: usize, length: u32): void {
  unsigned(length)
  memory.copy(cursor, start, length)
  cursor += length
}
