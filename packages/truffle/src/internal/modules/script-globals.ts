import type { TruffleSession } from '../../truffle-session.js'
import { lazyGlobal, plainGlobal, setGlobals } from '../test/test-globals.js'

/** What migrations, scripts and files of the console find as globals; web3 is loaded when it is looked at. */
export function scriptGlobals(
  session: TruffleSession,
): Readonly<Record<string, PropertyDescriptor>> {
  return {
    artifacts: plainGlobal(session.artifacts),
    config: plainGlobal(session.config),
    web3: lazyGlobal('web3', () => session.web3),
    interfaceAdapter: lazyGlobal('interfaceAdapter', () => session.interfaceAdapter),
  }
}

/** Runs something with these globals, others in place of some when `replaced` has them, and takes them away again. */
export async function withScriptGlobals<T>(
  session: TruffleSession,
  run: () => Promise<T>,
  replaced: Readonly<Record<string, unknown>> = {},
): Promise<T> {
  const more = Object.entries(replaced).map(([name, value]) => [name, plainGlobal(value)] as const)
  const restore = setGlobals({ ...scriptGlobals(session), ...Object.fromEntries(more) })
  try {
    return await run()
  } finally {
    restore()
  }
}
