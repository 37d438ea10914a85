import { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

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
 * Lets files that import `describe` and `it` from `mocha` find those of the run, whatever mocha runs it: the functions ask
 * their own mocha for the running file. Loads all of mocha, so it is done only for files that import it.
 *
 * @param root whose mocha it is
 * @param fallbackUrl of the mocha that files find when the project has none; without it nothing is done then
 */
export async function connectMocha(root: string, fallbackUrl?: string): Promise<void> {
  const url = resolveMocha(root) ?? fallbackUrl
  const Mocha = url === undefined ? undefined : await loadMocha(url)
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

async function loadMocha(url: string): Promise<MochaClass | undefined> {
  const exported: unknown = Reflect.get(Object(await import(url)), 'default')
  return isMochaClass(exported) ? exported : undefined
}

function resolveMocha(root: string): string | undefined {
  try {
    return pathToFileURL(createRequire(join(root, 'package.json')).resolve('mocha')).href
  } catch {
    return undefined
  }
}

function isMochaClass(value: unknown): value is MochaClass {
  return typeof value === 'function'
}
