import type { BaseContract } from '@scaffold-evm/project/ethers'
import { handOverFailedError } from '../../errors/hand-over.js'
import type { StepPlace } from '../../errors/step-place.js'
import { formatCall } from '../contracts/label.js'
import type { FileRun } from '../files/file-run.js'

/** A contract that somebody gives to somebody. */
export interface Transfer {
  readonly run: FileRun
  readonly contract: BaseContract
  readonly name: string
  readonly from: string
  readonly to: string
  readonly place: StepPlace
}

/** One transaction of it. */
interface TransferStep {
  /** Makes the step's id together with the contract's name. */
  readonly what: string
  readonly method: string
  readonly args: readonly unknown[]
  /** The arguments as they are told. @default `args` */
  readonly told?: string
  /** Whether the chain does not have it yet. */
  readonly isNeeded: boolean
  /** @default who gives */
  readonly sender?: string
}

/** Whether a contract has functions of these names. */
export function hasFunctions(contract: BaseContract, ...names: readonly string[]): boolean {
  return names.every((name) =>
    contract.interface.fragments.some(
      (it) => it.type === 'function' && 'name' in it && it.name === name,
    ),
  )
}

/** Asks the contract. */
export function ask(
  { contract }: Transfer,
  method: string,
  ...args: readonly unknown[]
): Promise<unknown> {
  return contract.getFunction(method).staticCall(...args)
}

/** Sends a transaction that is needed, or that an earlier run sent or began to. */
export async function sendStep(transfer: Transfer, step: TransferStep): Promise<void> {
  const { run, contract, name, from, to, place } = transfer
  const id = `hand over ${name}: ${step.what}`
  if (!step.isNeeded && run.parts.journal.step(run.name, id) === undefined) return
  run.claimId(id, place)
  const sender = step.sender ?? from
  const method = `${name}.${step.method}`
  await run.run({
    file: run.name,
    id,
    kind: 'call',
    label: step.told === undefined ? formatCall(method, step.args) : `${method}(${step.told})`,
    from: sender,
    content: {
      to: String(contract.target),
      valueWei: 0n,
      data: contract.interface.encodeFunctionData(step.method, step.args),
    },
    fields: {},
    interfaces: [...run.interfaces, contract.interface],
    place: { ...place, step: id },
    change: { action: 'call', subject: `hand over ${name}`, why: `handed over to ${to}`, from, to },
  })
}

/** What was to be so after the transactions. @throws `MIGRATION_HAND_OVER_FAILED`. */
export function assertHandedOver({ name, place }: Transfer, isSo: boolean, expected: string): void {
  if (!isSo) throw handOverFailedError(name, expected, place)
}
