import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileAtomicSync } from '../artifacts/write-file.js'

/** A deployment of a migration file that is not done. */
export interface FinishedDeployment {
  readonly contractName: string
  /** SHA-256 of creation code with arguments, sender and value. */
  readonly fingerprint: string
  readonly transactionHash: string
  /** Once it is known. */
  readonly address?: string | undefined
}

/** By network id and migration file. */
type Unfinished = Record<string, Record<string, readonly FinishedDeployment[]>>

/** `unfinished-migrations.json` in the build folder, which is there while a migration file is not done. */
export class ResumeFile {
  readonly #path: string
  readonly #networkId: string
  readonly #isKept: boolean
  readonly #content: Unfinished
  /** Where failed runs left contracts that no file has taken over since. */
  readonly #abandoned: Set<string>

  /** @param options.isKept whether what happens is written */
  constructor(buildDirectory: string, networkId: string, { isKept }: { readonly isKept: boolean }) {
    this.#path = join(buildDirectory, 'unfinished-migrations.json')
    this.#networkId = networkId
    this.#isKept = isKept
    this.#content = read(this.#path)
    const files = Object.values(this.#content[networkId] ?? {})
    this.#abandoned = new Set(files.flatMap(addressesOf))
  }

  /** Whether a contract is there only because of a file that failed: nothing that was completed is replaced then. */
  isAbandoned(address: string): boolean {
    return this.#abandoned.has(address.toLowerCase())
  }

  deploymentsOf(file: string): readonly FinishedDeployment[] {
    return this.#content[this.#networkId]?.[file] ?? []
  }

  /** Remembers what a file has deployed so far: `taken` and what it may still take over. */
  write(
    file: string,
    taken: readonly FinishedDeployment[],
    earlier: readonly FinishedDeployment[],
  ): void {
    const deployments = [...taken, ...earlier]
    for (const address of addressesOf(taken)) this.#abandoned.delete(address)
    this.#content[this.#networkId] = { ...this.#content[this.#networkId], [file]: deployments }
    this.#save()
  }

  forget(file: string): void {
    const files = this.#content[this.#networkId]
    if (files?.[file] === undefined) return
    for (const address of addressesOf(files[file])) this.#abandoned.delete(address)
    delete files[file]
    if (Object.keys(files).length === 0) delete this.#content[this.#networkId]
    this.#save()
  }

  /** Everything is to be deployed anew on this network. */
  forgetAll(): void {
    if (this.#content[this.#networkId] === undefined) return
    this.#abandoned.clear()
    delete this.#content[this.#networkId]
    this.#save()
  }

  #save(): void {
    if (!this.#isKept) return
    if (Object.keys(this.#content).length === 0) rmSync(this.#path, { force: true })
    else writeFileAtomicSync(this.#path, `${JSON.stringify(this.#content, undefined, 2)}\n`)
  }
}

function addressesOf(deployments: readonly FinishedDeployment[]): string[] {
  return deployments.flatMap(({ address }) =>
    address === undefined ? [] : [address.toLowerCase()],
  )
}

function read(path: string): Unfinished {
  if (!existsSync(path)) return {}
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
  return isUnfinished(content) ? content : {}
}

function isUnfinished(content: unknown): content is Unfinished {
  return typeof content === 'object' && content !== null && !Array.isArray(content)
}
