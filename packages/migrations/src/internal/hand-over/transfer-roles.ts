import { ZeroHash } from '@scaffold-evm/project/ethers'
import { handOverUnknownError } from '../../errors/hand-over.js'
import { ask, assertHandedOver, hasFunctions, sendStep, type Transfer } from './transfer.js'

interface Role {
  readonly name: string
  readonly id: string
  readonly isHeld: boolean
}

/** Whether a contract has roles, as AccessControl has. */
export function hasRoles({ contract }: Transfer): boolean {
  return hasFunctions(contract, 'hasRole', 'grantRole', 'renounceRole')
}

/** Names of constants such as `MINTER_ROLE`. */
function roleConstants({ contract }: Transfer): readonly string[] {
  return contract.interface.fragments.flatMap((it) => {
    if (it.type !== 'function' || it.inputs.length > 0 || !('name' in it)) return []
    const name = String(it.name)
    return name.endsWith('_ROLE') ? [name] : []
  })
}

async function roleId(transfer: Transfer, name: string): Promise<string> {
  if (/^0x[0-9a-f]{64}$/i.test(name)) return name
  if (!hasFunctions(transfer.contract, name)) {
    throw handOverUnknownError(transfer.name, `no role ${name}`, transfer.place)
  }
  return String(await ask(transfer, name))
}

async function findRoles(
  transfer: Transfer,
  given: readonly string[] | undefined,
): Promise<readonly Role[]> {
  const roles: Role[] = []
  for (const name of given ?? roleConstants(transfer)) {
    const id = await roleId(transfer, name)
    const isHeld = (await ask(transfer, 'hasRole', id, transfer.from)) === true
    roles.push({ name, id, isHeld })
  }
  // Whoever gives up the administration cannot grant the others any more.
  return roles.sort((a, b) => Number(a.id === ZeroHash) - Number(b.id === ZeroHash))
}

/**
 * Grants roles and gives them up, the administration last.
 *
 * @throws `MIGRATION_HAND_OVER_FAILED`, `MIGRATION_HAND_OVER_UNKNOWN`.
 */
export async function transferRoles(
  transfer: Transfer,
  given: readonly string[] | undefined,
): Promise<void> {
  const { to, from, run } = transfer
  const isDone = ({ name }: Role): boolean =>
    run.parts.journal.step(run.name, `hand over ${transfer.name}: grant ${name}`) !== undefined
  const found = await findRoles(transfer, given)
  const roles = found.filter((role) => given !== undefined || role.isHeld || isDone(role))
  for (const role of roles) await grant(transfer, role)
  for (const { name, id, isHeld } of roles) {
    const args = [id, from]
    const isNeeded = isHeld && !isDelayed(transfer, id)
    const what = `renounce ${name}`
    const told = toldArguments(name, from)
    await sendStep(transfer, { what, method: 'renounceRole', args, told, isNeeded })
    if (isDelayed(transfer, id)) continue
    const isGivenUp = (await ask(transfer, 'hasRole', id, from)) === false
    assertHandedOver(transfer, isGivenUp || to === from, `${from} still has ${name}`)
  }
}

/** By the role's name: its hash says nothing to anybody. */
function toldArguments(role: string, account: string): string {
  return `${role}, "${account}"`
}

/** AccessControlDefaultAdminRules changes its administrator in two steps and after a delay. */
function isDelayed({ contract }: Transfer, role: string): boolean {
  return role === ZeroHash && hasFunctions(contract, 'beginDefaultAdminTransfer')
}

async function grant(transfer: Transfer, { name, id }: Role): Promise<void> {
  const { to } = transfer
  if (isDelayed(transfer, id)) return offerAdministration(transfer)
  const has = async (): Promise<boolean> => (await ask(transfer, 'hasRole', id, to)) === true
  const isNeeded = !(await has())
  const what = `grant ${name}`
  const told = toldArguments(name, to)
  await sendStep(transfer, { what, method: 'grantRole', args: [id, to], told, isNeeded })
  assertHandedOver(transfer, await has(), `${to} does not have ${name}`)
}

async function offerAdministration(transfer: Transfer): Promise<void> {
  const { to, name, run } = transfer
  const isAdmin = async (): Promise<boolean> => (await ask(transfer, 'defaultAdmin')) === to
  const isOffered = async (): Promise<boolean> => {
    const [pending]: readonly unknown[] = Object(await ask(transfer, 'pendingDefaultAdmin'))
    return pending === to
  }
  await sendStep(transfer, {
    what: 'beginDefaultAdminTransfer',
    method: 'beginDefaultAdminTransfer',
    args: [to],
    isNeeded: !(await isAdmin()) && !(await isOffered()),
  })
  if (await isAdmin()) return
  assertHandedOver(transfer, await isOffered(), `${to} is not offered the administration`)
  run.parts.warn(
    `${run.name}: ${to} has to accept ${name} when its delay is over: it calls acceptDefaultAdminTransfer()`,
  )
}
