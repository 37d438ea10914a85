/** `value` in 32 bytes. */
export function wordOf(value: bigint): Uint8Array {
  const bytes = new Uint8Array(32)
  new DataView(bytes.buffer).setBigUint64(24, value)
  return bytes
}
