import { realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { relativePath } from '../files/relative-path.js'
import {
  isSameSignature,
  lastingSignature,
  readSignature,
  type Signature,
} from '../files/signature.js'
import { hashFile } from '../hash.js'
import type { OutputSignature, State } from './state.js'

/** What the state is compared with. */
export interface Expectation {
  readonly root: string
  readonly options: string
  /** The project's own sources, relative to the root and sorted. */
  readonly roots: readonly string[]
}

/** What has become of a state. */
export type StateCheck =
  /** All is as it was; with fresh signatures where a file was only touched. */
  | { readonly status: 'current'; readonly state: State }
  /** Some source is new or not as it was: most likely the same compiler is needed again. */
  | { readonly status: 'edited' }
  /** There is something else to do. */
  | { readonly status: 'stale' }

const stale: StateCheck = { status: 'stale' }

/**
 * Whether anything that the state depends on has changed. Reads no file whose signature is as
 * recorded.
 *
 * Cost: 5 to 10 ms for OpenZeppelin's 367 files and 1,500 outputs.
 */
export function checkState(state: State, expected: Expectation): StateCheck {
  const { root } = expected
  if (state.options !== expected.options) return stale
  const inputs = checkInputs(root, state.inputs)
  const hasNew = expected.roots.some((path) => state.inputs[path] === undefined)
  if (inputs === undefined || hasNew) return { status: 'edited' }
  if (!state.complete || !isSameList(state.roots, expected.roots)) return stale
  if (state.absent.some((path) => exists(join(root, path)))) return stale
  if (!areLinksSame(root, state.links) || !areOutputsIntact(root, state.outputs)) return stale
  return { status: 'current', state: inputs === state.inputs ? state : { ...state, inputs } }
}

/** The entry of the state for a file that was read. */
export function inputEntry(hash: string, signature: Signature): readonly [string, ...Signature] {
  return [hash, ...signature]
}

/** Whether an output is as it was written. */
export function isOutputIntact(root: string, path: string, signature: OutputSignature): boolean {
  const stats = statSync(join(root, path), { throwIfNoEntry: false })
  return stats !== undefined && stats.size === signature[0] && stats.mtimeMs === signature[1]
}

function areOutputsIntact(root: string, outputs: State['outputs']): boolean {
  for (const path in outputs) {
    const signature = outputs[path]
    if (signature === undefined || !isOutputIntact(root, path, signature)) return false
  }
  return true
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((member, index) => member === b[index])
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

function areLinksSame(root: string, links: State['links']): boolean {
  if (links.length === 0) return true
  const realRoot = realpathSync.native(root)
  return links.every(([path, realPath]) => {
    const now = realPathOf(join(root, path))
    return now !== undefined && relativePath(realRoot, now) === realPath
  })
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}

/** The same object when every signature held; undefined when a content changed. */
function checkInputs(root: string, inputs: State['inputs']): State['inputs'] | undefined {
  const fresh: Record<string, readonly [string, ...Signature]> = {}
  let isTouched = false
  for (const [path, [hash, ...signature]] of Object.entries(inputs)) {
    const now = readSignature(join(root, path))
    if (now === undefined) return undefined
    if (isSameSignature(now, signature)) continue
    if (hashFile(join(root, path)) !== hash) return undefined
    fresh[path] = [hash, ...lastingSignature(now, Date.now())]
    isTouched = true
  }
  return isTouched ? { ...inputs, ...fresh } : inputs
}
