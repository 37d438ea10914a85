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

/** The sources of a compilation, and all that they depend on. */
export interface Sources {
  readonly graph: SourceGraph
  /** For solc. */
  readonly remappings: readonly string[]
  /** Names of the sources asked for; undefined when all are. */
  readonly selected: readonly string[] | undefined
  /** What has to be the same for the sources to be the same. */
  readonly inputs: Pick<State, 'roots' | 'inputs' | 'absent' | 'links'>
}

/**
 * Reads the sources at `paths`, and those `asked` for if they are not among them.
 *
 * @throws the errors of {@link buildGraph} and {@link loadRemappings}.
 */
export function loadSources(
  options: CompilerOptions,
  paths: readonly string[],
  asked: readonly string[] | undefined,
): Sources {
  const { root, solidity } = options
  const remappings = loadRemappings(root, solidity.remappings)
  const all = [...new Set([...paths, ...(asked ?? [])])].sort()
  const graph = buildGraph({ root, paths: all, remappings })
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
      absent: [...absent, ...besides.absent],
      links,
    },
  }
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
