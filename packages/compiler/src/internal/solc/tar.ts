const blockSize = 512

function textField(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end === -1 ? length : end)
}

function nameOf(header: Buffer): string {
  const name = textField(header, 0, 100)
  const isUstar = textField(header, 257, 5) === 'ustar'
  const prefix = isUstar ? textField(header, 345, 155) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

/**
 * The content of the regular file `name` in an uncompressed tar archive, or undefined when it holds
 * none of that name. Reads what npm writes: ustar headers; long-name extensions are skipped over.
 */
export function readTarEntry(archive: Buffer, name: string): Buffer | undefined {
  for (let at = 0; at + blockSize <= archive.length; ) {
    const header = archive.subarray(at, at + blockSize)
    const size = Number.parseInt(textField(header, 124, 12).trim() || '0', 8)
    if (Number.isNaN(size)) return undefined
    const start = at + blockSize
    const type = header[156]
    if ((type === 0x30 || type === 0) && nameOf(header) === name) {
      return start + size <= archive.length ? archive.subarray(start, start + size) : undefined
    }
    at = start + Math.ceil(size / blockSize) * blockSize
  }
  return undefined
}
