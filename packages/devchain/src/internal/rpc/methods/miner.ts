import { type MethodTable, method, optional, required } from '../method.js'
import { address, data, integer, quantity } from '../params/scalars.js'

/** The miner's own settings, by the names that geth and Ganache give them. */
export const miner: MethodTable = {
  miner_start: method([optional('threads', integer)], async ({ chain }) => {
    const { pending } = chain.mempool()
    if (chain.miningMode.intervalMs === 0) await chain.setMiningMode({ isAutomine: true })
    // What came while it stood still.
    if (pending.size > 0) await chain.mine()
    return true
  }),
  miner_stop: method([], async ({ chain }) => {
    await chain.setMiningMode({ isAutomine: false, intervalMs: 0 })
    return true
  }),
  miner_setEtherbase: method([required('address', address)], async ({ chain }, account) => {
    await chain.nextBlock.setCoinbase(account)
    return true
  }),
  miner_setExtra: method([required('extra', data)], async ({ chain }, extra) => {
    await chain.nextBlock.setExtraData(extra)
    return true
  }),
  miner_setGasPrice: method([required('gasPrice', quantity)], async ({ chain }, price) => {
    await chain.nextBlock.setGasPrice(price)
    return true
  }),
}
