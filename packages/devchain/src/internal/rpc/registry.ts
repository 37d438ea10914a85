import { didYouMean } from '@scaffold-evm/common'
import { aliases } from './aliases.js'
import { type MethodTable, method, type RpcMethod } from './method.js'
import { anvil } from './methods/anvil.js'
import { debug } from './methods/debug.js'
import { debugNode } from './methods/debug-node.js'
import { debugTrace } from './methods/debug-trace.js'
import { ethAccounts } from './methods/eth-accounts.js'
import { ethBlocks } from './methods/eth-blocks.js'
import { ethBundles } from './methods/eth-bundles.js'
import { ethCall } from './methods/eth-call.js'
import { ethFilters } from './methods/eth-filters.js'
import { ethNode } from './methods/eth-node.js'
import { ethSign } from './methods/eth-sign.js'
import { ethSimulate } from './methods/eth-simulate.js'
import { ethState } from './methods/eth-state.js'
import { ethTransactions } from './methods/eth-transactions.js'
import { ethWork } from './methods/eth-work.js'
import { evm } from './methods/evm.js'
import { hardhat } from './methods/hardhat.js'
import { miner } from './methods/miner.js'
import { net } from './methods/net.js'
import { ots } from './methods/ots.js'
import { personal } from './methods/personal.js'
import { testing } from './methods/testing.js'
import { tokens } from './methods/tokens.js'
import { trace } from './methods/trace.js'
import { txpool } from './methods/txpool.js'
import { web3 } from './methods/web3.js'
import { RpcError, rpcCode } from './rpc-error.js'

/** geth's list of the name spaces that are served. */
const rpc: MethodTable = {
  rpc_modules: method([], () => {
    const names = [...registry.keys()].map((name) => name.slice(0, name.indexOf('_')))
    return Object.fromEntries([...new Set(names)].sort().map((name) => [name, '1.0']))
  }),
}

const tables: readonly MethodTable[] = [
  anvil,
  debug,
  debugTrace,
  debugNode,
  ethAccounts,
  ethBlocks,
  ethBundles,
  ethCall,
  ethFilters,
  ethNode,
  ethSign,
  ethSimulate,
  ethState,
  ethTransactions,
  ethWork,
  evm,
  hardhat,
  miner,
  net,
  ots,
  personal,
  rpc,
  trace,
  tokens,
  testing,
  txpool,
  web3,
]

/** Every method of the node by its name, aliases included. */
export const registry: ReadonlyMap<string, RpcMethod> = buildRegistry()

function buildRegistry(): Map<string, RpcMethod> {
  const result = new Map(tables.flatMap((table) => Object.entries(table)))
  for (const [alias, name] of Object.entries(aliases)) {
    const found = result.get(name)
    if (found !== undefined) result.set(alias, found)
  }
  return result
}

/** -32601, with the name that was probably meant. */
export function methodNotFoundError(
  name: string,
  methods: ReadonlyMap<string, RpcMethod>,
): RpcError {
  const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name
  // Comparing with every name is for names that could be one.
  const hint = name.length > 100 ? undefined : didYouMean(name, methods.keys())
  const message = `The method "${shown}" does not exist or is not available`
  return new RpcError(rpcCode.methodNotFound, hint === undefined ? message : `${message}. ${hint}`)
}
