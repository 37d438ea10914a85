import { isScaffoldError, ScaffoldError } from '@scaffold-evm/common'
import { againHint, placeDetails, type StepPlace } from './step-place.js'

/** A network that went away in the middle. */
export function migrationInterruptedError(
  place: StepPlace,
  state: {
    readonly recorded: number
    readonly recordPath: string | undefined
    readonly pending: string | undefined
  },
  cause: Error,
): ScaffoldError {
  const where =
    state.recordPath === undefined ? 'nowhere: this network is not kept' : state.recordPath
  const pending =
    state.pending === undefined
      ? 'Nothing is under way'
      : `Transaction ${state.pending} was sent and not seen mined; the next run looks for it first`
  const reason = isScaffoldError(cause) ? cause.shortMessage : cause.message
  return new ScaffoldError({
    code: 'MIGRATION_INTERRUPTED',
    message: `${place.file}: interrupted at ${place.step}`,
    details: [
      reason,
      placeDetails(place),
      `${state.recorded} ${state.recorded === 1 ? 'step is' : 'steps are'} recorded in ${where}`,
      pending,
    ]
      .filter(Boolean)
      .join('\n'),
    hint:
      state.recordPath === undefined
        ? 'When the network is back, migrate again'
        : 'When the network is back, migrate again: it goes on from here, nothing is deployed twice',
    cause,
    data: { ...place, ...state },
  })
}

/** A run that was asked to stop. */
export function migrationAbortedError(file: string, recordPath: string | undefined): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_ABORTED',
    message: `Stopped in ${file}`,
    hint:
      recordPath === undefined
        ? undefined
        : `What was sent is recorded in ${recordPath}. Migrate again to go on from here`,
    data: { file, recordPath },
  })
}

/** A record of another chain than the one that answers. */
export function migrationChainChangedError(
  network: string,
  problem: { readonly found: string; readonly recordPath: string | undefined },
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_CHAIN_CHANGED',
    message: `Network "${network}" is not the chain that was migrated: ${problem.found}`,
    details: problem.recordPath === undefined ? undefined : `recorded in ${problem.recordPath}`,
    hint: 'If this is the right network, "scaffold migrate --reset" forgets the record and deploys everything again; otherwise correct its URL',
    data: { network, ...problem },
  })
}

/** What the code of a migration threw by itself. */
export function migrationFailedError(
  file: string,
  failure: {
    readonly reason: string
    readonly frames: string
    readonly recordPath: string | undefined
  },
  cause: unknown,
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_FAILED',
    message: `${file}: ${failure.reason}`,
    details: failure.frames,
    hint: againHint(failure.recordPath, 'Correct it and migrate again'),
    cause,
    data: { file },
  })
}

/** A transaction of an earlier run that the node does not keep any more. */
export function migrationForgottenError(hash: string): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_TRANSACTION_FORGOTTEN',
    message: `The node does not have transaction ${hash} any more, which an earlier run sent`,
    hint: 'Use a node that keeps old transactions (an archive node), or do not use the result of this step',
    data: { hash },
  })
}
