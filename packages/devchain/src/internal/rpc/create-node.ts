import { randomBytes } from 'node:crypto'
import { bytesToHex, type Hex } from '@scaffold-evm/common'
import type { Chain } from '../chain/types.js'
import type { Crypto } from '../crypto.js'
import type { Instance, RpcNode, RpcSettings } from './context.js'
import { FilterStore } from './filter-store.js'

/** Hardhat's network helpers go by this prefix. */
const clientVersion = `hardhat/scaffold-0.1.0/@ethereumjs/10.1.3/node-${process.version}`

/** What a chain does not know about the way it is served. */
export type NodeSettings = Omit<RpcSettings, 'clientVersion'>

/** The methods' view of a chain. `announce` is for its owner to replace. */
export function createNode(chain: Chain, crypto: Crypto, settings: NodeSettings): RpcNode {
  return {
    chain,
    crypto,
    settings: { ...settings, clientVersion },
    instance: createInstance(),
    filters: new FilterStore(chain),
    announce: () => undefined,
  }
}

function createInstance(): Instance {
  let id: Hex = bytesToHex(randomBytes(32))
  return {
    get id() {
      return id
    },
    renew() {
      id = bytesToHex(randomBytes(32))
    },
  }
}
