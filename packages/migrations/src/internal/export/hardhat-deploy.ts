import type { AbiEntry, SolcContract } from '@scaffold-evm/compiler'
import type { ExportedContract, ExportedFile, ExportedNetwork } from '../../records/exported.js'

/** The folders that hardhat-deploy keeps: a file for each contract, of proxies three, and the chain id. */
export function toHardhatDeploy(networks: readonly ExportedNetwork[]): readonly ExportedFile[] {
  return networks.flatMap(({ name, chainId, contracts }) => [
    { path: `${name}/.chainId`, text: chainId },
    ...contracts.flatMap((contract) =>
      Object.entries(deploymentsOf(contract)).map(([file, deployment]) => ({
        path: `${name}/${file}.json`,
        text: `${JSON.stringify(deployment, undefined, 2)}\n`,
      })),
    ),
  ])
}

function deploymentsOf(contract: ExportedContract): Readonly<Record<string, object>> {
  const { name, deployed, abi, compiled, proxyCompiled } = contract
  const { address, args, libraries, proxy } = deployed
  const receipt = receiptOf(contract)
  if (proxy === undefined) {
    return { [name]: { address, abi, ...receipt, ...partsOf({ args, libraries }, compiled) } }
  }
  const { implementation } = proxy
  const own = partsOf({ args, libraries }, proxyCompiled)
  const proxyAbi: readonly AbiEntry[] = proxyCompiled?.abi ?? []
  return {
    [name]: { address, abi, ...receipt, ...own, implementation },
    [`${name}_Implementation`]: { address: implementation, abi, ...partsOf(proxy, compiled) },
    [`${name}_Proxy`]: { address, abi: proxyAbi, ...receipt, ...own },
  }
}

/** As far as it is recorded. */
function receiptOf({ step, deployed }: ExportedContract): object {
  const {
    transactionHash = step?.transactionHash,
    blockNumber = step?.blockNumber,
    address,
  } = deployed
  if (transactionHash === undefined) return {}
  const receipt = {
    to: null,
    from: step?.from,
    contractAddress: address,
    gasUsed: step?.gasUsed === undefined ? undefined : String(step.gasUsed),
    transactionHash,
    blockNumber,
    status: 1,
  }
  return { transactionHash, receipt }
}

function partsOf(
  {
    args = [],
    libraries,
  }: { readonly args?: readonly unknown[] | undefined; readonly libraries?: object | undefined },
  compiled: SolcContract | undefined,
): object {
  const { metadata, evm, devdoc, userdoc, storageLayout } = compiled ?? {}
  return {
    args,
    numDeployments: 1,
    metadata,
    bytecode: `0x${evm?.bytecode?.object ?? ''}`,
    deployedBytecode: `0x${evm?.deployedBytecode?.object ?? ''}`,
    ...(libraries === undefined ? {} : { libraries: byShortName(libraries) }),
    devdoc,
    userdoc,
    storageLayout,
  }
}

function byShortName(libraries: object): object {
  const entries: [string, unknown][] = Object.entries(libraries)
  return Object.fromEntries(
    entries.map(([name, address]) => [name.slice(name.lastIndexOf(':') + 1), address]),
  )
}
