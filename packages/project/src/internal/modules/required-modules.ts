import { realpathSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { join, sep } from 'node:path'
import { isInPackage } from './resolve-local.js'
import type { SourceGraph } from './source-graph.js'

/** Has Node read CommonJS of the project again: what lies below `root`, or is known to belong to it. */
export function forgetRequired(root: string, graph: SourceGraph): void {
  const { cache } = createRequire(join(root, 'package.json'))
  const folder = realpathSync(root) + sep
  const forgotten = Object.keys(cache).filter(
    (path) => (path.startsWith(folder) || graph.isKnown(path)) && !isInPackage(path),
  )
  for (const path of forgotten) delete cache[path]
  for (const path of forgotten)
    if (graph.isKnown(path)) forgetPlaces(path, graph.specifiersOf(path))
}

const interrupted = Symbol('interrupted')

/**
 * Has Node forget where the specifiers of a file lead. Node 24 puts modules whose exports it has only looked at where it finds those
 * that run, and takes them for parts of a circle, with nothing in them yet, when it knows the place already. It forgets one when the
 * module that it led to is not there; that is all it should do here.
 */
function forgetPlaces(path: string, specifiers: readonly string[]): void {
  const require = createRequire(path)
  const resolve: unknown = Reflect.get(Module, '_resolveFilename')
  Reflect.set(Module, '_resolveFilename', () => {
    throw interrupted
  })
  try {
    for (const specifier of specifiers) interrupt(() => require(specifier))
  } finally {
    Reflect.set(Module, '_resolveFilename', resolve)
  }
}

function interrupt(action: () => unknown): void {
  try {
    action()
  } catch (error) {
    if (error !== interrupted) throw error
  }
}
