import { type MethodTable, method } from '../method.js'

/** The network that the node is alone on. */
export const net: MethodTable = {
  net_version: method([], ({ chain, settings }) => String(settings.networkId ?? chain.chainId)),
  net_listening: method([], () => true),
  net_peerCount: method([], () => '0x0'),
}
