import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { sourceNotFoundError } from './errors.js'
import { flattenNotSolidityError } from './flatten-errors.js'
import { flattenSources } from './internal/flatten/flatten-sources.js'
import { buildGraph } from './internal/sources/graph.js'
import { loadRemappings } from './internal/sources/load-remappings.js'
import { suggestSource } from './internal/sources/suggest-source.js'

/** What to flatten. */
export interface FlattenOptions {
  /** The project's folder. Absolute. */
  readonly root: string
  /** Files that the result holds together with all they import. Absolute, or relative to the root. */
  readonly files: readonly string[]
  /** `[context:]prefix=target`, in addition to those of `remappings.txt`. @default none */
  readonly remappings?: readonly string[]
}

/**
 * Some files and everything they import as one Solidity source: bases before what inherits from
 * them, one licence line, each pragma once, no imports. Names that imports changed are changed back.
 *
 * @throws `FLATTEN_CYCLE`, `FLATTEN_PRAGMA_CONFLICT`, `FLATTEN_NAME_CLASH`,
 *   `FLATTEN_ALIAS_EXPORTED` or `FLATTEN_NOT_SOLIDITY` when the files cannot become one,
 *   `SOURCE_NOT_FOUND` when one does not exist, and the errors of import resolution.
 */
export function flatten(options: FlattenOptions): string {
  const { root, files, remappings = [] } = options
  const paths = files.map((file) => resolve(root, file))
  const wrong = paths.find((path) => !path.endsWith('.sol'))
  if (wrong !== undefined) throw flattenNotSolidityError({ file: wrong })
  const absent = paths.find((path) => !existsSync(path))
  if (absent !== undefined) {
    throw sourceNotFoundError({ path: absent, suggestion: suggestSource(root, absent) })
  }
  const graph = buildGraph({ root, paths, remappings: loadRemappings(root, remappings) })
  const sources = new Map(
    [...graph.nodes].map(([name, { file, imports }]) => [name, { content: file.content, imports }]),
  )
  return flattenSources(graph.roots, sources)
}
