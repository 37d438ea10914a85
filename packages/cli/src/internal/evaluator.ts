import type { Runtime } from 'node:inspector'
import { Session } from 'node:inspector/promises'
import { rewriteImports } from './console-code/rewrite-imports.js'
import type { ConsoleImporter } from './console-importer.js'

/** What came of a piece of code. */
export type Evaluation =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: unknown }
  /** More lines have to follow. */
  | { readonly kind: 'incomplete' }

const group = 'scaffold-console'
/** Through this global a value itself comes back, instead of a description of it. */
const channel = 'scaffold-evm.console'
/** V8 knows no modules in its console mode: what imports become finds its way through this global. */
const importer = 'scaffold-evm.import'
const importerCode = `globalThis[Symbol.for('${importer}')]`
const sendToChannel = `function (value) { globalThis[Symbol.for('${channel}')](value) }`

/**
 * Runs JavaScript piece by piece on the global scope of this process, as the console of a browser does:
 * with top-level await, and names that may be declared again.
 *
 * V8 has a mode for that, which is reached through the inspector. It is asked in process: no port is opened.
 */
export class Evaluator {
  readonly #session = new Session()
  #globalId: string | undefined

  /** Begins. `bindings` become globals, imports go through `importModule`. */
  async open(
    bindings: Readonly<Record<string, unknown>>,
    importModule: ConsoleImporter,
  ): Promise<void> {
    Reflect.set(globalThis, Symbol.for(importer), importModule)
    for (const [name, value] of Object.entries(bindings)) defineGlobal(name, value)
    this.#session.connect()
    const { result } = await this.#session.post('Runtime.evaluate', { expression: 'globalThis' })
    this.#globalId = result.objectId
  }

  /** Runs code and awaits the promise that it gives. */
  async evaluate(code: string): Promise<Evaluation> {
    const rewritten = rewriteImports(code, importerCode)
    if (rewritten.kind === 'incomplete') return rewritten
    // Missing from the types of Node 20, known to its V8.
    const request: Runtime.EvaluateParameterType & { readonly replMode: true } = {
      expression: rewritten.code,
      replMode: true,
      awaitPromise: true,
      objectGroup: group,
    }
    const { result, exceptionDetails } = await this.#session.post('Runtime.evaluate', request)
    if (isIncomplete(exceptionDetails)) return { kind: 'incomplete' }
    try {
      const value = await this.#fetch(exceptionDetails?.exception ?? result)
      if (exceptionDetails !== undefined) return { kind: 'error', error: value }
      return { kind: 'value', value }
    } catch (error) {
      return { kind: 'error', error }
    } finally {
      await this.#session.post('Runtime.releaseObjectGroup', { objectGroup: group })
    }
  }

  close(): void {
    this.#session.disconnect()
  }

  /** The value that a description stands for; of a promise what it resolves to. */
  async #fetch(object: Runtime.RemoteObject): Promise<unknown> {
    const fetched: { value?: unknown } = {}
    Reflect.set(globalThis, Symbol.for(channel), (value: unknown) => {
      fetched.value = value
    })
    await this.#session.post('Runtime.callFunctionOn', {
      functionDeclaration: sendToChannel,
      arguments: [argumentOf(object)],
      ...(this.#globalId === undefined ? {} : { objectId: this.#globalId }),
    })
    return fetched.value
  }
}

function defineGlobal(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}

/** Has globals whose values are made when they are looked at; code at the prompt may put others in their place. */
export function defineLazyGlobals(getters: Readonly<Record<string, () => unknown>>): void {
  for (const [name, get] of Object.entries(getters)) {
    const set = (value: unknown): void => defineGlobal(name, value)
    Object.defineProperty(globalThis, name, { get, set, configurable: true })
  }
}

function argumentOf(object: Runtime.RemoteObject): Runtime.CallArgument {
  const { objectId, unserializableValue, value } = object
  if (objectId !== undefined) return { objectId }
  return unserializableValue === undefined ? { value } : { unserializableValue }
}

function isIncomplete(details: Runtime.ExceptionDetails | undefined): boolean {
  const description = details?.exception?.description ?? ''
  return /^SyntaxError: (Unexpected end of input|Unterminated template literal)/.test(description)
}
