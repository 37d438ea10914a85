import type { ContractName } from '@scaffold-evm/project'
import type { BaseContract } from 'ethers'
import { migrationArgumentsError } from '../../errors/step.js'
import { atPlace, type StepPlace } from '../../errors/step-place.js'
import { encode, findFunction } from '../contracts/call-contract.js'
import { nameContract } from '../contracts/contracts.js'
import { formatCall } from '../contracts/label.js'
import type { FileRun } from '../files/file-run.js'

/** What is called on an implementation in the transaction that puts it behind a proxy. */
export interface EncodedCall {
  /** `0x` for none. */
  readonly data: string
  /** E.g. `initialize(1, "Gold")`; undefined for none. */
  readonly text: string | undefined
}

const none: EncodedCall = { data: '0x', text: undefined }
const nobody = '0x0000000000000000000000000000000000000001'

/** @throws `MIGRATION_METHOD_UNKNOWN`, `MIGRATION_ARGUMENTS`. */
export function encodeCall(
  run: FileRun,
  target: { readonly name: string; readonly place: StepPlace },
  call: readonly [method: string, args?: readonly unknown[]] | undefined,
): Promise<EncodedCall> {
  if (call === undefined) return Promise.resolve(none)
  const [method, args = []] = call
  return atPlace(target.place, async () => {
    const contract = await contractNamed(run, target.name)
    const fragment = findFunction(contract, method, args)
    const { data } = await encode(contract, fragment, args)
    return { data, text: formatCall(fragment.name, args) }
  })
}

/** @throws `MIGRATION_METHOD_UNKNOWN`, `MIGRATION_ARGUMENTS`. */
export async function encodeInitializer(
  run: FileRun,
  target: { readonly name: string; readonly place: StepPlace },
  wanted: {
    readonly initializer?: string | false | undefined
    readonly args?: readonly unknown[] | undefined
  },
): Promise<EncodedCall> {
  const { initializer, args = [] } = wanted
  if (initializer === false) {
    if (args.length === 0) return none
    throw migrationArgumentsError(
      target.name,
      'nothing takes args with initializer: false',
      undefined,
    )
  }
  if (initializer !== undefined) return encodeCall(run, target, [initializer, args])
  const contract = await contractNamed(run, target.name)
  const isThere = contract.interface.fragments.some(
    (fragment) => fragment.type === 'function' && Reflect.get(fragment, 'name') === 'initialize',
  )
  return isThere || args.length > 0 ? encodeCall(run, target, ['initialize', args]) : none
}

/** Only to encode what is sent to it. */
async function contractNamed(run: FileRun, name: string): Promise<BaseContract> {
  const contract = (await run.parts.connection.contractAt<ContractName>(
    name,
    nobody,
  )) as unknown as BaseContract
  nameContract(contract, name)
  return contract
}
