import { types } from 'node:util'
import type { ModuleMirror } from '@scaffold-evm/project'

/** ES modules that a mirror's project has loaded: Node runs each of them once, whatever happens. */
interface Loads {
  /** How often everything was begun anew. */
  generation: number
  /** In which of them a file was loaded last. */
  readonly last: Map<string, number>
}

const loadsOf = new WeakMap<ModuleMirror, Loads>()

/** Takes note of a file that was loaded, if it is an ES module. */
export function noteEsModule(path: string, exported: unknown, modules: ModuleMirror): void {
  if (!types.isModuleNamespaceObject(exported)) return
  const loads = loadsOf.get(modules) ?? { generation: 0, last: new Map() }
  loadsOf.set(modules, loads)
  loads.last.set(path, loads.generation)
}

/** Runs an ES module again, and what it imports, if it was loaded before; undefined otherwise. */
export async function reloadEsModule(path: string, modules: ModuleMirror): Promise<unknown> {
  const loads = loadsOf.get(modules)
  const last = loads?.last.get(path)
  if (loads === undefined || last === undefined) return undefined
  if (last === loads.generation) {
    modules.startGeneration()
    loads.generation += 1
  }
  const [prepared] = await modules.prepare([path])
  return prepared?.load()
}
