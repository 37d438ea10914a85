import { BaseContract, Interface } from '@scaffold-evm/project/ethers'
import { readProxySlot } from '../proxies/proxy-slots.js'
import { ChainReader } from '../steps/chain-reader.js'
import { ask, type Transfer } from './transfer.js'

const abi = new Interface([
  'function owner() view returns (address)',
  'function transferOwnership(address newOwner)',
  'error OwnableUnauthorizedAccount(address account)',
  'error OwnableInvalidOwner(address owner)',
])

/** The ProxyAdmin of a proxy that belongs to who gives the proxy away, or already to who gets it. */
export async function ownProxyAdmin(transfer: Transfer): Promise<Transfer | undefined> {
  const { contract, name, run, from, to } = transfer
  const { provider, ethersProvider } = run.parts.connection
  const address = await readProxySlot(provider, String(contract.target), 'admin')
  if (address === undefined || !(await new ChainReader(provider).hasCode(address))) return undefined
  const admin = new BaseContract(address, abi, ethersProvider)
  const own = { ...transfer, contract: admin, name: `ProxyAdmin of ${name}` }
  const owner = await ask(own, 'owner').catch(() => undefined)
  return owner === from || owner === to ? own : undefined
}
