import { crc32 } from 'node:zlib'

/** Bytes before each payload: its length, its checksum, and the checksum of those two. */
export const frameHeaderBytes = 12

/** What a frame says of itself; undefined when its header was damaged. */
export interface FrameHeader {
  readonly sizeBytes: number
  readonly checksum: number
}

/** `parts` as one frame: written as one, it is read whole or not at all. */
export function frameOf(parts: readonly Uint8Array[]): Uint8Array[] {
  let sizeBytes = 0
  let checksum = 0
  for (const part of parts) {
    sizeBytes += part.length
    checksum = crc32(part, checksum)
  }
  const header = new Uint8Array(frameHeaderBytes)
  const view = new DataView(header.buffer)
  view.setUint32(0, sizeBytes)
  view.setUint32(4, checksum)
  view.setUint32(8, crc32(header.subarray(0, 8)))
  return [header, ...parts]
}

/** Reads the header of a frame. */
export function readFrameHeader(bytes: Uint8Array): FrameHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, frameHeaderBytes)
  if (view.getUint32(8) !== crc32(bytes.subarray(0, 8))) return undefined
  return { sizeBytes: view.getUint32(0), checksum: view.getUint32(4) }
}

/** Whether the payload is what was written. */
export function isIntact(payload: Uint8Array, { sizeBytes, checksum }: FrameHeader): boolean {
  return payload.length === sizeBytes && crc32(payload) === checksum
}
