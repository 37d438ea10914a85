import type BNClass from 'bn.js'
import { keccak256 } from 'ethereum-cryptography/keccak.js'
import web3Module from 'web3'
import { showGasInHex } from './gas-in-hex.js'
import { readLeniently } from './lenient-bn.js'

/** The types of web3 say `default`; what there is at run time is the class itself. */
export const Web3 = web3Module as unknown as typeof web3Module.default

/** A web3 with what Truffle's own has besides. */
export type TruffleWeb3 = InstanceType<typeof Web3> & {
  networkType: string
  setNetworkType(networkType: string): void
}

// What contracts give are instances of another BN; with Truffle 5.0 it was one.
const { BN } = Web3.utils as unknown as { readonly BN: typeof BNClass }
Object.defineProperty(BN, Symbol.hasInstance, { value: BN.isBN, configurable: true })
readLeniently(BN)

/** Has all that web3 hashes hashed in another way. */
export function hashWith(hash: (data: Uint8Array) => Uint8Array): void {
  // Of what takes its place in the bundle.
  const { hashWith: set } = keccak256 as {
    hashWith?: (hash: (data: Uint8Array) => Uint8Array) => void
  }
  set?.(hash)
}

/** As Truffle changes it for contracts, migrations, scripts and the console, or as it is, for tests. */
export type Web3NetworkType = 'ethereum' | 'web3js'

/** web3 1.10 over a provider. Only `load-web3.ts` may import this file. */
export function createWeb3(provider: unknown, networkType: Web3NetworkType): TruffleWeb3 {
  const web3 = Object.assign(new Web3(), {
    networkType: String(networkType),
    setNetworkType(type: string) {
      web3.networkType = type
      if (type !== 'web3js') showGasInHex(web3)
    },
  })
  if (provider !== undefined) web3.setProvider(provider as never)
  if (networkType !== 'web3js') showGasInHex(web3)
  return web3
}
