import { resolve } from 'node:path'
import type { CompilerOptions } from '../../options.js'
import { inputEntry } from '../cache/check-state.js'
import type { State } from '../cache/state.js'
import { relativePath } from '../files/relative-path.js'
import { lastingSignature, readSignature } from '../files/signature.js'
import { hashFile } from '../hash.js'
import { buildGraph, type SourceGraph } from './graph.js'
import { loadRemappings, remappingsPathOf } from './load-remappings.js'
import { remappingsForSolc } from './remappings.js'
import type { KnownSource } from './source-file.js'

/** The sources of a compilation, and all that they depend on. */
export interface Sources {
  readonly graph: SourceGraph
  /** For solc. */
  readonly remappings: readonly string[]
  /** Names of the sources asked for; undefined when all are. */
  readonly selected: readonly string[] | undefined
  /** What has to be the same for the sources to be the same. */
  readonly inputs: Pick<State, 'roots' | 'inputs' | 'scans' | 'absent' | 'links'>
}

/** Which sources are loaded. */
export interface SourceRequest {
  /** The project's own, absolute. */
  readonly paths: readonly string[]
  /** Those that alone are asked for, absolute. Undefined for all. */
  readonly asked: readonly string[] | undefined
  /** What an earlier run found out; sources that are as they were then are not read. */
  readonly state: Pick<State, 'inputs' | 'scans'> | undefined
}

/**
 * Loads the sources at `paths`, those `asked` for if they are not among them, and all imports.
 *
 * @throws the errors of {@link buildGraph} and {@link loadRemappings}.
 */
export function loadSources(
  options: CompilerOptions,
  { paths, asked, state }: SourceRequest,
): Sources {
  const { root, solidity } = options
  const remappings = loadRemappings(root, solidity.remappings)
  const all = [...new Set([...paths, ...(asked ?? [])])].sort()
  const graph = buildGraph({ root, paths: all, remappings, known: knownSources(root, state) })
  const { absent, links } = graph.trail
  // The packages it lists decide on the compilers there are.
  const besides = readBesides(root, [remappingsPathOf(root), resolve(root, 'package.json')])
  return {
    graph,
    remappings: remappingsForSolc(remappings),
    selected: asked?.map((path) => relativePath(root, path)),
    inputs: {
      roots: paths.map((path) => relativePath(root, path)),
      inputs: { ...besides.inputs, ...inputsOf(root, graph) },
      scans: scansOf(root, graph),
      absent: [...absent, ...besides.absent],
      links,
    },
  }
}

function knownSources(
  root: string,
  state: SourceRequest['state'],
): (path: string) => KnownSource | undefined {
  return (path) => {
    const name = relativePath(root, path)
    const input = state?.inputs[name]
    const scan = state?.scans[name]
    if (input === undefined || scan === undefined) return undefined
    const [hash, ...signature] = input
    return { hash, signature, scan }
  }
}

function scansOf(root: string, graph: SourceGraph): State['scans'] {
  const files = [...graph.nodes.values()].map(({ file }) => file)
  return Object.fromEntries(files.map(({ path, scan }) => [relativePath(root, path), scan]))
}

function inputsOf(root: string, graph: SourceGraph): State['inputs'] {
  return Object.fromEntries(
    [...graph.nodes.values()].map(({ file }) => [
      relativePath(root, file.path),
      inputEntry(file.hash, file.signature),
    ]),
  )
}

function readBesides(root: string, paths: readonly string[]): Pick<State, 'inputs' | 'absent'> {
  const inputs: Record<string, State['inputs'][string]> = {}
  const absent: string[] = []
  for (const path of paths) {
    const signature = readSignature(path)
    const name = relativePath(root, path)
    if (signature === undefined) absent.push(name)
    else {
      const lasting = lastingSignature(signature, Date.now())
      inputs[name] = inputEntry(hashFile(path) ?? '', lasting)
    }
  }
  return { inputs, absent }
}
