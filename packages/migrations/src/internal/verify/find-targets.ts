import type { Hex } from '@scaffold-evm/common'
import {
  type Connection,
  type DeployedContract,
  type DeploymentRecord,
  type DiamondRecord,
  deploymentNotFoundError,
  type ProxyRecord,
} from '@scaffold-evm/project'
import { getAddress, isAddress } from '@scaffold-evm/project/ethers'
import { verifyContractUnnamedError, verifyNothingError } from '../../errors/verify.js'
import type { VerifyTarget } from './verify-target.js'

/** Which contracts are meant. */
export interface TargetChoice {
  /** Recorded names and addresses. @default all that is recorded */
  readonly names?: readonly string[] | undefined
  /** What is at an address that is not recorded. */
  readonly contract?: string | undefined
  /** Encoded. */
  readonly constructorArguments?: Hex | undefined
}

/**
 * The contracts that are meant, with all that is recorded of them.
 *
 * @throws `VERIFY_NOTHING`, `DEPLOYMENT_NOT_FOUND`, `VERIFY_CONTRACT_UNNAMED`.
 */
export async function findTargets(
  connection: Connection,
  choice: TargetChoice,
): Promise<readonly VerifyTarget[]> {
  const { names = [] } = choice
  const record = await connection.deployments.read()
  const contracts = Object.entries(record?.contracts ?? {})
  if (names.length > 0) {
    return once(names.flatMap((name) => namedTargets(name, { record, connection, choice })))
  }
  if (contracts.length === 0) {
    throw verifyNothingError(connection.networkName, connection.deployments.path)
  }
  return once(contracts.flatMap(([name, contract]) => recordedTargets(name, contract, choice)))
}

/** Several proxies may have one implementation. */
function once(targets: readonly VerifyTarget[]): readonly VerifyTarget[] {
  return targets.filter(
    ({ address }, at) => targets.findIndex((target) => target.address === address) === at,
  )
}

interface Search {
  readonly record: DeploymentRecord | undefined
  readonly connection: Connection
  readonly choice: TargetChoice
}

function namedTargets(
  name: string,
  { record, connection, choice }: Search,
): readonly VerifyTarget[] {
  const contracts = record?.contracts ?? {}
  const recorded = Object.hasOwn(contracts, name) ? contracts[name] : undefined
  if (recorded !== undefined) return recordedTargets(name, recorded, choice)
  if (!isAddress(name)) {
    throw deploymentNotFoundError(name, connection.networkName, Object.keys(contracts))
  }
  const address = getAddress(name)
  const [found] = Object.entries(contracts).filter(([, known]) => known.address === address)
  if (found !== undefined && choice.contract === undefined) return recordedTargets(...found, choice)
  if (choice.contract === undefined) throw verifyContractUnnamedError(address)
  const { contract, constructorArguments } = choice
  return [{ name: address, address, contract, givenArguments: constructorArguments }]
}

function recordedTargets(
  name: string,
  recorded: DeployedContract,
  { contract, constructorArguments: givenArguments }: TargetChoice,
): readonly VerifyTarget[] {
  const { address, migration, args, codeDigest, build, proxy, origin } = recorded
  // Of what a contract made, the transaction has other code.
  const transactionHash = origin === undefined ? recorded.transactionHash : undefined
  const createdIn = origin?.by === 'call' ? origin.transactionHash : undefined
  const at = { name, address, migration, args, transactionHash, createdIn, givenArguments }
  const isAnother = contract !== undefined && !`:${recorded.contract}`.endsWith(`:${contract}`)
  // What was recorded of its code is not about another contract.
  if (isAnother) return [{ ...at, contract }]
  if (proxy !== undefined) return proxyTargets(name, recorded, proxy)
  const facets = recorded.diamond === undefined ? [] : facetTargets(name, recorded.diamond)
  return [{ ...at, contract: recorded.contract, codeDigest, build }, ...facets]
}

function facetTargets(name: string, { facets, migration }: DiamondRecord): readonly VerifyTarget[] {
  return Object.entries(facets).map(([facet, recorded]) => {
    const { address, contract, args, codeDigest, build } = recorded
    return { name: `${name} (${facet})`, address, contract, args, codeDigest, build, migration }
  })
}

/** First what is behind it, so that a service knows it when it is told where the proxy leads. */
function proxyTargets(
  name: string,
  { address, migration, args, transactionHash, build }: DeployedContract,
  proxy: ProxyRecord,
): readonly VerifyTarget[] {
  const { implementation, contract, codeDigest, proxyContract } = proxy
  const behind: VerifyTarget = {
    ...{ contract, codeDigest, args: proxy.args, build: proxy.build, migration: proxy.migration },
    name: `${name} (implementation)`,
    address: implementation,
  }
  const isBeacon = proxy.kind === 'beacon' && proxy.beacon === undefined
  const own = {
    ...{ name, address, migration, args, transactionHash, build },
    implementation: isBeacon ? undefined : implementation,
  }
  const front = proxyContract === undefined ? [] : [{ ...own, contract: proxyContract }]
  return [behind, ...preparedTargets(name, proxy), ...front]
}

/** What waits for somebody else's signature is to be read before. */
function preparedTargets(
  name: string,
  { prepared, migration }: ProxyRecord,
): readonly VerifyTarget[] {
  if (prepared === undefined) return []
  const { implementation: address, contract, codeDigest, args } = prepared
  return [{ name: `${name} (prepared)`, address, contract, codeDigest, args, migration }]
}
