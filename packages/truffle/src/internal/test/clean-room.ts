import type { TruffleProvider } from '../../truffle-provider.js'

/** Brings the chain back to what the migrations left, for each `contract()` of a run. */
export class CleanRoom {
  readonly #provider: TruffleProvider
  readonly #redeploy: () => Promise<void>
  #snapshotId: unknown
  #state: 'unused' | 'snapshots' | 'redeploys' = 'unused'

  /** `redeploy` runs the migrations again, for chains that know no snapshots. */
  constructor(provider: TruffleProvider, redeploy: () => Promise<void>) {
    this.#provider = provider
    this.#redeploy = redeploy
  }

  /** The first room is the chain as it is; every later one goes back to it. */
  async enter(): Promise<void> {
    if (this.#state === 'redeploys') return await this.#redeploy()
    if (this.#state === 'unused') {
      const isTaken = await this.#takeSnapshot().then(
        () => true,
        () => false,
      )
      this.#state = isTaken ? 'snapshots' : 'redeploys'
      return
    }
    await this.#provider.request({ method: 'evm_revert', params: [this.#snapshotId] })
    await this.#takeSnapshot()
  }

  async #takeSnapshot(): Promise<void> {
    this.#snapshotId = await this.#provider.request({ method: 'evm_snapshot', params: [] })
  }
}
