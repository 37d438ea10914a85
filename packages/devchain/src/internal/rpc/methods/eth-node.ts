import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import { capabilities } from '../capabilities.js'
import { forkConfig } from '../fork-config.js'
import { type MethodTable, method } from '../method.js'

/** What the node says of itself, its accounts and its fees. */
export const ethNode: MethodTable = {
  eth_accounts: method([], ({ chain }) =>
    chain.accounts.map((account) => bytesToHex(account.address)),
  ),
  eth_requestAccounts: method([], ({ chain }) =>
    chain.accounts.map((account) => bytesToHex(account.address)),
  ),
  eth_chainId: method([], ({ chain }) => quantityToHex(chain.chainId)),
  eth_protocolVersion: method([], () => '0x45'),
  eth_syncing: method([], () => false),
  eth_mining: method([], ({ chain }) => {
    const { isAutomine, intervalMs } = chain.miningMode
    return isAutomine || intervalMs > 0
  }),
  eth_hashrate: method([], () => '0x0'),
  eth_coinbase: method([], ({ chain }) => bytesToHex(chain.nextBlock.coinbase)),
  eth_gasPrice: method([], ({ chain }) => quantityToHex(chain.nextBlock.suggestedGasPrice)),
  eth_maxPriorityFeePerGas: method([], ({ chain }) =>
    quantityToHex(chain.nextBlock.suggestedPriorityFeePerGas),
  ),
  eth_baseFee: method([], ({ chain }) => {
    const baseFee = chain.nextBlock.baseFeePerGas
    return baseFee === undefined ? null : quantityToHex(baseFee)
  }),
  eth_blobBaseFee: method([], ({ chain }) => {
    const blobFee = chain.nextBlock.blobBaseFee
    return blobFee === undefined ? null : quantityToHex(blobFee)
  }),
  eth_capabilities: method([], ({ chain }) => capabilities(chain)),
  eth_config: method([], ({ chain }) => forkConfig(chain)),
}
