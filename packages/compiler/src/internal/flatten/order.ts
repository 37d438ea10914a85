import { flattenCycleError } from '../../flatten-errors.js'
import type { ParsedFile } from './parse-file.js'

/** A file and the names of the files it imports, in the order it does. */
export interface FlattenNode {
  readonly file: ParsedFile
  readonly imports: readonly string[]
}

type Nodes = ReadonlyMap<string, FlattenNode>

/** Everything reachable from `entries`, each behind what it imports, as far as circles allow. */
function importOrder(entries: readonly string[], nodes: Nodes): string[] {
  const order: string[] = []
  const seen = new Set<string>()
  const visit = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    for (const next of nodes.get(name)?.imports ?? []) visit(next)
    order.push(name)
  }
  for (const entry of entries) visit(entry)
  return order
}

/** Names of files that declare a base of a contract in `file`, itself left out. */
function baseFiles(file: ParsedFile, order: readonly string[], nodes: Nodes): string[] {
  const bases = new Set(file.bases.flatMap((base) => [base, realName(base, file)]))
  return order.filter((name) => {
    const declared = nodes.get(name)?.file.declared ?? []
    return name !== file.name && declared.some((one) => bases.has(one))
  })
}

/** The name under which an imported symbol was declared. */
function realName(name: string, file: ParsedFile): string {
  for (const { symbols } of file.imports) {
    const original = symbols.get(name)
    if (original !== undefined) return original
  }
  return name
}

/**
 * The order in which files follow each other: imports first. Files that import each other in a
 * circle are ordered by inheritance, which alone must not go backwards.
 *
 * @throws `FLATTEN_CYCLE` when files inherit from each other both ways.
 */
export function flattenOrder(entries: readonly string[], nodes: Nodes): string[] {
  const preferred = importOrder(entries, nodes)
  const order: string[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (name: string, trail: readonly string[]): void => {
    if (state.get(name) === 'done') return
    if (state.get(name) === 'open') {
      throw flattenCycleError({ files: [...trail.slice(trail.indexOf(name)), name] })
    }
    state.set(name, 'open')
    const file = nodes.get(name)?.file
    const bases = file === undefined ? [] : baseFiles(file, preferred, nodes)
    for (const base of bases) visit(base, [...trail, name])
    state.set(name, 'done')
    order.push(name)
  }
  for (const name of preferred) visit(name, [])
  return order
}
