/** By address. */
const names: ReadonlyMap<number, string> = new Map([
  [0x01, 'ecrecover'],
  [0x02, 'sha256'],
  [0x03, 'ripemd160'],
  [0x04, 'identity'],
  [0x05, 'modexp'],
  [0x06, 'bn256Add'],
  [0x07, 'bn256Mul'],
  [0x08, 'bn256Pairing'],
  [0x09, 'blake2f'],
  [0x0a, 'kzgPointEvaluation'],
  [0x0b, 'bls12G1Add'],
  [0x0c, 'bls12G1Msm'],
  [0x0d, 'bls12G2Add'],
  [0x0e, 'bls12G2Msm'],
  [0x0f, 'bls12Pairing'],
  [0x10, 'bls12MapFpToG1'],
  [0x11, 'bls12MapFp2ToG2'],
  [0x100, 'p256Verify'],
])

/** What a precompiled contract does, by its address. */
export function precompileName(address: Uint8Array): string {
  const number = Number(address.slice(-4).reduce((value, byte) => value * 256 + byte, 0))
  return names.get(number) ?? 'precompile'
}
