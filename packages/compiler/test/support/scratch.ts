import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const made: string[] = []

/** A project in a folder of its own. Paths are relative to it. */
export class Scratch {
  readonly root: string

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), 'scaffold-compiler-')))
    made.push(this.root)
    for (const [path, content] of Object.entries(files)) this.write(path, content)
  }

  path(path: string): string {
    return join(this.root, path)
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true })
    writeFileSync(this.path(path), content)
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8')
  }

  json(path: string): Record<string, unknown> {
    return JSON.parse(this.read(path))
  }

  has(path: string): boolean {
    return existsSync(this.path(path))
  }

  remove(path: string): void {
    rmSync(this.path(path), { recursive: true, force: true })
  }

  /** A copy elsewhere, with new modification times. */
  copy(): Scratch {
    const copy = new Scratch()
    cpSync(this.root, copy.root, { recursive: true })
    return copy
  }
}

/** Deletes all scratch projects. */
export function removeScratches(): void {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true })
}
