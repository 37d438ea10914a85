import { bytesToHex, hexToBytes } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import type { ExecutionRecording, RecordedFrame, RecordOptions } from '@scaffold-evm/devchain'
import type { Build } from '../build.js'

/**
 * What to run an execution with so that it does the same in code that was compiled for debugging. Undefined when none of
 * its contracts is known.
 */
export function twinOf(
  { frames }: ExecutionRecording,
  { deployed, debug }: { readonly deployed: Build; readonly debug: Build },
): RecordOptions | undefined {
  const codes = new Map<string, Uint8Array>()
  // What is created meanwhile comes out of the code that creates it.
  const created = new Set(frames.filter(isCreation).map(({ to }) => bytesToHex(to)))
  for (const frame of frames) {
    const address = bytesToHex(frame.codeAddress)
    if (isCreation(frame) || codes.has(address) || created.has(address)) continue
    const artifact = deployed.matcher.runtime(frame.code)
    const twin = artifact && debug.counterpart(artifact)
    if (artifact === undefined || twin === undefined) continue
    codes.set(address, runtimeTwin(frame, artifact, twin))
  }
  const initCode =
    frames[0] && isCreation(frames[0]) ? creationTwin(frames[0], deployed, debug) : undefined
  return codes.size === 0 && initCode === undefined ? undefined : { codes, initCode }
}

/** Whether the same calls came to the same ends, so that the one explains the other. */
export function isSameOutcome(a: ExecutionRecording, b: ExecutionRecording): boolean {
  return (
    a.frames.length === b.frames.length &&
    a.frames.every((frame, index) => isSameEnd(frame, b.frames[index]))
  )
}

/** Whether the same calls failed in the same way, with other words. */
export function isLikeOutcome(a: ExecutionRecording, b: ExecutionRecording): boolean {
  const selector = ({ returnData }: RecordedFrame): string => bytesToHex(returnData.subarray(0, 4))
  return (
    a.frames.length === b.frames.length &&
    a.frames.every((frame, index) => {
      const other = b.frames[index]
      if (other === undefined || frame.haltReason !== other.haltReason) return false
      return frame.haltReason !== 'revert' || selector(frame) === selector(other)
    })
  )
}

function isSameEnd(frame: RecordedFrame, other: RecordedFrame | undefined): boolean {
  if (other === undefined || frame.haltReason !== other.haltReason) return false
  const isCode = isCreation(frame) && frame.haltReason === undefined
  return isCode || bytesToHex(frame.returnData) === bytesToHex(other.returnData)
}

function isCreation({ kind }: RecordedFrame): boolean {
  return kind === 'CREATE' || kind === 'CREATE2'
}

interface Hole {
  readonly key: string
  readonly start: number
  readonly length: number
}

const push20 = 0x73

function runtimeTwin(
  { code, codeAddress }: RecordedFrame,
  artifact: Artifact,
  twin: Artifact,
): Uint8Array {
  const result = bytesOf(twin.deployedBytecode)
  const values = valuesAt(code, [
    ...linkHoles(artifact.deployedLinkReferences),
    ...immutables(artifact),
  ])
  fill(result, [...linkHoles(twin.deployedLinkReferences), ...immutables(twin)], values)
  const isLibrary = result[0] === push20 && result.subarray(1, 21).every((byte) => byte === 0)
  if (isLibrary) result.set(codeAddress, 1)
  return result
}

function creationTwin(frame: RecordedFrame, deployed: Build, debug: Build): Uint8Array | undefined {
  const artifact = deployed.matcher.creation(frame.code)
  const twin = artifact && debug.counterpart(artifact)
  if (artifact === undefined || twin === undefined) return undefined
  const code = bytesOf(twin.bytecode)
  fill(
    code,
    linkHoles(twin.linkReferences),
    valuesAt(frame.code, linkHoles(artifact.linkReferences)),
  )
  const constructorArguments = frame.code.subarray(bytesOf(artifact.bytecode).length)
  return Uint8Array.from([...code, ...constructorArguments])
}

function linkHoles(references: Artifact['linkReferences']): Hole[] {
  return Object.entries(references).flatMap(([file, libraries]) =>
    Object.entries(libraries).flatMap(([name, ranges]) =>
      ranges.map((range) => ({ ...range, key: `${file}:${name}` })),
    ),
  )
}

/** Immutables have ids of their own in each run of solc, in the order of their declarations. */
function immutables({ immutableReferences }: Artifact): Hole[] {
  // Artifacts of other tools may be without.
  return Object.entries(immutableReferences ?? {})
    .sort(([a], [b]) => Number(a) - Number(b))
    .flatMap(([, ranges], index) =>
      ranges.map((range) => ({ ...range, key: `immutable ${index}` })),
    )
}

function valuesAt(code: Uint8Array, holes: readonly Hole[]): ReadonlyMap<string, Uint8Array> {
  return new Map(holes.map(({ key, start, length }) => [key, code.subarray(start, start + length)]))
}

function fill(
  code: Uint8Array,
  holes: readonly Hole[],
  values: ReadonlyMap<string, Uint8Array>,
): void {
  for (const { key, start } of holes) {
    const value = values.get(key)
    if (value !== undefined) code.set(value, start)
  }
}

function bytesOf(bytecode: string): Uint8Array {
  return hexToBytes(`0x${bytecode.slice(2).replace(/__.{36}__/g, '0'.repeat(40))}`)
}
