import { BaseContract, getAddress, Interface } from '@scaffold-evm/project/ethers'
import { ask, type Transfer } from './transfer.js'

// keccak256('eip1967.proxy.admin') - 1
const adminSlot = '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103'

const abi = new Interface([
  'function owner() view returns (address)',
  'function transferOwnership(address newOwner)',
  'error OwnableUnauthorizedAccount(address account)',
  'error OwnableInvalidOwner(address owner)',
])

/** The ProxyAdmin of a proxy that belongs to who gives the proxy away, or already to who gets it. */
export async function ownProxyAdmin(transfer: Transfer): Promise<Transfer | undefined> {
  const { contract, name, run, from, to } = transfer
  const provider = run.parts.connection.ethersProvider
  const word = await provider.getStorage(String(contract.target), adminSlot)
  const address = getAddress(`0x${word.slice(26)}`)
  if (BigInt(word) === 0n || (await provider.getCode(address)) === '0x') return undefined
  const admin = new BaseContract(address, abi, provider)
  const own = { ...transfer, contract: admin, name: `ProxyAdmin of ${name}` }
  const owner = await ask(own, 'owner').catch(() => undefined)
  return owner === from || owner === to ? own : undefined
}
