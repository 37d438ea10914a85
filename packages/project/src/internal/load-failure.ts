import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { errorMessage } from '@scaffold-evm/common'
import { findProblem } from './modules/find-problem.js'
import { describeProblem } from './modules/module-problem.js'
import { isTypeScript } from './modules/resolve-local.js'

/** Why a file of the user's could not be loaded, in words that point at the place. */
export interface LoadFailure {
  /** One line, with `file:line:column` where it is known. */
  readonly reason: string
  readonly excerpt?: string | undefined
  readonly hint?: string | undefined
}

interface Place {
  readonly path: string
  readonly line: number
  readonly column: number | undefined
}

function formatPlace(place: Place): string {
  const column = place.column === undefined ? '' : `:${place.column}`
  return `${place.path}:${place.line}${column}`
}

async function excerptAt(place: Place): Promise<string | undefined> {
  const source = await readFile(place.path, 'utf8').catch(() => '')
  const text = source.split('\n')[place.line - 1]
  if (text === undefined) return undefined
  const margin = `${place.line} | `
  const caret =
    place.column === undefined ? '' : `\n${' '.repeat(margin.length + place.column - 1)}^`
  return `${margin}${text}${caret}`
}

function toPath(fileOrUrl: string): string {
  const withoutQuery = fileOrUrl.replace(/\?[^?]*$/, '')
  return withoutQuery.startsWith('file:') ? fileURLToPath(withoutQuery) : withoutQuery
}

async function atPlace(place: Place, message: string): Promise<LoadFailure> {
  return { reason: `${message}\n${formatPlace(place)}`, excerpt: await excerptAt(place) }
}

/** V8 puts `file:line`, the line and a caret before the stack of most syntax errors. */
function headedFailure(stack: string): Place | undefined {
  const match = /^(.+?):(\d+)\n.*\n(\s*)\^+/.exec(stack)
  if (match === null) return undefined
  const [, file = '', line, indent = ''] = match
  return { path: toPath(file), line: Number(line), column: indent.length + 1 }
}

/** Node gives no place for a syntax error in an imported ES module; only its own check does. */
async function syntaxErrorPlace(name: string, path: string): Promise<Place | undefined> {
  if (name !== 'SyntaxError' || isTypeScript(path)) return undefined
  try {
    await promisify(execFile)(process.execPath, ['--check', path])
    return undefined
  } catch (error) {
    return headedFailure(String(Reflect.get(Object(error), 'stderr') ?? ''))
  }
}

async function missingModule(message: string, path: string): Promise<LoadFailure | undefined> {
  const match =
    /Cannot find (?:module|package) '([^']+)'(?: imported from (\S+))?/.exec(message) ?? undefined
  if (match === undefined) return undefined
  const [, specifier = '', importer = path] = match
  const source = await readFile(importer, 'utf8').catch(() => '')
  const name =
    specifier
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? specifier
  const line = source
    .split('\n')
    .findIndex((text) => /import|require/.test(text) && text.includes(name))
  const isPackage = !/^[./]|^[A-Za-z]:/.test(specifier)
  const where =
    line < 0 ? importer : formatPlace({ path: importer, line: line + 1, column: undefined })
  return {
    reason: `cannot find ${isPackage ? 'the package' : ''} "${specifier}"\n${where}`.replace(
      'find  ',
      'find ',
    ),
    hint: isPackage
      ? `npm install --save-dev ${specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/')}`
      : 'Check the path. Imports of ES modules need the extension',
  }
}

const frame = /^\s+at (?:.*\()?((?:file:\/\/)?(?:\/|[A-Za-z]:\\)[^()]*?):(\d+):(\d+)\)?$/
const notOfTheUser = /node_modules|packages\/[\w-]+\/(dist|build)\//

/** The first frame of a stack that lies in a file of the user's. */
function userFrame(stack: string): Place | undefined {
  for (const line of stack.split('\n')) {
    const [, file, row, column] = frame.exec(line) ?? []
    if (file === undefined || notOfTheUser.test(file)) continue
    return { path: toPath(file), line: Number(row), column: Number(column) }
  }
  return undefined
}

/** Explains what `import()` of `path` threw. */
export async function describeLoadFailure(error: unknown, path: string): Promise<LoadFailure> {
  const message = errorMessage(error)
  const missing = await missingModule(message, path)
  if (missing !== undefined) return missing
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const name = error instanceof Error ? error.name : 'Error'
  const headed = headedFailure(stack)
  if (headed !== undefined) return atPlace(headed, `${name}: ${message}`)
  const problem = name === 'SyntaxError' ? await findProblem(path) : undefined
  if (problem !== undefined) {
    return describeProblem({ ...problem, message: `${name}: ${problem.message}` })
  }
  const place = (await syntaxErrorPlace(name, path)) ?? userFrame(stack)
  if (place === undefined) return { reason: `${name}: ${message}` }
  return atPlace(place, `${name}: ${message}`)
}

/** Whether an error means that a file could not be parsed or found, rather than that its code threw. */
export function isLoadFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code: unknown = Reflect.get(error, 'code')
  const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND'
  return isMissing || error instanceof SyntaxError
}
