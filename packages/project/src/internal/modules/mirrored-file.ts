import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { SourceMap } from './source-map.js'

/** Raised when what is written changes, so that no run takes up what an older version left. */
const formatVersion = 3

/** What a mirrored file says of itself in its first line. */
export interface MirrorHeader {
  /** The original. The code names files by their absolute path: it is of no use in another folder. */
  readonly path: string
  /** Changes with everything that the code was made from. */
  readonly key: string
  /** Mirrored local files it imports. */
  readonly imports: readonly string[]
}

const mark = '//scaffold:'
const mapMark = '\n//# sourceMappingURL=data:application/json;base64,'

/** A module as esbuild made it. */
export interface MirrorContent {
  /** What the code needs before its first line, on one line. */
  readonly prelude: string
  readonly code: string
  /** Its source map as JSON. */
  readonly map: string
}

/**
 * The text of a mirrored file. Code, map and what they were made from are in one file: it is written in one
 * go, so that processes which write it at the same time cannot mix what they made.
 */
export function formatMirroredFile(header: MirrorHeader, content: MirrorContent): string {
  const { prelude, code, map } = content
  const encodedMap = Buffer.from(placedMap(map, header.path)).toString('base64')
  const firstLine = JSON.stringify({ formatVersion, ...header })
  return `${mark}${firstLine}\n${prelude}\n${code.trimEnd()}${mapMark}${encodedMap}\n`
}

/** The code begins two lines further down than the map knows. Debuggers look for the source by its URL. */
function placedMap(map: string, path: string): string {
  const json: unknown = JSON.parse(map)
  const mappings: unknown = Reflect.get(Object(json), 'mappings')
  // What is required on its behalf counts as part of it.
  const given: unknown = Reflect.get(Object(json), 'sources')
  const url = pathToFileURL(path).href
  const sources = Array.isArray(given) ? given.map(() => url) : [url]
  return JSON.stringify({ ...Object(json), sources, mappings: `;;${String(mappings)}` })
}

/** What is known of a mirrored file, or undefined when it is not there or another version wrote it. */
export function readMirrorHeader(path: string): MirrorHeader | undefined {
  const text = readText(path)
  return text === undefined ? undefined : parseHeader(text)
}

/** A mirrored file's original and the way back to it. */
export interface MirrorOrigin {
  readonly path: string
  readonly map: SourceMap
}

/** Where the code of a mirrored file comes from. */
export function readMirrorOrigin(path: string): MirrorOrigin | undefined {
  const text = readText(path)
  const header = text === undefined ? undefined : parseHeader(text)
  if (text === undefined || header === undefined) return undefined
  const start = text.lastIndexOf(mapMark)
  const encodedMap = text.slice(start + mapMark.length).trimEnd()
  const json: unknown = JSON.parse(Buffer.from(encodedMap, 'base64').toString())
  return { path: header.path, map: new SourceMap(String(Reflect.get(Object(json), 'mappings'))) }
}

function parseHeader(text: string): MirrorHeader | undefined {
  if (!text.startsWith(mark)) return undefined
  try {
    const json: unknown = JSON.parse(text.slice(mark.length, text.indexOf('\n')))
    return isHeader(json) ? json : undefined
  } catch {
    // Damaged: it is made anew.
    return undefined
  }
}

function isHeader(value: unknown): value is MirrorHeader {
  if (typeof value !== 'object' || value === null) return false
  const { path, key, imports, formatVersion: version } = value as Record<string, unknown>
  const isCurrent = version === formatVersion
  return isCurrent && typeof path === 'string' && typeof key === 'string' && Array.isArray(imports)
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // Not there, or not readable: it is made anew.
    return undefined
  }
}
