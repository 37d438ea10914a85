import { nearest } from '@scaffold-evm/common'

/** What a network can be. */
export type NetworkKind = 'in-process' | 'http'

/** What a network of the config is meant to be: where neither `url` nor `type` tells, by what its keys resemble. */
export function networkKind(
  network: object,
  keysOf: Readonly<Record<NetworkKind, readonly string[]>>,
): NetworkKind {
  if ('url' in network) return 'http'
  if ('type' in network) return network.type === 'http' ? 'http' : 'in-process'
  const likeness = (kind: NetworkKind): number =>
    Object.keys(network).reduce((sum, key) => sum + resemblance(key, keysOf[kind]), 0)
  return likeness('http') > likeness('in-process') ? 'http' : 'in-process'
}

function resemblance(key: string, known: readonly string[]): number {
  if (known.includes(key)) return 2
  const lower = key.toLowerCase()
  const isAlike =
    nearest(key, known) !== undefined || known.some((name) => lower.includes(name.toLowerCase()))
  return isAlike ? 1 : 0
}
