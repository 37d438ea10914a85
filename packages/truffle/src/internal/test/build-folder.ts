import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TruffleArtifact, TruffleArtifactStore } from '../../truffle-artifact.js'
import type { TruffleConfig } from '../../truffle-config.js'

const key = 'contracts_build_directory'

/**
 * The artifacts of a test run as a folder, for those who read them there. Truffle copies all of them for each run; this
 * one is made when somebody asks the config where it is, which few do.
 */
export class BuildFolder {
  readonly #config: TruffleConfig
  readonly #artifacts: TruffleArtifactStore
  #path: string | undefined
  #hidden: PropertyDescriptor | undefined

  constructor(config: TruffleConfig, artifacts: TruffleArtifactStore) {
    this.#config = config
    this.#artifacts = artifacts
  }

  /** The artifacts. What is written here is in the folder, too. */
  get store(): TruffleArtifactStore {
    const artifacts = this.#artifacts
    return {
      directory: artifacts.directory,
      names: () => artifacts.names(),
      find: (name) => artifacts.find(name),
      write: (artifact) => {
        artifacts.write(artifact)
        if (this.#path !== undefined) this.#save(artifact.contractName, this.#path)
      },
      refresh: () => artifacts.refresh(),
    }
  }

  /** From now on `contracts_build_directory` of the config names this folder. */
  show(): void {
    this.#hidden = Object.getOwnPropertyDescriptor(this.#config, key)
    Object.defineProperty(this.#config, key, {
      get: () => this.#make(),
      set: (value: unknown) => Object.defineProperty(this.#config, key, { value, writable: true }),
      configurable: true,
      enumerable: true,
    })
  }

  /** Removes the folder, and has the config say what it said before. */
  remove(): void {
    if (this.#hidden !== undefined) Object.defineProperty(this.#config, key, this.#hidden)
    if (this.#path !== undefined) rmSync(this.#path, { recursive: true, force: true })
  }

  #make(): string {
    if (this.#path === undefined) {
      this.#path = mkdtempSync(join(tmpdir(), 'test-'))
      for (const name of this.#artifacts.names()) this.#save(name, this.#path)
    }
    return this.#path
  }

  #save(name: string, folder: string): void {
    const artifact: TruffleArtifact | undefined = this.#artifacts.find(name)
    if (artifact === undefined) return
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(artifact, null, 2)}\n`)
  }
}
