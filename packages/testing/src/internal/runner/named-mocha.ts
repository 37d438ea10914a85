import { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isRecord } from '../guards.js'

const names = [
  'describe',
  'context',
  'it',
  'specify',
  'xdescribe',
  'xcontext',
  'xit',
  'xspecify',
  'before',
  'after',
  'beforeEach',
  'afterEach',
] as const

/**
 * Lets `import { describe, it } from 'mocha'` work: those functions ask mocha for the running file, which
 * is ours to know. Loads all of mocha, so it is done only for files that import it.
 */
export async function connectMocha(root: string): Promise<void> {
  const Mocha = await loadMocha(root)
  if (Mocha === undefined) return
  const mocha = new Mocha({ ui: 'bdd' })
  const { suite } = mocha
  if (!(suite instanceof EventEmitter)) return
  const context = {}
  suite.emit('pre-require', context, '', mocha)
  for (const name of names) {
    Object.defineProperty(context, name, { get: () => Reflect.get(globalThis, name) })
  }
}

type MochaClass = new (options: object) => { readonly suite?: unknown }

async function loadMocha(root: string): Promise<MochaClass | undefined> {
  const module: unknown = await import(resolveMocha(root))
  const exported = isRecord(module) ? module.default : undefined
  return isMochaClass(exported) ? exported : undefined
}

function resolveMocha(root: string): string {
  try {
    return pathToFileURL(createRequire(join(root, 'package.json')).resolve('mocha')).href
  } catch {
    return import.meta.resolve('mocha')
  }
}

function isMochaClass(value: unknown): value is MochaClass {
  return typeof value === 'function'
}
