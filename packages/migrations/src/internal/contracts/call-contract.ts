import { didYouMean, errorMessage } from '@scaffold-evm/common'
import type { BaseContract, ContractTransactionReceipt, FunctionFragment } from 'ethers'
import { migrationForgottenError } from '../../errors/run.js'
import { migrationArgumentsError, migrationMethodError } from '../../errors/step.js'
import { atPlace } from '../../errors/step-place.js'
import type { MigrationCallOptions } from '../../migration/migration.js'
import { assertArtifacts, recordCreated } from '../created/record-created.js'
import type { FileRun } from '../files/file-run.js'
import { transactionFields } from '../steps/transaction-fields.js'
import { nameOf, senderOf } from './contracts.js'
import { formatCall } from './label.js'

function shortMessage(error: unknown): string {
  const short: unknown = Reflect.get(Object(error), 'shortMessage')
  return typeof short === 'string' ? short : errorMessage(error)
}

/** `Token.mint(address to, uint256 amount)`. */
function signatureOf(contract: BaseContract, fragment: FunctionFragment): string {
  const inputs = fragment.inputs.map((input) => input.format('full')).join(', ')
  return `${nameOf(contract)}.${fragment.name}(${inputs})`
}

/** @throws `MIGRATION_METHOD_UNKNOWN`, `MIGRATION_ARGUMENTS`. */
export function findFunction(
  contract: BaseContract,
  method: string,
  args: readonly unknown[],
): FunctionFragment {
  const fragments = contract.interface.fragments.filter(
    (fragment): fragment is FunctionFragment => fragment.type === 'function',
  )
  const isFull = method.includes('(')
  const named = fragments.filter((it) => (isFull ? it.format() : it.name) === method)
  const [first] = named
  if (first === undefined) {
    const known = fragments.map((fragment) => fragment.name)
    throw migrationMethodError(nameOf(contract), method, didYouMean(method, known))
  }
  const fitting = named.filter((fragment) => fragment.inputs.length === args.length)
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) return only
  const problem =
    fitting.length === 0
      ? `expected ${first.inputs.length} arguments, got ${args.length}`
      : `several functions fit: name one in full, e.g. "${first.format()}"`
  throw migrationArgumentsError(signatureOf(contract, first), problem, undefined)
}

/** `m.read`. */
export async function readContract(
  contract: BaseContract,
  method: string,
  args: readonly unknown[] = [],
): Promise<unknown> {
  const fragment = findFunction(contract, method, args)
  return contract.getFunction(fragment).staticCall(...args)
}

/** @throws `MIGRATION_ARGUMENTS`. */
export async function encode(
  contract: BaseContract,
  fragment: FunctionFragment,
  args: readonly unknown[],
): Promise<{ readonly to: string; readonly data: string }> {
  try {
    const { to, data } = await contract.getFunction(fragment).populateTransaction(...args)
    return { to, data }
  } catch (error) {
    throw migrationArgumentsError(signatureOf(contract, fragment), shortMessage(error), error)
  }
}

/** `m.call`. */
export async function callContract(
  run: FileRun,
  target: { readonly contract: BaseContract; readonly method: string },
  args: readonly unknown[] = [],
  options: MigrationCallOptions = {},
): Promise<ContractTransactionReceipt> {
  const { contract, method } = target
  const name = nameOf(contract)
  const what = `call ${name}.${method}`
  const place = run.place(what)
  const id = options.id ?? run.nextId(what)
  const { creates = {} } = options
  for (const created of Object.keys(creates)) run.assertNameFree(created, id, place)
  run.claimId(id, place)
  const { fragment, content, from } = await atPlace(place, () =>
    run.prepare(async () => {
      const found = findFunction(contract, method, args)
      await assertArtifacts(run, creates)
      return {
        fragment: found,
        content: await encode(contract, found, args),
        from: await senderOf(run, options.from),
      }
    }),
  )
  const { hash } = await run.run({
    file: run.name,
    id,
    kind: 'call',
    label: formatCall(`${name}.${fragment.name}`, args),
    from,
    content: { ...content, valueWei: options.valueWei ?? 0n },
    fields: transactionFields(options),
    interfaces: [...run.interfaces, contract.interface],
    place,
  })
  const receipt = await receiptOf(run, contract, hash ?? '0x')
  const creation = { receipt, hash, maker: content.to, method: fragment, place }
  await atPlace(place, () => recordCreated(run, creates, creation))
  return receipt
}

async function receiptOf(
  run: FileRun,
  contract: BaseContract,
  hash: string,
): Promise<ContractTransactionReceipt> {
  const { ContractTransactionReceipt } = await import('@scaffold-evm/project/ethers')
  const { ethersProvider } = run.parts.connection
  const receipt = await ethersProvider.getTransactionReceipt(hash)
  if (receipt === null) throw migrationForgottenError(hash)
  return new ContractTransactionReceipt(contract.interface, ethersProvider, receipt)
}
