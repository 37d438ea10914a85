/** The few operations that an implementation of {@link Crypto} is made of, on plain byte arrays. */
export interface Primitives {
  keccak256(data: Uint8Array): Uint8Array
  /** Writes the hash as eight words, little endian, from `words[place]` on. */
  keccak256To(data: Uint8Array, words: Int32Array, place: number): void
  /**
   * Writes the hash of a trie node without a value, as `keccak256To` does. `children` has the hashes of its children by
   * nibble, eight words each; there are those whose bits are set in `occupied`.
   */
  hashBranch(children: Int32Array, occupied: number, words: Int32Array, place: number): void
  sha256(data: Uint8Array): Uint8Array
  /** The uncompressed public key, 65 bytes with its leading 4. Throws unless 0 < key < n. */
  publicKey(privateKey: Uint8Array): Uint8Array
  /** Deterministic (RFC 6979) low-s signature: recovery bit, r, s; 65 bytes. */
  sign(hash: Uint8Array, privateKey: Uint8Array): Uint8Array
  /** The uncompressed public key that made `signature` (recovery bit, r, s). Throws when there is none. */
  recover(signature: Uint8Array, hash: Uint8Array): Uint8Array
}
