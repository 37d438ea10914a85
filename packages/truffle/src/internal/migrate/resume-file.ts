import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomicSync } from '../artifacts/write-file.js'

/** A deployment of a migration file that is not done. */
export interface FinishedDeployment {
  readonly contractName: string
  /** SHA-256 of creation code with arguments, sender and value. */
  readonly fingerprint: string
  readonly address: string
  readonly transactionHash: string
}

/** By network id and migration file. */
type Unfinished = Record<string, Record<string, readonly FinishedDeployment[]>>

/** `unfinished-migrations.json` in the build folder, which is there while a migration file is not done. */
export class ResumeFile {
  readonly #path: string
  readonly #networkId: string
  readonly #isKept: boolean
  readonly #content: Unfinished

  /** @param options.isKept whether what happens is written */
  constructor(buildDirectory: string, networkId: string, { isKept }: { readonly isKept: boolean }) {
    this.#path = join(buildDirectory, 'unfinished-migrations.json')
    this.#networkId = networkId
    this.#isKept = isKept
    this.#content = read(this.#path)
  }

  deploymentsOf(file: string): readonly FinishedDeployment[] {
    return this.#content[this.#networkId]?.[file] ?? []
  }

  write(file: string, deployments: readonly FinishedDeployment[]): void {
    this.#content[this.#networkId] = { ...this.#content[this.#networkId], [file]: deployments }
    this.#save()
  }

  forget(file: string): void {
    const files = this.#content[this.#networkId]
    if (files?.[file] === undefined) return
    delete files[file]
    if (Object.keys(files).length === 0) delete this.#content[this.#networkId]
    this.#save()
  }

  /** Everything is to be deployed anew on this network. */
  forgetAll(): void {
    if (this.#content[this.#networkId] === undefined) return
    delete this.#content[this.#networkId]
    this.#save()
  }

  #save(): void {
    if (!this.#isKept) return
    if (Object.keys(this.#content).length === 0) rmSync(this.#path, { force: true })
    else writeFileAtomicSync(this.#path, `${JSON.stringify(this.#content, undefined, 2)}\n`)
  }
}

function read(path: string): Unfinished {
  if (!existsSync(path)) return {}
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
  return isUnfinished(content) ? content : {}
}

function isUnfinished(content: unknown): content is Unfinished {
  return typeof content === 'object' && content !== null && !Array.isArray(content)
}
