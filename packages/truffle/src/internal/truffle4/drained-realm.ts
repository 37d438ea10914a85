import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Context, createContext, Script } from 'node:vm'
import { keptScript } from '../modules/kept-script.js'

/** What scripts of the realm get of ours: what Node.js has beside the language. */
const shared = [
  'AbortController',
  'AbortSignal',
  'Buffer',
  'Event',
  'EventTarget',
  'TextDecoder',
  'TextEncoder',
  'URL',
  'atob',
  'btoa',
  'clearImmediate',
  'clearInterval',
  'clearTimeout',
  'console',
  'crypto',
  'fetch',
  'performance',
  'process',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'structuredClone',
  // Bytes that Node.js gives are of these.
  'ArrayBuffer',
  'BigInt64Array',
  'BigUint64Array',
  'DataView',
  'Int32Array',
  'Int8Array',
  'Uint16Array',
  'Uint32Array',
  'Uint8Array',
] as const

/** What it has itself. As parameters, since looking up a global of another realm is slow. */
const own = [
  'Array',
  'BigInt',
  'Boolean',
  'Date',
  'Error',
  'JSON',
  'Map',
  'Math',
  'Number',
  'Object',
  'Promise',
  'RangeError',
  'Reflect',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'SyntaxError',
  'TypeError',
  'WeakMap',
  'WeakSet',
  'WebAssembly',
] as const

/**
 * A realm of JavaScript whose promises are run dry before a call into it returns. What in it waits for nothing outside
 * can be called synchronously, however asynchronously it is written.
 */
export class DrainedRealm {
  readonly #context: Context
  readonly #call = new Script('run()')
  #task: () => unknown = () => undefined

  constructor() {
    const run = (): unknown => this.#task()
    this.#context = createContext({ run }, { microtaskMode: 'afterEvaluate' })
  }

  /** The exports of a CommonJS file, which may `require` what the module at `base` may. */
  load(file: URL, base: string): Readonly<Record<string, unknown>> {
    const require = createRequire(base)
    const module = { exports: {} }
    const values: Readonly<Record<string, unknown>> = {
      module,
      exports: module.exports,
      require,
      moduleUrl: base,
      resolveModule: (name: string) => new URL(`file://${require.resolve(name)}`).href,
      ...Object.fromEntries(shared.map((name) => [name, Reflect.get(globalThis, name)])),
      ...new Script(`({ ${own.join(', ')} })`).runInContext(this.#context),
    }
    const script = keptScript(fileURLToPath(file), Object.keys(values))
    const evaluate = script.runInContext(this.#context)
    this.call(() => evaluate(...Object.values(values)))
    return module.exports
  }

  /** Calls into the realm, and runs the jobs of its promises. */
  call<T>(task: () => T): T {
    let result: { readonly value: T } | undefined
    this.#task = () => {
      result = { value: task() }
    }
    this.#call.runInContext(this.#context)
    if (result === undefined) throw new TypeError('the task did not run')
    return result.value
  }
}
