import type { ExportedNetwork } from '../../records/exported.js'

/** Addresses and ABIs by network and name. */
export function toExportJson(networks: readonly ExportedNetwork[]): string {
  const byNetwork = networks.map(({ name, chainId, contracts }) => {
    const entries = contracts.map(({ name: contract, deployed, abi }) => {
      const { address, proxy } = deployed
      const behind = proxy === undefined ? {} : { implementation: proxy.implementation }
      return [contract, { address, ...behind, abi }] as const
    })
    return [name, { chainId: Number(chainId), contracts: Object.fromEntries(entries) }] as const
  })
  return `${JSON.stringify(Object.fromEntries(byNetwork), undefined, 2)}\n`
}
