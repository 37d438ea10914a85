import type { Artifact } from '@scaffold-evm/compiler'
import type { ExecutionRecording } from '@scaffold-evm/devchain'
import type { CompiledContract } from '../compiled-contract.js'
import type { KnownFrame } from './frame-places.js'
import type { CodeMatcher } from './match-code.js'

/** Where the contracts of a recording come from. */
export interface CodeSource {
  readonly matcher: CodeMatcher
  /** What the compiler said of a contract; undefined when it was not asked for enough. */
  readonly load: (artifact: Artifact) => Promise<CompiledContract | undefined>
}

/** The frames whose code is known, by their index; frames of the same contract share its maps. */
export async function knownFrames(
  recording: ExecutionRecording,
  { matcher, load }: CodeSource,
): Promise<ReadonlyMap<number, KnownFrame>> {
  const known = new Map<number, KnownFrame>()
  const loaded = new Map<Artifact, CompiledContract | undefined>()
  for (const [index, frame] of recording.frames.entries()) {
    const isCreation = frame.kind === 'CREATE' || frame.kind === 'CREATE2'
    const artifact = isCreation ? matcher.creation(frame.code) : matcher.runtime(frame.code)
    if (artifact === undefined) continue
    if (!loaded.has(artifact)) loaded.set(artifact, await load(artifact))
    const contract = loaded.get(artifact)
    if (contract === undefined) continue
    const code = isCreation ? contract.creation : contract.runtime
    known.set(index, { recording, index, contract, code })
  }
  return known
}
