import type { Artifacts, TruffleSession } from '../../truffle-session.js'

/** What a user's script finds without importing it. web3 and the adapter are loaded when they are touched. */
export type ScriptGlobals = Readonly<
  Record<'artifacts' | 'config' | 'web3' | 'interfaceAdapter', unknown>
>

/** The globals of scripts in a session, with artifacts of their own. */
export function createScriptGlobals(session: TruffleSession, artifacts: Artifacts): ScriptGlobals {
  return {
    artifacts,
    config: session.config,
    get web3() {
      return session.web3
    },
    get interfaceAdapter() {
      return session.interfaceAdapter
    },
  }
}

/** Puts globals in place while `run` runs, for modules that scripts require; what was there before comes back. */
export async function withGlobals<T>(globals: ScriptGlobals, run: () => Promise<T>): Promise<T> {
  const names = Object.keys(globals)
  const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name))
  for (const name of names) Object.defineProperty(globalThis, name, propertyOf(globals, name))
  try {
    return await run()
  } finally {
    for (const [index, name] of names.entries()) restore(name, before[index])
  }
}

function propertyOf(globals: ScriptGlobals, name: string): PropertyDescriptor {
  return {
    get: () => Reflect.get(globals, name),
    set: (value: unknown) => {
      Object.defineProperty(globalThis, name, { value, writable: true, configurable: true })
    },
    configurable: true,
    enumerable: true,
  }
}

function restore(name: string, descriptor: PropertyDescriptor | undefined): void {
  if (descriptor === undefined) Reflect.deleteProperty(globalThis, name)
  else Object.defineProperty(globalThis, name, descriptor)
}
