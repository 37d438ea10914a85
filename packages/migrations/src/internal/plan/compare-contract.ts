import type { Artifact, DeployedContract } from '@scaffold-evm/project'
import { Interface } from '@scaffold-evm/project/ethers'
import type { PlanDifference } from '../../planning/migration-plan.js'
import { matchesCode } from '../deterministic/matches-code.js'
import { digestCode } from '../files/digest.js'
import type { ContractFacts } from './contract-facts.js'

/** A recorded contract, what the project has of it, and what the chain says. */
export interface Compared {
  readonly recorded: DeployedContract
  /** Of the recorded contract: of a proxy, what is behind it. Undefined when the project has none. */
  readonly artifact: Artifact | undefined
  readonly facts: ContractFacts
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a?.toLowerCase() === b?.toLowerCase()
}

function difference(
  what: PlanDifference['what'],
  recorded: string,
  found: string,
): readonly PlanDifference[] {
  return [{ what, recorded, found }]
}

/** Only code whose source is still that of the deployment can be compared with the project's. */
function compareCode(
  what: 'code' | 'implementation-code',
  { contract, codeDigest }: Pick<DeployedContract, 'contract' | 'codeDigest'>,
  has: { readonly artifact: Artifact | undefined; readonly code: string },
): readonly PlanDifference[] {
  const { artifact, code } = has
  if (code === '0x' || code === '0x0') return difference(what, `the code of ${contract}`, 'no code')
  const isKnown = artifact !== undefined && digestCode(artifact.bytecode) === codeDigest
  if (!isKnown || matchesCode(artifact, code)) return []
  return difference(what, `the code of ${contract}`, 'other code')
}

type LinkReferences = Artifact['linkReferences']

/** Addresses of libraries that are in the code, by full name. */
function linkedIn(places: LinkReferences, code: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [source, libraries] of Object.entries(places)) {
    for (const [name, places] of Object.entries(libraries)) {
      const [place] = places
      if (place === undefined) continue
      const at = 2 + place.start * 2
      found.set(`${source}:${name}`, `0x${code.slice(at, at + place.length * 2)}`)
    }
  }
  return found
}

function compareLibraries(
  libraries: Readonly<Record<string, string>> | undefined,
  has: { readonly places: LinkReferences | undefined; readonly code: string },
): readonly PlanDifference[] {
  if (has.places === undefined || libraries === undefined) return []
  return [...linkedIn(has.places, has.code)].flatMap(([name, address]) => {
    const recorded = libraries[name]
    if (recorded === undefined || isSame(recorded, address)) return []
    return difference('libraries', `${name} at ${recorded}`, `${name} at ${address}`)
  })
}

/** In other code there is no telling where libraries are linked. */
function comparePlain(compared: Compared): readonly PlanDifference[] {
  const { recorded, artifact, facts } = compared
  const code = compareCode('code', recorded, { artifact, code: facts.code })
  return code.length > 0 ? code : compareLibraries(recorded.libraries, linked(compared))
}

/** Where libraries are linked: what was sent tells also of those that only the constructor calls. */
function linked({ recorded, artifact, facts }: Compared): {
  readonly places: LinkReferences | undefined
  readonly code: string
} {
  const { code, creationInput } = facts
  const isKnown = artifact !== undefined && digestCode(artifact.bytecode) === recorded.codeDigest
  if (!isKnown) return { places: undefined, code }
  return creationInput === undefined
    ? { places: artifact.deployedLinkReferences, code }
    : { places: artifact.linkReferences, code: creationInput }
}

function encodeArgs(artifact: Artifact, args: readonly unknown[]): string | undefined {
  try {
    return new Interface([...artifact.abi]).encodeDeploy([...args])
  } catch {
    // What JSON keeps of an argument is not always what it was made of.
    return undefined
  }
}

/** The arguments are at the end of what the deployment sent. */
function compareArguments({ recorded, artifact, facts }: Compared): readonly PlanDifference[] {
  const { args = [], codeDigest } = recorded
  const isKnown = artifact !== undefined && digestCode(artifact.bytecode) === codeDigest
  if (!isKnown || facts.creationInput === undefined) return []
  const encoded = encodeArgs(artifact, args)
  if (encoded === undefined) return []
  const input = facts.creationInput.toLowerCase()
  const size = artifact.bytecode.length
  const sent = input.slice(size)
  if (sent === encoded.slice(2).toLowerCase() || input.length < size) return []
  return difference('arguments', JSON.stringify(args), describeArguments(artifact, sent))
}

function describeArguments(artifact: Artifact, encoded: string): string {
  try {
    const abi = new Interface([...artifact.abi])
    const values = abi.getAbiCoder().decode(abi.deploy.inputs, `0x${encoded}`)
    return JSON.stringify([...values], (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )
  } catch {
    return `0x${encoded}`
  }
}

function compareProxy({ recorded, artifact, facts }: Compared): readonly PlanDifference[] {
  const proxy = recorded.proxy
  if (proxy === undefined) return []
  const places = (['implementation', 'admin', 'beacon'] as const).flatMap((what) => {
    const [before, found] = [proxy[what], facts[what]]
    if (before === undefined || isSame(before, found)) return []
    return difference(what, before, found ?? 'none')
  })
  const code = facts.implementationCode ?? '0x'
  return [
    ...places,
    ...compareCode('implementation-code', proxy, { artifact, code }),
    ...compareLibraries(proxy.libraries, { places: artifact?.deployedLinkReferences, code }),
  ]
}

/** Where functions that migrations put somewhere are now. */
function compareFacets({ recorded, facts }: Compared): readonly PlanDifference[] {
  const facets = Object.entries(recorded.diamond?.facets ?? {})
  return facets.flatMap(([name, { address, selectors }]) => {
    const found = selectors.map((selector) => facts.facets?.get(selector))
    const others = [...new Set(found.filter((it) => !isSame(it, address)))]
    if (others.length === 0) return []
    const text = others.map((other) => other ?? 'none').join(', ')
    return difference('facet', `${name} at ${address}`, `functions of ${name} at ${text}`)
  })
}

function compareOwners({ recorded, facts }: Compared): readonly PlanDifference[] {
  const { owner, adminOwner, proxy } = recorded
  // Other code behind a proxy has another owner, or none: that is told already.
  if (proxy !== undefined && !isSame(proxy.implementation, facts.implementation)) return []
  return [
    ...(owner === undefined || isSame(owner, facts.owner)
      ? []
      : difference('owner', owner, facts.owner ?? 'none')),
    ...(adminOwner === undefined || isSame(adminOwner, facts.adminOwner)
      ? []
      : difference('admin-owner', adminOwner, facts.adminOwner ?? 'none')),
  ]
}

/** Where the chain is not as it was recorded. */
export function compareContract(compared: Compared): readonly PlanDifference[] {
  const { recorded, facts } = compared
  if (facts.code === '0x') return difference('code', `the code of ${recorded.contract}`, 'no code')
  const isProxy = recorded.proxy !== undefined
  return [
    ...(isProxy
      ? compareProxy(compared)
      : [...comparePlain(compared), ...compareArguments(compared)]),
    ...compareFacets(compared),
    ...compareOwners(compared),
  ]
}
