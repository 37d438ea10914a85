import { bytesToHex } from '@scaffold-evm/common'
import { type MethodTable, method, required } from '../method.js'
import { data } from '../params/scalars.js'

export const web3: MethodTable = {
  web3_clientVersion: method([], ({ settings }) => settings.clientVersion),
  web3_sha3: method([required('data', data)], ({ crypto }, bytes) =>
    bytesToHex(crypto.keccak256(bytes)),
  ),
}
