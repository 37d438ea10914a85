import * as Hash from 'ox/wasm/Hash'
import * as Secp256k1 from 'ox/wasm/Secp256k1'
import type { Primitives } from './primitives.js'
import { loadWasmHasher } from './wasm-hasher.js'

const signOptions = { prehash: false, extraEntropy: false } as const

/**
 * Our keccak, and ox's SHA-256 and libsecp256k1, in WebAssembly: 10 to 17 times the speed of noble.
 * Compiling is what is asynchronous; every operation afterwards is synchronous and returns a copy.
 */
export async function loadWasmPrimitives(): Promise<Primitives> {
  const [hash, secp256k1, hasher] = await Promise.all([
    Hash.engine(),
    Secp256k1.engine(),
    loadWasmHasher(),
  ])
  return {
    keccak256: hasher.keccak256,
    keccak256To: hasher.keccak256To,
    hashBranch: hasher.hashBranch,
    sha256: hash.sha256,
    publicKey: secp256k1.getPublicKey,
    sign: (digest, privateKey) => secp256k1.sign(digest, privateKey, signOptions),
    recover: secp256k1.recoverPublicKey,
  }
}
