import { type MethodTable, method, optional } from '../method.js'
import { data, quantity } from '../params/scalars.js'

/** What miners by work ask for. Nobody has to work here: there is nothing to do, and nothing is taken. */
export const ethWork: MethodTable = {
  eth_getWork: method([optional('filterId', quantity)], () => []),
  eth_submitWork: method(
    [optional('nonce', data), optional('powHash', data), optional('digest', data)],
    () => false,
  ),
  eth_submitHashrate: method([optional('hashrate', data), optional('clientId', data)], () => false),
}
