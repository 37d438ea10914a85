import { withOriginals } from './original-places.js'

/** Imports a URL. When Node cannot, its error speaks of the originals instead of mirrored files. */
export async function importOriginal(url: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(url)
  } catch (error) {
    if (isNodesOwn(error)) restoreNames(error)
    throw error
  }
}

function isNodesOwn(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  return error instanceof SyntaxError || String(Reflect.get(error, 'code')).startsWith('ERR_')
}

function restoreNames(error: Error): void {
  const stack = restored(error.stack ?? '')
  error.message = restored(error.message)
  error.stack = stack
}

/** Imports of mirrored files are relative: `'./b.ts.mjs'`. */
function restored(text: string): string {
  return withOriginals(text).replace(/(\.(?:[cm]?[jt]sx?|json))\.mjs(?=['"])/g, '$1')
}
