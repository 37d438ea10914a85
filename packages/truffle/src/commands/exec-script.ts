import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileMissingError, scriptInvalidError } from '../errors/command.js'
import { loadScript } from '../internal/modules/load-script.js'
import { withScriptGlobals } from '../internal/modules/script-globals.js'
import type { TruffleProject } from '../truffle-project.js'
import type { TruffleSession } from '../truffle-session.js'

/**
 * Runs a script of the user's: what it exports is called with a callback, and has ended when that is called or the
 * promise that it gives is settled.
 *
 * @throws `TRUFFLE_FILE_MISSING`, `TRUFFLE_SCRIPT_INVALID`, and what the script throws or says to its callback
 */
export async function execScript(
  project: TruffleProject,
  session: TruffleSession,
  file: string,
): Promise<void> {
  const path = findScript(file)
  await withScriptGlobals(session, async () => {
    const script = await loadScript(path, project.modules)
    if (typeof script !== 'function') throw scriptInvalidError(file)
    await callWithCallback(script as Script)
  })
}

type Script = (callback: (error?: unknown, result?: unknown) => void) => unknown

/** As Truffle finds it, and as `require` would without its ending. */
function findScript(file: string): string {
  const path = resolve(file)
  const found = [path, ...['.js', '.ts', '.cjs', '.mjs'].map((type) => `${path}${type}`)].find(
    existsSync,
  )
  if (found === undefined) throw fileMissingError(path)
  return found
}

function callWithCallback(script: Script): Promise<void> {
  return new Promise((done, fail) => {
    const callback = (error?: unknown): void => {
      if (error) fail(error)
      else done()
    }
    const result = script(callback)
    if (!isThenable(result)) return
    // A script with a callback ends when it calls it; one that takes none, with its promise.
    result.then(() => {
      if (script.length === 0) done()
    }, fail)
  })
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof Reflect.get(Object(value), 'then') === 'function'
}
