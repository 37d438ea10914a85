import { isAbsolute, resolve } from 'node:path'
import { remappingInvalidError } from '../../errors.js'
import { isInside, relativePath } from '../files/relative-path.js'

/** One rule `context:prefix=target` that renames imports. */
export interface Remapping {
  /** Only for importing files whose source name begins so; empty for all. */
  readonly context: string
  readonly prefix: string
  /** What replaces the prefix in the source name. */
  readonly target: string
  /**
   * Where the files are, when their names do not say so: a folder outside the project stands under
   * `prefix`, as `../` in a source name would lead the artifacts out of their folder.
   */
  readonly directory?: string
}

/** Where remappings are written, for error messages. */
export interface RemappingText {
  readonly text: string
  readonly writtenIn: string
}

/** The lines of a `remappings.txt`: one rule a line, `#` comments. */
export function parseRemappingsFile(content: string): readonly RemappingText[] {
  return content
    .split(/\r?\n/)
    .map((line, index) => ({ text: line.trim(), writtenIn: `remappings.txt:${index + 1}` }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'))
}

/**
 * Reads one rule. Targets below `node_modules` become the import path of the package's file, so that
 * one file has one name however it is reached.
 *
 * @throws `REMAPPING_INVALID` when it has no `=` or no prefix.
 */
export function parseRemapping(root: string, { text, writtenIn }: RemappingText): Remapping {
  // A prefix may be a URL, whose colon ends no context.
  const rule = /^https?:\/\//.test(text) ? /^()([^=]+)=(.*)$/ : /^(?:([^:=]*):)?([^=]+)=(.*)$/
  const [, context = '', prefix = '', target = ''] = rule.exec(text) ?? []
  if (prefix === '' || prefix.endsWith(':')) throw remappingInvalidError({ text, writtenIn })
  return { context, prefix, ...placeTarget(root, prefix, target) }
}

function placeTarget(
  root: string,
  prefix: string,
  target: string,
): { readonly target: string; readonly directory?: string } {
  const packages = /^(?:\.\.?\/)*node_modules\/(.*)$/.exec(target)?.[1]
  const absolute = resolve(root, target)
  if (packages !== undefined && packages !== '') return { target: packages }
  if (packages === '') return { target: prefix, directory: absolute }
  if (!isInside(root, absolute)) return { target: prefix, directory: absolute }
  const slash = target.endsWith('/') ? '/' : ''
  const name = isAbsolute(target) || /^\.\.?\//.test(target) ? relativePath(root, absolute) : target
  return { target: name.endsWith('/') || name === '' ? name : name + slash }
}

/**
 * The rule that solc would apply to `name` imported by `importer`: the longest context decides, then
 * the longest prefix, then the last one written.
 */
export function findRemapping(
  remappings: readonly Remapping[],
  importer: string,
  name: string,
): Remapping | undefined {
  let best: Remapping | undefined
  for (const rule of remappings) {
    if (!importer.startsWith(rule.context) || !name.startsWith(rule.prefix)) continue
    if (best === undefined || isCloser(rule, best)) best = rule
  }
  return best
}

function isCloser(rule: Remapping, best: Remapping): boolean {
  const byContext = rule.context.length - best.context.length
  return byContext > 0 || (byContext === 0 && rule.prefix.length >= best.prefix.length)
}

/**
 * The rules as solc has to know them. One that changes no name is left out, as it would only differ in
 * the metadata, unless it shields its names from a shorter prefix.
 */
export function remappingsForSolc(remappings: readonly Remapping[]): readonly string[] {
  return remappings
    .filter(
      (rule) => rule.prefix !== rule.target || rule.context !== '' || isShield(rule, remappings),
    )
    .map(({ context, prefix, target }) =>
      context === '' ? `${prefix}=${target}` : `${context}:${prefix}=${target}`,
    )
}

function isShield(rule: Remapping, remappings: readonly Remapping[]): boolean {
  return remappings.some(
    (other) => other !== rule && other.context === '' && rule.prefix.startsWith(other.prefix),
  )
}
