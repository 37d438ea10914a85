import { flattenAliasExportedError, flattenNameClashError } from '../../flatten-errors.js'
import { flattenHeader } from './header.js'
import { type FlattenNode, flattenOrder } from './order.js'
import { type ParsedFile, parseFile } from './parse-file.js'
import { aliasNames, resolveAliases } from './rename.js'

/** A source and the names of the sources it imports, in the order it does. */
export interface FlattenSource {
  readonly content: string
  readonly imports: Iterable<string>
}

function assertNoClash(files: readonly ParsedFile[]): void {
  const owners = new Map<string, string>()
  for (const { name: file, declared } of files) {
    for (const name of declared) {
      const other = owners.get(name)
      // Within one file, overloaded errors and events may share a name; solc judges that.
      if (other !== undefined && other !== file) {
        throw flattenNameClashError({ name, files: [other, file] })
      }
      owners.set(name, file)
    }
  }
}

/** An alias is resolved in the file that has it. Another file that imports it by name would need it too. */
function assertAliasesLocal(files: readonly ParsedFile[]): void {
  const declared = new Set(files.flatMap((file) => file.declared))
  for (const importer of files) {
    for (const name of importer.imports.flatMap(({ symbols }) => [...symbols.values()])) {
      const owner = files.find((file) => file !== importer && aliasNames(file).includes(name))
      if (owner !== undefined && !declared.has(name)) {
        throw flattenAliasExportedError({ name, importer: importer.name, file: owner.name })
      }
    }
  }
}

function section(file: ParsedFile): string {
  const license = file.license === undefined ? '' : ` (${file.license})`
  return `// File ${file.name}${license}\n\n${resolveAliases(file).trim()}`
}

/**
 * One source out of `entries` and all they import, each file once, behind what it needs. `sources`
 * are these files and no others.
 *
 * @throws `FLATTEN_CYCLE`, `FLATTEN_PRAGMA_CONFLICT`, `FLATTEN_NAME_CLASH` or
 *   `FLATTEN_ALIAS_EXPORTED` when the files cannot become one.
 */
export function flattenSources(
  entries: readonly string[],
  sources: ReadonlyMap<string, FlattenSource>,
): string {
  const nodes = new Map<string, FlattenNode>()
  for (const [name, { content, imports }] of sources) {
    nodes.set(name, { file: parseFile(name, content), imports: [...imports] })
  }
  const parsed = [...nodes.values()].map(({ file }) => file)
  assertNoClash(parsed)
  assertAliasesLocal(parsed)
  const files = flattenOrder(entries, nodes).flatMap((name) => nodes.get(name)?.file ?? [])
  const header = flattenHeader(files)
  const sections = files.map(section).filter((text) => !/^\/\/ File [^\n]*\n*$/.test(text))
  return `${[header, ...sections].filter((text) => text !== '').join('\n\n')}\n`
}
