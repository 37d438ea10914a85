import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SourceLocation } from '../../test-report.js'

/** What stacks are read with. */
export interface StackContext {
  /** The project's folder: paths are shown relative to it. */
  readonly root: string
  /** The same without symbolic links, which is how Node names modules. @default `root` */
  readonly realRoot?: string
}

/** The frames of a stack that concern the user. */
export interface CleanStack {
  readonly lines: readonly string[]
  /** The first of the user's own lines. */
  readonly location: SourceLocation | undefined
}

/** A line of a stack. */
export interface UserFrame {
  readonly name: string | undefined
  readonly location: SourceLocation
}

const framePattern =
  /^\s+at (?:(?<name>.*?) \()?(?<place>(?:file:\/\/|\/|[A-Za-z]:[\\/]|[\w.-]+\/).*?):(?<line>\d+)(?::(?<column>\d+))?\)?$/

// Whether installed, linked or run from its sources, our own code is where this file is.
const ownFolder = dirname(dirname(ownPath()))

function ownPath(): string {
  const path = fileURLToPath(import.meta.url)
  const marker = path.search(/[\\/](?:dist|build)[\\/]/)
  return marker === -1 ? dirname(path) : path.slice(0, marker + 1)
}

/** Reads an error's stack: drops the frames of scaffold, packages and Node. */
export function cleanStack(stack: string, context: StackContext): CleanStack {
  const own = userFrames(stack, context)
  const seen = new Set<string>()
  const lines = own
    .map((frame) => formatFrame(frame, context.root))
    .filter((line) => {
      const isNew = !seen.has(line)
      seen.add(line)
      return isNew
    })
  return { lines, location: own[0]?.location }
}

/** The frames of a stack that are in files of the user. */
export function userFrames(stack: string, context: StackContext): readonly UserFrame[] {
  const frames = stack
    .split('\n')
    .map((line) => parseFrame(line, context))
    .filter((frame) => frame !== undefined)
  return frames.filter(({ location }) => isUserCode(location.path, context.root))
}

/** A location as it is shown and clicked on: `test/token.test.ts:12:5`. */
export function formatLocation({ path, line, column }: SourceLocation, root: string): string {
  const shown = relative(root, path)
  const name = shown.startsWith('..') || isAbsolute(shown) ? path : shown
  return `${name.replaceAll('\\', '/')}:${line}:${column}`
}

function parseFrame(text: string, context: StackContext): UserFrame | undefined {
  const groups = framePattern.exec(text)?.groups
  if (groups?.place === undefined) return undefined
  const path = toPath(groups.place.replace(/^async /, ''), context)
  if (path === undefined) return undefined
  const location = { path, line: Number(groups.line), column: Number(groups.column ?? 1) }
  return { name: groups.name, location }
}

function toPath(place: string, { root, realRoot = root }: StackContext): string | undefined {
  const path = place.startsWith('file://') ? urlToPath(place) : place
  if (path === undefined) return undefined
  if (!isAbsolute(path)) return join(root, path)
  return path.startsWith(realRoot + sep) ? root + path.slice(realRoot.length) : path
}

function urlToPath(url: string): string | undefined {
  try {
    return fileURLToPath(url.replace(/\?.*$/, ''))
  } catch {
    return undefined
  }
}

function isUserCode(path: string, root: string): boolean {
  if (/[\\/]node_modules[\\/]/.test(path)) return false
  if (!relative(root, path).startsWith('..')) return true
  return !path.startsWith(ownFolder)
}

function formatFrame({ name, location }: UserFrame, root: string): string {
  const place = formatLocation(location, root)
  // mocha calls tests on its context object: its name says nothing.
  const isNameless = name === undefined || /(?:^|\.)<anonymous>$/.test(name)
  return isNameless ? `at ${place}` : `at ${name} (${place})`
}
