import { basename, dirname, join, resolve } from 'node:path'
import { nearest } from '@scaffold-evm/common'
import {
  importAmbiguousError,
  importInvalidError,
  importIsDirectoryError,
  importNotFoundError,
  importOutsideProjectError,
  importWrongCaseError,
} from '../../errors.js'
import type { FileTree } from '../files/file-tree.js'
import { isInside, relativePath } from '../files/relative-path.js'
import type { Import, Located } from './import.js'
import { type Attempt, PackageFinder } from './packages.js'
import { findRemapping, type Remapping } from './remappings.js'
import { isRelativeImport, joinSourceName, sourceNameProblem } from './source-name.js'
import type { Trail } from './trail.js'

/** What resolution works with. */
export interface ResolverContext {
  readonly root: string
  readonly tree: FileTree
  readonly trail: Trail
  readonly remappings: readonly Remapping[]
}

/** Turns imports into source names and files. */
export class Resolver {
  readonly #context: ResolverContext
  readonly #packages: PackageFinder

  constructor(context: ResolverContext) {
    this.#context = context
    this.#packages = new PackageFinder(context.tree, context.trail)
  }

  /**
   * The file that `statement` imports, under the name that solc will look it up by.
   *
   * @throws `IMPORT_NOT_FOUND`, `IMPORT_WRONG_CASE`, `IMPORT_IS_DIRECTORY`, `IMPORT_AMBIGUOUS`,
   *   `IMPORT_INVALID` or `IMPORT_OUTSIDE_PROJECT`, all naming file and line.
   */
  resolve(statement: Import): Located {
    const { importer, path } = statement
    const isRelative = isRelativeImport(path)
    const written = isRelative ? joinSourceName(importer.name, path) : path
    if (written === undefined) throw importOutsideProjectError(statement)
    const rule = findRemapping(this.#context.remappings, importer.name, written)
    if (rule !== undefined) return this.#resolveRemapped(statement, rule, written)
    return isRelative
      ? this.#resolveRelative(statement, written)
      : this.#resolveDirect(statement, written)
  }

  #resolveRelative(statement: Import, name: string): Located {
    const folder = dirname(statement.importer.path)
    const path = resolve(folder, statement.path)
    const found = this.#context.tree.find(folder, statement.path.split('/'))
    return this.#pick(statement, name, [{ path, found }])
  }

  #resolveRemapped(statement: Import, rule: Remapping, written: string): Located {
    const rest = written.slice(rule.prefix.length)
    const name = rule.target + rest
    if (rule.directory !== undefined) {
      const found = this.#context.tree.find(rule.directory, rest.split('/'))
      return this.#pick(statement, name, [{ path: join(rule.directory, rest), found }])
    }
    this.#assertName(statement, name)
    const { root } = this.#context
    return this.#pick(statement, name, [this.#inProject(name), ...this.#packages.find(name, root)])
  }

  #resolveDirect(statement: Import, name: string): Located {
    this.#assertName(statement, name)
    const { root, tree } = this.#context
    const { path } = statement.importer
    const folder = dirname(path)
    // A package's own import of `src/X.sol` must never find the project's.
    const project = isProjectFile(root, path) ? [this.#inProject(name)] : []
    const starts = new Set([tree.realPath(folder), folder, root])
    const attempts: Attempt[] = []
    for (const start of starts) {
      attempts.push(...this.#packages.find(name, start))
      if (attempts.at(-1)?.found.kind === 'file') break
    }
    this.#assertUnambiguous(statement, project, attempts)
    return this.#pick(statement, name, [...project, ...attempts])
  }

  #assertName(statement: Import, name: string): void {
    const problem = sourceNameProblem(name)
    if (problem !== undefined) throw importInvalidError(statement, name, problem)
  }

  #assertUnambiguous(
    statement: Import,
    project: readonly Attempt[],
    packages: readonly Attempt[],
  ): void {
    const files = [...project, ...packages].filter(({ found }) => found.kind === 'file')
    const places = new Set(files.map(({ path }) => this.#context.tree.realPath(path)))
    if (places.size > 1) throw importAmbiguousError(statement, [...places])
  }

  #inProject(name: string): Attempt {
    const { root, tree, trail } = this.#context
    const found = tree.find(root, name.split('/'))
    if (found.kind === 'missing') trail.addAbsent(found.at)
    return { path: join(root, name), found }
  }

  #suggest(attempts: readonly Attempt[]): string | undefined {
    for (const attempt of attempts) {
      const near = neighbour(this.#context.tree, attempt)
      if (near !== undefined) return near
    }
    return undefined
  }

  #pick(statement: Import, name: string, attempts: readonly Attempt[]): Located {
    const hit = attempts.find(({ found }) => found.kind === 'file')
    if (hit !== undefined) return { name, path: hit.path }
    for (const { found, path } of attempts) {
      if (found.kind === 'wrong-case') throw importWrongCaseError(statement, found)
      if (found.kind === 'directory') throw importIsDirectoryError(statement, path)
    }
    const tried = [...new Map(attempts.map((attempt) => [attempt.path, attempt])).values()]
    throw importNotFoundError(statement, {
      tried: tried.map((attempt) => attempt.path),
      suggestion: this.#suggest(tried),
    })
  }
}

/** A path like the missing one, from the folder that holds everything but its last part. */
function neighbour(tree: FileTree, { path, found }: Attempt): string | undefined {
  if (found.kind !== 'missing' || found.at !== path) return undefined
  return nearest(basename(path), tree.list(dirname(path))?.keys() ?? [])
}

function isProjectFile(root: string, path: string): boolean {
  return isInside(root, path) && !relativePath(root, path).split('/').includes('node_modules')
}
