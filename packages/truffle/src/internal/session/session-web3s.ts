import type { FlavorParts } from '../../truffle-flavor.js'
import type { NetworkLink } from '../network/connect-network.js'
import { loadWeb3 } from '../web3/load-web3.js'
import type { Web3NetworkType } from '../web3/web3-script.js'

/** Loads web3 when somebody looks at it. */
export class SessionWeb3s {
  readonly #link: NetworkLink
  readonly #parts: FlavorParts | undefined
  readonly #loaded = new Map<Web3NetworkType, unknown>()
  #isLoading = false

  constructor(link: NetworkLink, parts: FlavorParts | undefined) {
    this.#link = link
    this.#parts = parts
  }

  get(networkType: Web3NetworkType): unknown {
    // Of older Truffles there is one for all.
    const key = this.#parts === undefined ? networkType : 'ethereum'
    // While it loads, web3 looks for a global web3: for this very getter.
    if (this.#loaded.has(key) || this.#isLoading) return this.#loaded.get(key)
    this.#isLoading = true
    try {
      const { provider } = this.#link
      const web3 = this.#parts?.loadWeb3(provider) ?? loadWeb3(provider, key)
      this.#loaded.set(key, web3)
      return web3
    } finally {
      this.#isLoading = false
    }
  }
}
