import type { TruffleProvider } from '../../truffle-provider.js'

/** Takes back what a test did to the chain, with the hooks before and after it. */
export class TestReset {
  readonly #provider: TruffleProvider
  #snapshotId: unknown

  constructor(provider: TruffleProvider) {
    this.#provider = provider
  }

  async startTest(): Promise<void> {
    this.#snapshotId = await this.#provider.request({ method: 'evm_snapshot', params: [] })
  }

  /** Does nothing for tests that have not been started, such as those outside of `contract()`. */
  async endTest(): Promise<void> {
    const id = this.#snapshotId
    this.#snapshotId = undefined
    if (id !== undefined) await this.#provider.request({ method: 'evm_revert', params: [id] })
  }
}
