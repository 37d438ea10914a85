import { join } from 'node:path'
import { sourceNameClashError } from '../../errors.js'
import { FileTree } from '../files/file-tree.js'
import { relativePath } from '../files/relative-path.js'
import type { Import, Located } from './import.js'
import type { Remapping } from './remappings.js'
import { Resolver } from './resolve.js'
import { type KnownSource, readSourceFile, type SourceFile } from './source-file.js'
import { Trail, type TrailRecord } from './trail.js'

/** A source and the names of what it imports. */
export interface SourceNode {
  readonly file: SourceFile
  readonly imports: ReadonlySet<string>
}

/** All sources of a compilation. */
export interface SourceGraph {
  readonly nodes: ReadonlyMap<string, SourceNode>
  /** Names of the project's own sources; the others are there because they are imported. */
  readonly roots: readonly string[]
  readonly trail: TrailRecord
}

/** What a graph is made from. */
export interface GraphOptions {
  readonly root: string
  /** The project's sources, absolute. */
  readonly paths: readonly string[]
  readonly remappings: readonly Remapping[]
  /** What is remembered of the source at an absolute path. @default nothing */
  readonly known?: (path: string) => KnownSource | undefined
}

/**
 * Finds the sources and everything they import, and reads those that are not known. Circles are legal in Solidity.
 *
 * @throws the errors of {@link Resolver} and {@link readSourceFile}, and `SOURCE_NAME_CLASH`.
 */
export function buildGraph(options: GraphOptions): SourceGraph {
  return new GraphBuilder(options).build()
}

interface Pending extends Located {
  readonly statement: Import | undefined
}

class GraphBuilder {
  readonly #options: GraphOptions
  readonly #tree = new FileTree()
  readonly #trail: Trail
  readonly #resolver: Resolver
  readonly #nodes = new Map<string, SourceNode>()
  // A name may be reached at several paths, as long as the same content lies there.
  readonly #seen = new Set<string>()
  readonly #pending: Pending[] = []

  constructor(options: GraphOptions) {
    const { root, remappings } = options
    this.#options = options
    this.#trail = new Trail(root, this.#tree.realPath(root))
    this.#resolver = new Resolver({ root, tree: this.#tree, trail: this.#trail, remappings })
  }

  build(): SourceGraph {
    const { root, paths } = this.#options
    const roots = paths.map((path) => relativePath(root, path))
    for (const name of roots) this.#add({ name, path: join(root, name), statement: undefined })
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      this.#visit(next)
    }
    return { nodes: this.#nodes, roots, trail: this.#trail.toRecord() }
  }

  #add(pending: Pending): void {
    const key = `${pending.name}\n${pending.path}`
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    this.#pending.push(pending)
  }

  #visit({ name, path, statement }: Pending): void {
    const known = this.#nodes.get(name)
    const file = readSourceFile({ name, path }, this.#options.known?.(path))
    if (known !== undefined && statement !== undefined && known.file.hash !== file.hash) {
      throw sourceNameClashError({ name, first: known.file.path, second: path, statement })
    }
    const imports = new Set<string>()
    for (const { text, line } of file.scan.imports) {
      const next: Import = { importer: { name, path }, path: text, line }
      const target = this.#resolver.resolve(next)
      imports.add(target.name)
      this.#add({ ...target, statement: next })
    }
    if (known === undefined) this.#nodes.set(name, { file, imports })
  }
}

/** The names of every source that `name` imports, directly or not, and its own. Sorted. */
export function closureOf(graph: SourceGraph, name: string): readonly string[] {
  const found = new Set([name])
  for (const member of found) {
    for (const next of graph.nodes.get(member)?.imports ?? []) found.add(next)
  }
  return [...found].sort()
}
