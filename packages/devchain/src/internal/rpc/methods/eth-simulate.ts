import { isScaffoldError } from '@scaffold-evm/common'
import { type MethodTable, method, optional, required } from '../method.js'
import { simulatedBlockToJson } from '../output/simulated-block.js'
import { blockSelector } from '../params/block-selector.js'
import { simulation } from '../params/simulation.js'
import { RpcError, rpcCode } from '../rpc-error.js'

/** The codes that the execution API gives to what makes a simulation impossible. */
const codes: ReadonlyMap<string, number> = new Map([
  ['CHAIN_NONCE_TOO_LOW', -38010],
  ['CHAIN_NONCE_TOO_HIGH', -38011],
  ['CHAIN_FEE_TOO_LOW', -38012],
  ['CHAIN_INTRINSIC_GAS', -38013],
  ['CHAIN_INSUFFICIENT_FUNDS', -38014],
  ['CHAIN_GAS_LIMIT_EXCEEDS_BLOCK', -38015],
  ['CHAIN_BLOCK_ORDER', -38020],
  ['CHAIN_TIMESTAMP_INVALID', -38021],
  ['CHAIN_PRECOMPILE_MOVED_TO_ITSELF', -38022],
  ['CHAIN_INIT_CODE_TOO_LARGE', -38025],
  ['CHAIN_SIMULATION_TOO_LONG', -38026],
  ['CHAIN_NONCE_EXHAUSTED', rpcCode.internal],
])

function withSimulationCode(error: unknown): unknown {
  if (!isScaffoldError(error)) return error
  const code = codes.get(error.code)
  return code === undefined ? error : new RpcError(code, error.message, { cause: error })
}

/** Blocks that could follow. */
export const ethSimulate: MethodTable = {
  eth_simulateV1: method(
    [required('simulation', simulation), optional('block', blockSelector, 'latest')],
    async ({ chain }, { returnsFullTransactions, ...request }, base) => {
      try {
        const blocks = await chain.simulate({ ...request, base })
        const content = returnsFullTransactions ? 'transactions' : 'hashes'
        return blocks.map((block) => simulatedBlockToJson(block, content))
      } catch (error) {
        throw withSimulationCode(error)
      }
    },
  ),
}
