import { relativePath } from '../files/relative-path.js'

/** What was looked for and not found, or reached through a link, on the way to the sources. Paths relative to the root; real ones to where it really is. */
export interface TrailRecord {
  /** Must still be absent for the same names to lead to the same files. */
  readonly absent: readonly string[]
  /** Folders of packages and where they really are. */
  readonly links: readonly (readonly [path: string, realPath: string])[]
}

/** Collects what a resolution depended on besides the files it found. */
export class Trail {
  readonly #root: string
  readonly #realRoot: string
  readonly #absent = new Set<string>()
  readonly #links = new Map<string, string>()

  constructor(root: string, realRoot: string) {
    this.#root = root
    this.#realRoot = realRoot
  }

  addAbsent(path: string): void {
    this.#absent.add(relativePath(this.#root, path))
  }

  addLink(path: string, realPath: string): void {
    this.#links.set(relativePath(this.#root, path), relativePath(this.#realRoot, realPath))
  }

  toRecord(): TrailRecord {
    return { absent: [...this.#absent].sort(), links: [...this.#links].sort() }
  }
}
