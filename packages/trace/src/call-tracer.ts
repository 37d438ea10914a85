import { bytesToHex } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import type { ExecutionRecording, RecordedFrame } from '@scaffold-evm/devchain'
import type { AbiIndex } from './abi-index.js'
import type { Build } from './build.js'
import type { CallTree } from './call-tree.js'
import { isCreation } from './internal/calls/creation.js'
import { internalArguments } from './internal/calls/internal-arguments.js'
import { isLibrary, nameChanges } from './internal/calls/name-changes.js'
import { namesIn } from './internal/calls/names.js'
import { slotChanges } from './internal/calls/storage-writes.js'
import { type Recognized, type RecordedCalls, tracedCall } from './internal/calls/traced-call.js'
import type { SourceTrace, TraceContext } from './source-trace.js'

/** What executions are read with. */
export interface CallTracerOptions {
  /** The contracts as they were deployed. */
  readonly deployed: Build
  readonly abi: AbiIndex
  /** Names of accounts and contracts, by address in lower case. */
  readonly names: ReadonlyMap<string, string>
  /** The line that a call prints by `console.log`; undefined for other calls. */
  readonly consoleLine: (call: RecordedFrame) => string | undefined
}

/** What a tree says more with. */
export interface CallTreeParts {
  /** The execution in the words of its source, see `traceExecution`: for functions that are called within contracts. */
  readonly source?: SourceTrace | undefined
  /** For the names of what is stored. */
  readonly context?: TraceContext | undefined
}

/** Tells what executions of one chain did, call by call. It remembers which contract is where. */
export class CallTracer {
  readonly #options: CallTracerOptions
  /** Names of contracts that were seen, by address. */
  readonly #seen = new Map<string, string>()

  constructor(options: CallTracerOptions) {
    this.#options = options
  }

  /** The calls of an execution, from the outermost in. */
  async tree(
    recording: ExecutionRecording,
    { source, context }: CallTreeParts = {},
  ): Promise<CallTree> {
    const recognized = this.#recognize(recording)
    for (const library of new Set(recognized.filter(isLibrary))) await this.#learn(library)
    const placed = source === undefined ? recording : placedAsIn(source.recording, recording)
    const naming = { recording: placed, recognized, context }
    const changes = await nameChanges(slotChanges(placed), naming)
    const given = source && (await internalArguments(source))
    const read = { recognized, source, given, changes }
    const root = tracedCall(placed, { ...this.#options, ...read })
    return { root, names: namesIn(root, { given: this.#options.names, seen: this.#seen }) }
  }

  /** Not all functions of a library are in its ABI. */
  async #learn(library: Artifact): Promise<void> {
    const { abi, deployed } = this.#options
    const contract = await deployed.load(library)
    if (contract !== undefined) abi.learn(library, contract.selectors)
  }

  #recognize({ frames }: ExecutionRecording): readonly Recognized[] {
    const { matcher } = this.#options.deployed
    return frames.map((frame) => {
      if (frame.isPrecompile) return undefined
      const artifact = isCreation(frame)
        ? matcher.creation(frame.code)
        : matcher.runtime(frame.code)
      const isThere = !isCreation(frame) || frame.haltReason === undefined
      if (artifact !== undefined && isThere) {
        this.#seen.set(bytesToHex(frame.codeAddress), artifact.contractName)
      }
      return artifact
    })
  }
}

/** What happened, and took, in `recording`, at the steps of the twin that was compiled for debugging. */
function placedAsIn(twin: ExecutionRecording, recording: ExecutionRecording): RecordedCalls {
  const frames = recording.frames.map((frame, index) => {
    const { callStep = -1, logs = [] } = twin.frames[index] ?? {}
    return { ...frame, callStep, logs }
  })
  return { frames, storageWrites: twin.storageWrites, preimages: twin.preimages }
}
