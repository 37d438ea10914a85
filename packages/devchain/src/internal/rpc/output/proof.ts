import { bytesToBigint, bytesToHex, quantityToHex } from '@scaffold-evm/common'
import type { AccountProof } from '../../state/types.js'

/** A proof as eth_getProof shows it; `keys` are the proven slots, as the client knows them. */
export function proofToJson(
  proof: AccountProof,
  keys: readonly string[],
): Readonly<Record<string, unknown>> {
  return {
    address: bytesToHex(proof.address),
    balance: quantityToHex(proof.balanceWei),
    nonce: quantityToHex(proof.nonce),
    codeHash: bytesToHex(proof.codeHash),
    storageHash: bytesToHex(proof.storageRoot),
    accountProof: proof.accountProof.map(bytesToHex),
    storageProof: proof.storageProof.map((slot, index) => ({
      key: keys[index] ?? bytesToHex(slot.key),
      value: quantityToHex(bytesToBigint(slot.value)),
      proof: slot.proof.map(bytesToHex),
    })),
  }
}
