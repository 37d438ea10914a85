import type { Artifact } from '@scaffold-evm/project'

interface Gap {
  /** Bytes. */
  readonly start: number
  readonly length: number
}

/** Where code on the chain may differ from the artifact's: immutables, libraries, a library's own address. */
function gaps({ deployedBytecode, ...artifact }: Artifact): readonly Gap[] {
  const links = Object.values(artifact.deployedLinkReferences).flatMap((it) => Object.values(it))
  const own: readonly Gap[] = /^0x73(?:00){20}3014/.test(deployedBytecode)
    ? [{ start: 1, length: 20 }]
    : []
  return [...Object.values(artifact.immutableReferences), ...links, own].flat()
}

function blank(code: string, places: readonly Gap[]): string {
  let text = code.slice(2).toLowerCase()
  for (const { start, length } of places) {
    text = `${text.slice(0, start * 2)}${'0'.repeat(length * 2)}${text.slice((start + length) * 2)}`
  }
  return text
}

/** Without the hash of the sources that solc appends, as CBOR whose length is in the last two bytes. */
function withoutMetadata(text: string): string {
  const size = (Number.parseInt(text.slice(-4), 16) + 2) * 2
  const isMetadata = size < text.length && /^a[1-4]6[45]/.test(text.slice(-size))
  return isMetadata ? text.slice(0, -size) : text
}

/** Whether code on a chain can be what an artifact's creation code makes, whatever its immutables are. */
export function matchesCode(artifact: Artifact, code: string): boolean {
  const places = gaps(artifact)
  const expected = withoutMetadata(blank(artifact.deployedBytecode, places))
  return withoutMetadata(blank(code, places)) === expected
}
