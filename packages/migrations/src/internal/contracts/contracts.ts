import type { AccountLike, ContractName, ContractOf } from '@scaffold-evm/project'
import { BaseContract, type Interface, type TransactionRequest } from '@scaffold-evm/project/ethers'
import type { FileRun } from '../files/file-run.js'
import { MigrationSigner } from '../steps/migration-signer.js'
import { transactionFields } from '../steps/transaction-fields.js'
import { formatCall } from './label.js'

const names = new WeakMap<object, string>()

/** What a contract is called in the report: the name it was recorded under, or its address. */
export function nameOf(contract: BaseContract): string {
  return names.get(contract) ?? String(contract.target)
}

/** What {@link nameOf} gives. */
export function nameContract(contract: BaseContract, name: string): void {
  names.set(contract, name)
}

/** The name and arguments of a call, as far as the interface knows the function. */
function describeCall(
  name: string,
  data: string,
  contract: Interface,
): { what: string; label: string } {
  const parsed = contract.parseTransaction({ data })
  if (parsed === null) return { what: name, label: formatCall(name, [data]) }
  const what = `${name}.${parsed.name}`
  return { what, label: formatCall(what, [...parsed.args]) }
}

/** Sends what goes through a contract by itself (`await token.mint(…)`) as a step. */
async function sendOnce(
  run: FileRun,
  contract: { readonly name: string; readonly abi: Interface },
  outgoing: { readonly request: TransactionRequest; readonly from: string },
): Promise<string> {
  const { request, from } = outgoing
  const data = request.data ?? '0x'
  const { what, label } = describeCall(contract.name, data, contract.abi)
  const id = run.nextId(`call ${what}`)
  const place = run.place(`call ${what}`)
  run.claimId(id, place)
  const { hash } = await run.run({
    file: run.name,
    id,
    kind: 'call',
    label,
    from,
    content: {
      to: typeof request.to === 'string' ? request.to : undefined,
      valueWei: BigInt(request.value ?? 0),
      data,
    },
    fields: transactionFields(request),
    interfaces: run.interfaces,
    place,
  })
  return hash ?? '0x'
}

/** The account that signs, by number or address; the first one by default. */
export async function senderOf(run: FileRun, from: AccountLike = 0): Promise<string> {
  const { address } = await run.parts.connection.signer(from)
  return address
}

/** A contract whose transactions are steps of the migration. */
export async function contractOf<N extends ContractName>(
  run: FileRun,
  at: {
    /** Recorded or artifact's name. */
    readonly name: string
    readonly artifact: N
    readonly address: string
    readonly from?: AccountLike | undefined
  },
): Promise<ContractOf<N>> {
  const { connection } = run.parts
  // The type is that of the artifact, which is what a generated type describes.
  const found = (await connection.contractAt(at.artifact, at.address)) as unknown as BaseContract
  return (await contractWith(run, { ...at, abi: found.interface })) as unknown as ContractOf<N>
}

/** The same with an interface that no artifact has. */
export async function contractWith(
  run: FileRun,
  at: {
    readonly name: string
    readonly abi: Interface
    readonly address: string
    readonly from?: AccountLike | undefined
  },
): Promise<BaseContract> {
  const { name, abi } = at
  const { connection } = run.parts
  if (!run.interfaces.includes(abi)) run.interfaces.push(abi)
  const signer = new MigrationSigner(connection, await senderOf(run, at.from), (request, from) =>
    sendOnce(run, { name, abi }, { request, from }),
  )
  const contract = new BaseContract(at.address, abi, signer)
  names.set(contract, name)
  return contract
}
