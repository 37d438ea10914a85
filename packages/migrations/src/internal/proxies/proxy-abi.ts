import type { Eip1193Provider } from '@scaffold-evm/common'
import { Interface } from '@scaffold-evm/project/ethers'

/** What is asked of proxies, their admins and beacons, of OpenZeppelin 4 and 5, and what they refuse with. */
export const proxyAbi: Interface = new Interface([
  'function UPGRADE_INTERFACE_VERSION() view returns (string)',
  'function admin() view returns (address)',
  'function changeAdmin(address newAdmin)',
  'function changeProxyAdmin(address proxy, address newAdmin)',
  'function implementation() view returns (address)',
  'function owner() view returns (address)',
  'function proxiableUUID() view returns (bytes32)',
  'function transferOwnership(address newOwner)',
  'function upgrade(address proxy, address implementation)',
  'function upgradeAndCall(address proxy, address implementation, bytes data) payable',
  'function upgradeTo(address newImplementation)',
  'function upgradeToAndCall(address newImplementation, bytes data) payable',
  'error AddressEmptyCode(address target)',
  'error BeaconInvalidImplementation(address implementation)',
  'error ERC1967InvalidAdmin(address admin)',
  'error ERC1967InvalidBeacon(address beacon)',
  'error ERC1967InvalidImplementation(address implementation)',
  'error ERC1967NonPayable()',
  'error ERC1967ProxyUninitialized()',
  'error FailedCall()',
  'error FailedInnerCall()',
  'error InvalidInitialization()',
  'error NotInitializing()',
  'error OwnableInvalidOwner(address owner)',
  'error OwnableUnauthorizedAccount(address account)',
  'error ProxyDeniedAdminAccess()',
  'error UUPSUnauthorizedCallContext()',
  'error UUPSUnsupportedProxiableUUID(bytes32 slot)',
])

/** What a view function gives; undefined when the contract has none such, or refuses. */
export async function askProxy(
  provider: Eip1193Provider,
  address: string,
  method: string,
): Promise<string | undefined> {
  const data = proxyAbi.encodeFunctionData(method)
  try {
    const call = { to: address, data }
    const answer = await provider.request({ method: 'eth_call', params: [call, 'latest'] })
    const [value] = proxyAbi.decodeFunctionResult(method, String(answer))
    return String(value)
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'NETWORK_UNREACHABLE') throw error
    return undefined
  }
}
