import type { Artifact, ContractName, FacetRecord, PreparedDeployment } from '@scaffold-evm/project'
import type { FunctionFragment } from 'ethers'
import { diamondClashError } from '../../errors/diamond.js'
import { migrationMethodError } from '../../errors/step.js'
import { atPlace, type StepPlace } from '../../errors/step-place.js'
import type { DiamondFacet } from '../../migration/diamond-options.js'
import { prepareDeployment } from '../contracts/deploy-contract.js'
import { toJson } from '../contracts/label.js'
import { digestCode } from '../files/digest.js'
import type { FileRun } from '../files/file-run.js'

/** A facet that a diamond is to have. */
export interface DesiredFacet {
  readonly name: string
  readonly artifact: Artifact
  readonly prepared: PreparedDeployment
  /** Signatures by selector. */
  readonly functions: ReadonlyMap<string, string>
  readonly record: Omit<FacetRecord, 'address' | 'layout'>
}

/** Facets as they compile now. @throws `DIAMOND_CLASH` when two have a function of one selector. */
export async function desiredFacets(
  run: FileRun,
  wanted: readonly (string | DiamondFacet)[],
  at: { readonly from: string; readonly place: StepPlace },
): Promise<readonly DesiredFacet[]> {
  const facets: DesiredFacet[] = []
  for (const facet of wanted) {
    const options = typeof facet === 'string' ? { contract: facet } : facet
    facets.push(await atPlace(at.place, () => desiredFacet(run, options, at.from)))
  }
  const owners = new Map<string, string>()
  for (const { name, functions } of facets) {
    for (const [selector, signature] of functions) {
      const text = `${name}.${signature}`
      const other = owners.get(selector)
      if (other !== undefined) throw diamondClashError(selector, [other, text], at.place)
      owners.set(selector, text)
    }
  }
  return facets
}

async function desiredFacet(
  run: FileRun,
  facet: DiamondFacet,
  from: string,
): Promise<DesiredFacet> {
  const { contract, constructorArgs: args = [], libraries = {} } = facet
  const prepared = await prepareDeployment<ContractName>(run, {
    ...{ name: contract, options: { args, libraries }, from },
  })
  const { artifact } = prepared
  const functions = chosenFunctions(prepared, facet)
  return {
    ...{ name: artifact.contractName, artifact, prepared, functions },
    record: {
      contract: prepared.fullName,
      codeDigest: digestCode(artifact.bytecode),
      ...(args.length === 0 ? {} : { args: args.map(toJson) }),
      ...(Object.keys(prepared.libraries).length === 0 ? {} : { libraries: prepared.libraries }),
      selectors: [...functions.keys()].sort(),
    },
  }
}

function chosenFunctions(
  { interface: abi, artifact }: PreparedDeployment,
  { only, except = [] }: DiamondFacet,
): ReadonlyMap<string, string> {
  const all = abi.fragments.filter(
    (fragment): fragment is FunctionFragment => fragment.type === 'function',
  )
  const isNamed = (fragment: FunctionFragment, names: readonly string[]): boolean =>
    names.includes(fragment.name) || names.includes(fragment.format())
  for (const name of [...(only ?? []), ...except]) {
    if (all.some((fragment) => isNamed(fragment, [name]))) continue
    throw migrationMethodError(artifact.contractName, name, undefined)
  }
  const chosen = all.filter(
    (fragment) => (only === undefined || isNamed(fragment, only)) && !isNamed(fragment, except),
  )
  return new Map(chosen.map((fragment) => [fragment.selector, fragment.format()]))
}
