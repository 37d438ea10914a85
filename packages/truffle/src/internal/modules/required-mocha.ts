import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { types } from 'node:util'
import { callableClass } from './callable-class.js'

const require = createRequire(import.meta.url)

/** Whether a package asks for mocha or a part of it. */
export function isMocha(request: string): boolean {
  return request === 'mocha' || request.startsWith('mocha/')
}

/** mocha's class, as far as it is needed here. */
interface MochaModule {
  readonly reporters: Readonly<Record<string, unknown>>
}

/**
 * The mocha that this package brings, or what another one that is made of ES modules was `loaded` as, in the shape that
 * reporters require it in: npm put mocha 10 beside Truffle, whose parts were CommonJS, and reporters functions.
 */
export function requiredMocha(request: string, loaded?: unknown): unknown {
  const part = request.replace(/(?:\/index)?(?:\.c?js)?$/, '')
  const [, reporter] = /^mocha\/lib\/reporters\/([\w-]+)$/.exec(part) ?? []
  if (reporter !== undefined) return oldReporters()[reporter]
  const load = parts[part]
  return load === undefined ? onlyFunction(loaded ?? loadPart(request)) : load()
}

/** Whether there is something in place of a part that is not there. */
export function hasPart(request: string): boolean {
  return parts[request] !== undefined
}

/** Where a part of ours is; undefined if it has none of the name. */
export function placeOfMocha(request: string): string | undefined {
  const root = dirname(require.resolve('mocha'))
  try {
    // By its path: whoever asks for it by name is sent here.
    return require.resolve(join(root, request.slice('mocha'.length)))
  } catch {
    // Not in this version.
    return undefined
  }
}

function loadPart(request: string): unknown {
  return require(placeOfMocha(request) ?? request)
}

/** Parts that are elsewhere, or something else, in mocha 12. */
const parts: Readonly<Record<string, () => unknown>> = {
  mocha: () => withOldReporters(loadMocha()),
  'mocha/lib/mocha': () => withOldReporters(loadMocha()),
  'mocha/lib/reporters': () => oldReporters(),
  'mocha/lib/utils': () => loadPart('mocha/lib/utils.cjs'),
}

/** Whether a module is one of the mocha that is made of ES modules. */
export function isNewShape(loaded: unknown): boolean {
  return types.isModuleNamespaceObject(loaded)
}

function loadMocha(): MochaModule & object {
  return loadPart('mocha/lib/mocha.cjs') as MochaModule & object
}

let reporters: Readonly<Record<string, unknown>> | undefined

function oldReporters(): Readonly<Record<string, unknown>> {
  reporters ??= Object.fromEntries(
    Object.entries(loadMocha().reporters).map(([name, reporter]) => [
      name,
      typeof reporter === 'function' ? callableClass(reporter) : reporter,
    ]),
  )
  return reporters
}

function withOldReporters(mocha: MochaModule & object): object {
  return new Proxy(mocha, {
    get: (target, key) => (key === 'reporters' ? oldReporters() : Reflect.get(target, key)),
  })
}

/** What was exported as the module itself. */
function onlyFunction(loaded: unknown): unknown {
  const functions = Object.values(Object(loaded)).filter((value) => typeof value === 'function')
  return functions.length === 1 ? functions[0] : loaded
}
