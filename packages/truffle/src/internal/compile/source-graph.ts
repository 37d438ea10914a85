import { createHash } from 'node:crypto'
import { isAbsolute, sep } from 'node:path'
import {
  lastingSignature,
  readSignature,
  type Scan,
  type Signature,
  scanSolidity,
} from '@scaffold-evm/compiler'
import { abiInterface } from './abi-interface.js'
import { type ImportResolver, importedPath } from './import-resolver.js'

/** A source that takes part in a compilation. */
export interface ProjectSource {
  /** Absolute for the project's own, else the import path. */
  readonly path: string
  /** What solc knows it as. */
  readonly name: string
  /** Undefined for what is in no file. */
  readonly file: { readonly path: string; readonly signature: Signature } | undefined
  readonly content: string
  /** Of its content. */
  readonly hash: string
  readonly scan: Scan
  /** Whether every project has it; nobody needs its artifacts. */
  readonly isBuiltIn: boolean
  /** Paths of what it imports, whether that exists or not. */
  readonly imports: readonly string[]
}

/** Sources by path. */
export type SourceGraph = ReadonlyMap<string, ProjectSource>

/** What sources are loaded with. */
export interface GraphContext {
  readonly resolver: ImportResolver
  /** The project's folder. */
  readonly root: string
  /** Of the compiler that they are for, as far as that is known. */
  readonly solcVersion: string | undefined
}

/** The sources at `roots` and all they import. What does not exist is left out: solc names the import then. */
export function loadSourceGraph(roots: readonly string[], context: GraphContext): SourceGraph {
  const graph = new Map<string, ProjectSource>()
  const pending = [...roots]
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (graph.has(path)) continue
    const source = loadSource(path, context)
    if (source === undefined) continue
    graph.set(path, source)
    pending.push(...source.imports)
  }
  return graph
}

const nothing: Scan = { imports: [], pragmas: [], contracts: 1, libraries: 0 }

function loadSource(
  path: string,
  { resolver, root, solcVersion = '0.8.0' }: GraphContext,
): ProjectSource | undefined {
  const signature = readSignature(path)
  const found = resolver.resolve(path)
  if (found === undefined) return undefined
  const text = found.content.toString('utf8')
  const content = path.endsWith('.json') ? abiInterface(path, text, solcVersion) : text
  const scan = path.endsWith('.yul') ? nothing : scanSolidity(content)
  const seen =
    found.file === undefined || found.file === path ? signature : readSignature(found.file)
  return {
    path,
    name: sourceNameOf(path, root),
    file:
      found.file === undefined || seen === undefined
        ? undefined
        : { path: found.file, signature: lastingSignature(seen, Date.now()) },
    content,
    hash: createHash('sha256').update(found.content).digest('hex'),
    scan,
    isBuiltIn: found.isBuiltIn === true,
    imports: scan.imports.map(({ text: written }) => importedPath(path, written)),
  }
}

/** The project's folder is not in a name, since names are in the metadata and so in the bytecode. */
export function sourceNameOf(path: string, root: string): string {
  const portable = path.split(sep).join('/')
  const folder = root.split(sep).join('/').replace(/\/*$/, '/')
  return isAbsolute(path) && portable.startsWith(folder)
    ? `project:/${portable.slice(folder.length)}`
    : portable
}

/** Paths of all that each source imports, directly or not, and its own. Of what exists; sorted. */
export function closuresOf(graph: SourceGraph): ReadonlyMap<string, readonly string[]> {
  return new Map([...graph.keys()].map((path) => [path, closureOf(graph, path)]))
}

function closureOf(graph: SourceGraph, path: string): readonly string[] {
  const found = new Set([path])
  for (const member of found) {
    for (const next of graph.get(member)?.imports ?? []) if (graph.has(next)) found.add(next)
  }
  return [...found].sort()
}
