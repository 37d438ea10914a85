import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { RlpWriter } from '../state/rlp.js'
import type { Primitives } from './primitives.js'

const signOptions = { prehash: false, extraEntropy: false, format: 'recovered' } as const

function encodeBranch(children: Int32Array, occupied: number): Uint8Array {
  const writer = new RlpWriter()
  writer.byte(0x80)
  for (let nibble = 15; nibble >= 0; nibble--) {
    if ((occupied & (1 << nibble)) === 0) writer.byte(0x80)
    else writer.hash(children, nibble * 8)
  }
  writer.endList(0)
  return writer.written
}

/** Pure JavaScript: for hosts without WebAssembly, and the oracle of the fast implementation. */
export const noblePrimitives: Primitives = {
  keccak256: (data) => keccak_256(data),
  keccak256To: (data, words, place) => {
    const { buffer, byteOffset } = keccak_256(data)
    const view = new DataView(buffer, byteOffset)
    for (let index = 0; index < 8; index++) words[place + index] = view.getInt32(index * 4, true)
  },
  hashBranch: (children, occupied, words, place) =>
    noblePrimitives.keccak256To(encodeBranch(children, occupied), words, place),
  sha256: (data) => sha256(data),
  publicKey: (privateKey) => secp256k1.getPublicKey(privateKey, false),
  sign: (hash, privateKey) => secp256k1.sign(hash, privateKey, signOptions),
  recover: (signature, hash) =>
    secp256k1.Signature.fromBytes(signature, 'recovered').recoverPublicKey(hash).toBytes(false),
}
