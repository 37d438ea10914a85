import { resolve } from 'node:path'
import { commandUsageError } from '../errors/command.js'
import { loadScript } from '../internal/modules/load-script.js'
import { withScriptGlobals } from '../internal/modules/script-globals.js'
import type { TruffleProject } from '../truffle-project.js'
import type { Artifacts, TruffleSession } from '../truffle-session.js'

/** Names at the prompt, each with what gives its value. */
export type Getters = Readonly<Record<string, () => unknown>>

/** What every prompt has: `web3`, `interfaceAdapter`, `accounts`, `artifacts`. */
export function truffleGetters(session: TruffleSession, artifacts: Artifacts): Getters {
  return {
    web3: () => session.web3,
    interfaceAdapter: () => session.interfaceAdapter,
    accounts: () => session.accounts,
    artifacts: () => artifacts,
  }
}

/** The contracts that were built, by name, and the names that could not be given since they mean something already. */
export function contractGetters(
  session: TruffleSession,
  artifacts: Artifacts,
  taken: ReadonlySet<string>,
): { readonly getters: Getters; readonly conflicts: readonly string[] } {
  session.store.refresh()
  const names = session.store.names().filter((name) => !isOwnConsole(session, name))
  return {
    getters: Object.fromEntries(
      names.filter((name) => !taken.has(name)).map((name) => [name, () => artifacts.require(name)]),
    ),
    conflicts: names.filter((name) => taken.has(name)),
  }
}

/** Contracts of `truffle/console.sol` are nobody's to call. */
function isOwnConsole({ store }: TruffleSession, name: string): boolean {
  if (name.toLowerCase() !== 'console') return false
  const { sourcePath = '' } = store.find(name) ?? {}
  return /^truffle\/[cC]onsole\.sol$/.test(sourcePath)
}

/** Which files of the user's a prompt loads. */
export interface ConsoleRequire {
  /** Of the command line; goes before the config's `console.require`. */
  readonly file?: string | undefined
  /** Loads nothing. */
  readonly none: boolean
}

/**
 * What the user's own files put at the prompt.
 *
 * @throws `TRUFFLE_COMMAND_USAGE` when `console.require` is nothing that can be loaded
 */
export async function userGlobals(
  project: TruffleProject,
  session: TruffleSession,
  { file, none }: ConsoleRequire,
): Promise<Record<string, unknown>> {
  const { require: configured } = Object(project.config['console'])
  const wanted: unknown = file ?? configured
  if (none || wanted === null || wanted === undefined || wanted === '') return {}
  const globals: Record<string, unknown> = {}
  for (const item of Array.isArray(wanted) ? wanted : [wanted]) {
    const { path, as } = readItem(item)
    const load = (): Promise<unknown> => loadScript(resolve(path), project.modules)
    const exported = await withScriptGlobals(session, load, { accounts: session.accounts })
    if (as === undefined) Object.assign(globals, exported)
    else globals[as] = { ...Object(globals[as]), ...Object(exported) }
  }
  return globals
}

function readItem(item: unknown): { readonly path: string; readonly as: string | undefined } {
  if (typeof item === 'string') return { path: item, as: undefined }
  const { path, as } = Object(item)
  if (typeof path === 'string') return { path, as: typeof as === 'string' ? as : undefined }
  throw commandUsageError(
    'You must specify the console.require property as either a string or an array. If you specify an array, its members must be paths or objects containing at least a `path` property.',
  )
}
