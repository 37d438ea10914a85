import type { ContractName, ContractOf, DeployedContract, JsonValue } from '@scaffold-evm/project'
import { deploymentMissingError } from '../../errors/step.js'
import type { StepPlace } from '../../errors/step-place.js'
import type { MigrationReplaceOptions } from '../../migration/replace.js'
import { deployAs } from '../contracts/deploy-contract.js'
import type { FileRun } from '../files/file-run.js'
import { replacementsOf } from './replacements.js'
import { assertReplaceable } from './replacing.js'

function found(run: FileRun, name: string, place: StepPlace): DeployedContract {
  const { journal } = run.parts
  const contract = journal.contract(name)
  if (contract !== undefined) return contract
  throw deploymentMissingError(name, Object.keys(journal.record.contracts), place)
}

/** Recorded arguments, where replaced contracts have their present addresses. */
function presentArgs(run: FileRun, args: readonly JsonValue[]): readonly JsonValue[] {
  const present = new Map(
    replacementsOf(run.parts.journal.record).flatMap(({ address, before }) =>
      before.map((old) => [old, address] as const),
    ),
  )
  const text = JSON.stringify(args, (_, value: unknown) =>
    typeof value === 'string' ? (present.get(value.toLowerCase()) ?? value) : value,
  )
  return JSON.parse(text)
}

/** `m.replace`. */
export async function replaceContract<N extends ContractName>(
  run: FileRun,
  name: string,
  options: MigrationReplaceOptions<N> = {},
): Promise<ContractOf<N>> {
  const id = `replace ${name}`
  const place = run.place(id)
  const known = found(run, name, place)
  assertReplaceable(run.parts.journal.record, name)
  run.claimId(id, place)
  const { contract = known.contract as N, ...rest } = options
  const args =
    options.args ?? (presentArgs(run, known.args ?? []) as MigrationReplaceOptions<N>['args'])
  const change = {
    action: 'replace',
    subject: name,
    why: `${run.name} replaces it`,
    from: known.address,
  } as const
  const given = { ...rest, ...(args === undefined ? {} : { args }) }
  const deployed = await deployAs(run, contract, given, { name, id, place, change })
  await run.parts.rewire()
  return deployed
}
