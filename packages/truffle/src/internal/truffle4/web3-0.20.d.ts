// What is used of web3 0.20, which has no types of its own.
declare module 'web3-0.20' {
  import type { Web3Constructor } from './legacy-web3.js'

  const Web3: Web3Constructor
  export default Web3
}

declare module 'web3-0.20/lib/web3/event.js' {
  import type { SolidityEventConstructor } from './legacy-web3.js'

  const SolidityEvent: SolidityEventConstructor
  export default SolidityEvent
}

declare module 'web3-0.20/lib/utils/config.js' {
  const config: { ETH_POLLING_TIMEOUT: number }
  export default config
}

declare module 'crypto-js/sha3.js' {
  /** Only what the bundle has in its place can hash with something else. */
  const sha3: { hashWith?: (keccak256: (data: Uint8Array) => string) => void }
  export default sha3
}
