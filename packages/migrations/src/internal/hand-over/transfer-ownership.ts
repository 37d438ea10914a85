import { ask, assertHandedOver, hasFunctions, sendStep, type Transfer } from './transfer.js'

async function pendingOwner(transfer: Transfer): Promise<unknown> {
  return hasFunctions(transfer.contract, 'pendingOwner') ? ask(transfer, 'pendingOwner') : undefined
}

/** Whether a contract has one owner, as Ownable and ProxyAdmin have. */
export function isOwnable({ contract }: Transfer): boolean {
  return hasFunctions(contract, 'owner', 'transferOwnership')
}

/**
 * Makes somebody the owner. Of contracts that ask the new owner to accept, it is accepted by accounts of
 * ours; whether others do is up to them.
 *
 * @throws `MIGRATION_HAND_OVER_FAILED`.
 */
export async function transferOwnership(transfer: Transfer): Promise<void> {
  const { to, from, name, run } = transfer
  const owner = await ask(transfer, 'owner')
  const isOffered = owner === to || (await pendingOwner(transfer)) === to
  assertHandedOver(transfer, isOffered || owner === from, `its owner is ${owner}, not ${from}`)
  await sendStep(transfer, {
    what: 'transferOwnership',
    method: 'transferOwnership',
    args: [to],
    isNeeded: !isOffered,
  })
  if (hasFunctions(transfer.contract, 'acceptOwnership')) await accept(transfer)
  const isOwner = (await ask(transfer, 'owner')) === to
  const isPending = !isOwner && (await pendingOwner(transfer)) === to
  assertHandedOver(transfer, isOwner || isPending, `${to} is not its owner`)
  if (isPending) {
    run.parts.warn(`${run.name}: ${to} has to accept ${name}: it calls acceptOwnership()`)
  }
}

async function accept(transfer: Transfer): Promise<void> {
  const { to, run } = transfer
  const accounts = await run.parts.connection.accounts()
  const isOurs = accounts.some((account) => account.toLowerCase() === to.toLowerCase())
  await sendStep(transfer, {
    what: 'acceptOwnership',
    method: 'acceptOwnership',
    args: [],
    isNeeded: isOurs && (await pendingOwner(transfer)) === to,
    sender: to,
  })
}
