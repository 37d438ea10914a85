import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import {
  isSameSignature,
  lastingSignature,
  readSignature,
  type Signature,
} from '@scaffold-evm/compiler'
import { readArtifactMembers } from '../artifacts/artifact-file.js'
import { artifactKeys } from '../artifacts/artifact-keys.js'
import type { JsonMembers } from '../artifacts/artifact-text.js'
import { writeFileAtomicSync } from '../artifacts/write-file.js'

/** One source as it was compiled. */
export interface UnitRecord {
  /** Hash of all that decides on its outputs: compiler, settings, its own content and that of all it imports. */
  readonly key: string
  /** Which of the state's compilations made it. */
  readonly compilation: string
  /** Files of artifacts by contract name. Absolute. */
  readonly contracts: Readonly<Record<string, string>>
}

/** An artifact's file as it was written; the hash is that of what does not change by use. */
export type OutputRecord = readonly [size: number, mtimeMs: number, hash: string]

/** What a folder of artifacts was made from: enough to see that nothing changed without reading a source. */
export interface CompileState {
  readonly format: string
  /** Hash of all options. */
  readonly options: string
  /** Whether all sources there were are compiled. */
  readonly isComplete: boolean
  /** The sources that were looked for, as they were found. */
  readonly roots: readonly string[]
  /** Every file that was read. */
  readonly files: Readonly<Record<string, readonly [hash: string, ...Signature]>>
  /** What must still not exist. */
  readonly absent: readonly string[]
  /** By source path. */
  readonly units: Readonly<Record<string, UnitRecord>>
  /** Keys of sources whose artifacts are in the layer below. */
  readonly below: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, OutputRecord>>
  /** Paths of the sources of each compilation by their index in source maps. */
  readonly compilations: Readonly<Record<string, readonly string[]>>
}

const stateFormat = 'scaffold-truffle-state-1'

/** A state that knows nothing. */
export const emptyState: CompileState = {
  format: stateFormat,
  options: '',
  isComplete: false,
  roots: [],
  files: {},
  absent: [],
  units: {},
  below: {},
  outputs: {},
  compilations: {},
}

/** The state in a file; one that knows nothing when there is none that can be used. */
export function readCompileState(path: string): CompileState {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isState(value) ? value : emptyState
  } catch {
    // A cache may always be lost.
    return emptyState
  }
}

/** Replaces the state in a file. */
export function writeCompileState(path: string, state: CompileState): void {
  writeFileAtomicSync(path, JSON.stringify(state))
}

/** Only this program writes under this format. */
function isState(value: unknown): value is CompileState {
  return (
    typeof value === 'object' && value !== null && 'format' in value && value.format === stateFormat
  )
}

/** The same state if every input is as it was, one with renewed signatures if only those differ; else undefined. */
export function checkInputs(state: CompileState): CompileState | undefined {
  if (state.absent.some((path) => statSync(path, { throwIfNoEntry: false }) !== undefined)) {
    return undefined
  }
  const fresh: Record<string, readonly [string, ...Signature]> = {}
  for (const [path, [hash, ...signature]] of Object.entries(state.files)) {
    const now = readSignature(path)
    if (now === undefined) return undefined
    if (isSameSignature(now, signature)) continue
    if (sha256(readFileSync(path)) !== hash) return undefined
    fresh[path] = [hash, ...lastingSignature(now, Date.now())]
  }
  return Object.keys(fresh).length === 0 ? state : { ...state, files: { ...state.files, ...fresh } }
}

/** Tells which artifacts are as they were written, apart from what their use changes. */
export class OutputCheck {
  /** Records of files that were written by others since, without a change that counts. */
  readonly renewed: Record<string, OutputRecord> = {}
  readonly #outputs: CompileState['outputs']
  readonly #known = new Map<string, boolean>()

  constructor(outputs: CompileState['outputs']) {
    this.#outputs = outputs
  }

  isIntact(path: string): boolean {
    const known = this.#known.get(path) ?? this.#check(path)
    this.#known.set(path, known)
    return known
  }

  #check(path: string): boolean {
    const record = this.#outputs[path]
    const stats = statSync(path, { throwIfNoEntry: false })
    if (record === undefined || stats === undefined) return false
    if (record[0] === stats.size && record[1] === stats.mtimeMs) return true
    const members = readMembersIfAny(path)
    if (members === undefined || contractHash(members) !== record[2]) return false
    this.renewed[path] = [stats.size, stats.mtimeMs, record[2]]
    return true
  }
}

function readMembersIfAny(path: string): JsonMembers | undefined {
  try {
    return readArtifactMembers(path)
  } catch {
    // Damaged: it is written anew.
    return undefined
  }
}

/** The record of an artifact that was just written. */
export function outputRecordOf(path: string, members: JsonMembers): OutputRecord {
  const { size, mtimeMs } = statSync(path)
  return [size, mtimeMs, contractHash(members)]
}

const changing: ReadonlySet<string> = new Set([
  // web3 writes `constant` and `payable` into it, and the metadata has it, too.
  'abi',
  'networks',
  'updatedAt',
  'networkType',
  'schemaVersion',
])

/** Hash of what an artifact says of the contract itself. */
export function contractHash(members: JsonMembers): string {
  const hash = createHash('sha256')
  for (const key of artifactKeys) {
    const text = changing.has(key) ? undefined : members.get(key)
    if (text !== undefined) hash.update(`${key}\n${text}\n`)
  }
  return hash.digest('hex').slice(0, 32)
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
