import { type MethodTable, method, optional, type Param, required } from '../method.js'
import type { ParamType } from '../params/param-type.js'

const anything: ParamType<unknown> = { expected: 'anything', parse: (value) => value }

/** A method that takes some parameters and always gives the same. */
function constant(result: unknown, ...names: readonly string[]): MethodTable[string] {
  const params: readonly Param<unknown>[] = names.map((name) => required(name, anything))
  return { params, run: () => result }
}

const swarm: MethodTable = {
  bzz_hive: constant([]),
  bzz_info: constant([]),
}

const whisper: MethodTable = {
  shh_addToGroup: constant(false, 'address'),
  shh_getFilterChanges: constant([], 'id'),
  shh_getMessages: constant(false, 'id'),
  shh_hasIdentity: constant(false, 'address'),
  shh_newFilter: constant(false, 'to', 'topics'),
  shh_newGroup: constant('0x00'),
  shh_newIdentity: constant('0x00'),
  shh_post: constant(false, 'message'),
  shh_uninstallFilter: constant(false, 'id'),
  shh_version: constant('2'),
}

const database: MethodTable = {
  db_getHex: constant('0x00', 'dbName', 'key'),
  db_getString: constant('', 'dbName', 'key'),
  db_putHex: constant(false, 'dbName', 'key', 'data'),
  db_putString: constant(false, 'dbName', 'key', 'value'),
}

const mining: MethodTable = {
  eth_getCompilers: constant([]),
  eth_getWork: method([optional('filterId', anything)], () => []),
  eth_protocolVersion: constant('0x3f'),
  eth_submitHashrate: constant(false, 'hashRate', 'clientID'),
  eth_submitWork: constant(false, 'nonce', 'powHash', 'digest'),
}

/** What Ganache lists. */
const modules: MethodTable = {
  rpc_modules: constant({
    eth: '1.0',
    net: '1.0',
    rpc: '1.0',
    web3: '1.0',
    evm: '1.0',
    personal: '1.0',
  }),
}

/** What no client can do anything with, and Ganache answers all the same. */
export const ganacheStubs: MethodTable = {
  ...swarm,
  ...whisper,
  ...database,
  ...mining,
  ...modules,
}
