import { randomBytes } from 'node:crypto'
import { bytesToHex, type Hex } from '@scaffold-evm/common'
import type { Chain } from '../chain/chain.js'
import type { Crypto } from '../crypto.js'
import type { Instance, RpcNode, RpcSettings } from './context.js'
import type { Dialect } from './dialect.js'
import { ExecutionWatch } from './execution-watch.js'
import { FilterStore } from './filter-store.js'
import { Passphrases } from './passphrases.js'

/** What a chain does not know about the way it is served. */
export interface NodeSettings extends Omit<RpcSettings, 'clientVersion'> {
  readonly dialect: Dialect
}

/** The methods' view of a chain. `announce` is for its owner to replace. */
export function createNode(chain: Chain, crypto: Crypto, settings: NodeSettings): RpcNode {
  return {
    chain,
    crypto,
    settings: { ...settings, clientVersion: settings.dialect.clientVersion },
    dialect: settings.dialect,
    passphrases: new Passphrases(chain),
    instance: createInstance(),
    filters: new FilterStore(chain),
    executions: new ExecutionWatch(chain),
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
