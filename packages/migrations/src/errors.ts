import { createStyle, didYouMean, isScaffoldError, ScaffoldError } from '@scaffold-evm/common'
import type { UpgradeRehearsal } from './upgrade-rehearsal.js'
import type { UpgradeReport } from './upgrade-report.js'

/** Where in the migrations something happened. */
export interface StepPlace {
  /** File name without extension, e.g. `02_dao`. */
  readonly file: string
  /** What was done, e.g. `deploy Dao`. */
  readonly step: string
  /** `file:line:column` in the user's code. */
  readonly source: string | undefined
  /** Where what was done is recorded; undefined when it is not kept: in memory, on a dry run. */
  readonly recordPath: string | undefined
}

/** What to do after an error, and what there is to go on from. */
function againHint(recordPath: string | undefined, remedy: string): string {
  return recordPath === undefined
    ? `${remedy}; this run leaves no record`
    : `What was done before it is recorded. ${remedy}: it goes on from here`
}

function placeDetails(place: StepPlace): string | undefined {
  return place.source === undefined ? undefined : `at ${place.source}`
}

/** A file in the migrations folder whose name says no order. */
export function migrationNameError(path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_NAME_INVALID',
    message: `${path}: expected a name that begins with a number, such as 01_token.ts`,
    hint: 'For a helper, begin its name with _ or put it into a folder',
    data: { path },
  })
}

/** Two files of one number. */
export function migrationDuplicateError(number: number, names: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_NUMBER_DUPLICATE',
    message: `${names.length} migrations have the number ${number}: ${names.join(', ')}`,
    hint: 'Number them in the order in which they should run',
    data: { number, names },
  })
}

/** A range of numbers that no file is in. */
export function migrationRangeError(
  range: { readonly from: number | undefined; readonly to: number | undefined },
  numbers: readonly number[],
): ScaffoldError {
  const from = range.from === undefined ? '' : ` from ${range.from}`
  const to = range.to === undefined ? '' : ` to ${range.to}`
  return new ScaffoldError({
    code: 'MIGRATION_RANGE_EMPTY',
    message: `There is no migration${from}${to}`,
    hint: numbers.length === 0 ? undefined : `There are ${numbers.join(', ')}`,
    data: { ...range, numbers },
  })
}

/** A migration in the way of Truffle, in a project that is not Truffle's any more. */
export function migrationForTruffleError(file: string, cause: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_FOR_TRUFFLE',
    message: `${file} is a migration for Truffle: it wants artifacts and a deployer`,
    hint: `Write it with m under the same name. What Truffle deployed already is taken over by "scaffold deployments import --network <name>"; scaffold --config truffle-config.js goes on in Truffle's way`,
    cause,
    data: { file },
  })
}

/** A migration that there is not. */
export function migrationUnknownError(name: string, known: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_UNKNOWN',
    message: `There is no migration "${name}"`,
    hint: didYouMean(name, known) ?? `There are ${known.join(', ') || 'none'}`,
    data: { name, known },
  })
}

/** A file that exports no function. */
export function migrationExportError(path: string, got: string): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_EXPORT_INVALID',
    message: `${path}: expected a function as the default export, got ${got}`,
    hint: 'Write "export default defineMigration(async (m) => { … })"',
    data: { path },
  })
}

/** A name that another contract is recorded under. */
export function migrationNameTakenError(
  name: string,
  by: { readonly migration: string; readonly address: string },
  place: StepPlace,
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_NAME_TAKEN',
    message: `"${name}" is recorded already: ${by.migration} deployed it at ${by.address}`,
    details: placeDetails(place),
    hint: `Give this one a name of its own: { id: '${name}2' }`,
    data: { name, ...by },
  })
}

/** Two steps of one file that call themselves the same. */
export function migrationStepDuplicateError(id: string, place: StepPlace): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_STEP_DUPLICATE',
    message: `${place.file} has two steps "${id}"`,
    details: placeDetails(place),
    hint: 'Give each an id of its own',
    data: { id, file: place.file },
  })
}

/** A name under which no migration recorded anything yet. */
export function deploymentMissingError(
  name: string,
  known: readonly string[],
  place: StepPlace,
): ScaffoldError {
  return new ScaffoldError({
    code: 'DEPLOYMENT_NOT_FOUND',
    message: `${place.file}: nothing is recorded as "${name}" yet`,
    details: placeDetails(place),
    hint: didYouMean(name, known) ?? 'Deploy or record it before, here or in an earlier migration',
    data: { name, known },
  })
}

/** A method that a contract does not have. */
export function migrationMethodError(
  contract: string,
  method: string,
  hint: string | undefined,
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_METHOD_UNKNOWN',
    message: `${contract} has no function "${method}"`,
    hint,
    data: { contract, method },
  })
}

/** Arguments that a function does not take. */
export function migrationArgumentsError(
  signature: string,
  problem: string,
  cause: unknown,
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_ARGUMENTS',
    message: `${signature}: ${problem}`,
    cause,
    data: { signature },
  })
}

/** An address at which there is no contract. */
export function migrationNoCodeError(name: string, address: string): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_NO_CODE',
    message: `There is no contract at ${address} to record as "${name}"`,
    data: { name, address },
  })
}

/** Options that say where a contract is put, and are none. */
export function placementInvalidError(problem: string): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_PLACEMENT_INVALID',
    message: `An address cannot be computed: ${problem}`,
    hint: "Write { salt: 'my salt' }, { create2: { salt, deployer } } or { create3: { salt, guard } }",
    data: { problem },
  })
}

/** A network that does not take the transaction which makes the CREATE2 deployer. */
export function deployerRefusedError(
  chainId: bigint,
  reason: string,
  cause: unknown,
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_DEPLOYER_REFUSED',
    message: `Chain ${chainId} has no CREATE2 deployer, and does not take the transaction that makes it: ${reason}`,
    details:
      'The transaction is signed for all chains, by an account without a key; nodes that ask for replay protection (EIP-155) refuse it',
    hint: 'Use a node that takes it (geth: --rpc.allow-unprotected-txs), ask the network for a deployer, or name another one: { create2: { salt, deployer: "0x…" } }',
    cause,
    data: { chainId: String(chainId), reason },
  })
}

/** A deployer of the user's that is not there. */
export function deployerMissingError(deployer: string, place: StepPlace): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_DEPLOYER_MISSING',
    message: `${place.file}: there is no deployer at ${deployer}`,
    details: placeDetails(place),
    hint: 'Deploy it first, or leave it out to use the well-known one',
    data: { ...place, deployer },
  })
}

/** A contract that a transaction created, and of which it does not follow which one is meant. */
export function createdUnclearError(
  name: string,
  problem: { readonly found: string; readonly hash: string | undefined },
  place: StepPlace,
): ScaffoldError {
  const transaction = problem.hash === undefined ? '' : `transaction ${problem.hash}`
  return new ScaffoldError({
    code: 'MIGRATION_CREATED_UNCLEAR',
    message: `${place.file}: ${problem.found}, which is to be recorded as "${name}"`,
    details: [placeDetails(place), transaction].filter(Boolean).join('\n'),
    hint: "Say which one: { contract: 'Child', event: 'Created.child' }, { returns: 0 } or { nth: 0 }. The transaction is recorded and not sent again",
    data: { ...place, ...problem, name },
  })
}

/** A contract that is not handed over after all. */
export function handOverFailedError(name: string, found: string, place: StepPlace): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_HAND_OVER_FAILED',
    message: `${place.file}: ${name} is not handed over: ${found}`,
    details: placeDetails(place),
    hint: 'Name who has it now: m.handOver(contract, to, { from }), and migrate again',
    data: { ...place, name, found },
  })
}

/** A contract that has nothing to hand over, or nobody to get it. */
export function handOverUnknownError(
  name: string,
  missing: string,
  place: StepPlace,
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_HAND_OVER_UNKNOWN',
    message: `${place.file}: ${name} cannot be handed over: there is ${missing}`,
    details: placeDetails(place),
    hint: 'Known are transferOwnership (one or two steps), roles of AccessControl, and the ProxyAdmin of a proxy; send others with m.call',
    data: { ...place, name, missing },
  })
}

/** An address that another contract has taken. */
export function addressTakenError(
  name: string,
  taken: {
    readonly address: string
    /** How to record what is there. */
    readonly hint: string
  },
  place: StepPlace,
): ScaffoldError {
  const { address, hint } = taken
  return new ScaffoldError({
    code: 'MIGRATION_ADDRESS_TAKEN',
    message: `${place.file}: ${name} would be at ${address}, where there is another contract`,
    details: placeDetails(place),
    hint: `Use another salt; or, if that contract is meant, record it: ${hint}`,
    data: { ...place, name, address },
  })
}

/** A transaction that the contract refused. */
export function migrationRevertedError(
  place: StepPlace,
  failure: { readonly reason: string; readonly transactionHash: string | undefined },
  cause?: unknown,
): ScaffoldError {
  const hash = failure.transactionHash === undefined ? '' : `transaction ${failure.transactionHash}`
  return new ScaffoldError({
    code: 'MIGRATION_REVERTED',
    message: `${place.file}: ${place.step} ${failure.reason}`,
    details: [placeDetails(place), hash].filter(Boolean).join('\n'),
    hint: againHint(place.recordPath, 'Correct it and migrate again'),
    cause,
    data: { ...place, ...failure },
  })
}

/** A transaction that the node refused. */
export function migrationRejectedError(
  place: StepPlace,
  reason: string,
  cause: unknown,
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_REJECTED',
    message: `${place.file}: the node refuses ${place.step}: ${reason}`,
    details: placeDetails(place),
    hint: againHint(place.recordPath, 'Migrate again'),
    cause,
    data: { ...place, reason },
  })
}

/** An account that cannot pay. Amounts in ETH, as text. */
export function migrationFundsError(
  place: StepPlace,
  funds: { readonly address: string; readonly balance: string; readonly need: string | undefined },
  cause: unknown,
): ScaffoldError {
  const need = funds.need === undefined ? 'more' : `about ${funds.need} ETH`
  return new ScaffoldError({
    code: 'MIGRATION_INSUFFICIENT_FUNDS',
    message: `${place.file}: ${funds.address} cannot pay for ${place.step}: it has ${funds.balance} ETH and needs ${need}`,
    details: placeDetails(place),
    hint: againHint(place.recordPath, `Send ETH to ${funds.address} and migrate again`),
    cause,
    data: { ...place, ...funds },
  })
}

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

/** An error of another package, with the file in which it came up. */
export function withMigrationFile(error: ScaffoldError, place: StepPlace): ScaffoldError {
  return error.code.startsWith('MIGRATION_') ? error : withPlace(error, place)
}

/** An error that does not say where in the migrations it came up, with that. */
export function withPlace(error: ScaffoldError, place: StepPlace): ScaffoldError {
  if (error.data?.file !== undefined) return error
  return new ScaffoldError({
    code: error.code,
    message: `${place.file}: ${error.shortMessage}`,
    details: [error.details, placeDetails(place)].filter(Boolean).join('\n'),
    hint: error.hint,
    cause: error,
    data: { ...error.data, file: place.file },
  })
}

/** Runs what does not know where in the migrations it is. */
export async function atPlace<T>(place: StepPlace, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw isScaffoldError(error) ? withPlace(error, place) : error
  }
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

/** A build without the syntax tree of a contract. */
export function layoutSourceMissingError(contract: string): ScaffoldError {
  return new ScaffoldError({
    code: 'UPGRADE_SOURCE_MISSING',
    message: `The build of ${contract} does not tell its storage: expected the syntax tree of its source`,
    hint: 'Compile it with createUpgradeLoader(), or with `withAst`, with solc 0.4.12 or later',
    data: { contract },
  })
}

/** An annotation that allows something that there is not. */
export function annotationInvalidError(
  tag: string,
  got: string,
  known: readonly string[],
): ScaffoldError {
  return new ScaffoldError({
    code: 'UPGRADE_ANNOTATION_INVALID',
    message: `@custom:oz-${tag} takes what it allows, got "${got}"`,
    hint: didYouMean(got, known) ?? `Known: ${known.join(', ')}`,
    data: { tag, got },
  })
}

/** An option that allows something that there is not. */
export function unsafeAllowUnknownError(got: string, known: readonly string[]): ScaffoldError {
  return new ScaffoldError({
    code: 'UPGRADE_CODE_UNKNOWN',
    message: `"${got}" is nothing that can be allowed`,
    hint: didYouMean(got, known) ?? `Known: ${known.join(', ')}`,
    data: { got },
  })
}

/** JSON that is no layout. */
export function layoutInvalidError(where: string, expected: string): ScaffoldError {
  return new ScaffoldError({
    code: 'UPGRADE_LAYOUT_INVALID',
    message: `This is no storage layout: expected ${expected} at ${where}`,
    hint: 'Expected what readStorageLayout() gives, the storageLayout output of solc, or a layout of .openzeppelin',
    data: { where, expected },
  })
}

/** A name to replace under which nothing is recorded. */
export function replaceUnknownError(name: string, known: readonly string[]): ScaffoldError {
  const recorded = known.length === 0 ? 'Nothing is' : `Recorded: ${known.join(', ')}`
  return new ScaffoldError({
    code: 'MIGRATION_REPLACE_UNKNOWN',
    message: `There is nothing to replace: nothing is recorded as "${name}" on this network`,
    hint: didYouMean(name, known) ?? (known.length === 0 ? `${recorded}: migrate first` : recorded),
    data: { name, known },
  })
}

/** A contract that cannot be deployed anew in its place. */
export function replaceRefusedError(
  name: string,
  why: { readonly problem: string; readonly hint: string },
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_REPLACE_REFUSED',
    message: `${name} cannot be replaced: ${why.problem}`,
    hint: why.hint,
    data: { name, problem: why.problem },
  })
}

/** An implementation that would lose state, or must not be behind a proxy. */
export async function upgradeUnsafeError(
  name: string,
  found: {
    readonly report: UpgradeReport
    /** What became of live values if it were done all the same. */
    readonly rehearsals?: readonly UpgradeRehearsal[]
  },
  place: StepPlace,
): Promise<ScaffoldError> {
  const { formatUpgradeReport } = await import('./format-upgrade-report.js')
  const { formatRehearsal } = await import('./format-rehearsal.js')
  const { report, rehearsals = [] } = found
  const style = createStyle(false)
  const { contract, replaces, findings } = report
  const codes = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
  const what =
    replaces === undefined ? 'cannot be behind a proxy' : 'cannot take the place of what is there'
  return new ScaffoldError({
    code: 'UPGRADE_UNSAFE',
    message: `${place.file}: ${contract} ${what} as ${name}: ${[...new Set(codes)].join(', ')}`,
    details: [
      placeDetails(place),
      formatUpgradeReport(report, style),
      ...rehearsals.map((rehearsal) => formatRehearsal(rehearsal, style)),
    ]
      .filter(Boolean)
      .join('\n\n'),
    hint: `Nothing was sent for it. Correct the contract; what you know to be right is allowed with { unsafeAllow: ['${codes[0]}'] }`,
    data: { ...place, name, report, rehearsals },
  })
}

/** A proxy whose implementation is not the recorded one. */
export function proxyDriftError(
  name: string,
  drift: {
    readonly address: string
    readonly recorded: string
    readonly found: string | undefined
  },
  place: StepPlace,
): ScaffoldError {
  return new ScaffoldError({
    code: 'PROXY_DRIFT',
    message: `${place.file}: ${name} was upgraded by other means: its implementation is ${drift.found ?? 'none'}`,
    details: [placeDetails(place), `recorded is ${drift.recorded}, behind ${drift.address}`]
      .filter(Boolean)
      .join('\n'),
    hint: `Take up what is there: m.importProxy('${name}', '${drift.address}', { contract: … }) in a migration of its own, with the contract that is behind it now`,
    data: { ...place, name, ...drift },
  })
}

/** A proxy that somebody else upgrades. */
export function proxyForeignError(
  name: string,
  authority: { readonly owner: string; readonly accounts: readonly string[] },
  place: StepPlace,
): ScaffoldError {
  return new ScaffoldError({
    code: 'PROXY_FOREIGN',
    message: `${place.file}: only ${authority.owner} can upgrade ${name}, which is none of our accounts`,
    details: [placeDetails(place), `Accounts: ${authority.accounts.join(', ') || 'none'}`]
      .filter(Boolean)
      .join('\n'),
    hint: "Add its key to the network's accounts; migrate with --propose <file> to have it signed there, as by a Safe; for a timelock, m.prepareUpgrade() tells what it has to send",
    data: { ...place, name, ...authority },
  })
}

/** A proxy of another kind than what is asked of it. */
export function proxyKindError(
  name: string,
  problem: { readonly got: string; readonly hint: string },
  place: StepPlace,
): ScaffoldError {
  return new ScaffoldError({
    code: 'PROXY_KIND',
    message: `${place.file}: ${name} ${problem.got}`,
    details: placeDetails(place),
    hint: problem.hint,
    data: { ...place, name },
  })
}

/** Something that is no proxy. */
export function proxyUnknownError(
  name: string,
  problem: { readonly address: string; readonly reason: string; readonly hint: string },
  place: StepPlace,
): ScaffoldError {
  return new ScaffoldError({
    code: 'PROXY_UNKNOWN',
    message: `${place.file}: ${name} is no proxy: ${problem.reason}`,
    details: [placeDetails(place), `at ${problem.address}`].filter(Boolean).join('\n'),
    hint: problem.hint,
    data: { ...place, name, address: problem.address },
  })
}

/** A file that holds no plan. */
export function planInvalidError(path: string, problem: string): ScaffoldError {
  return new ScaffoldError({
    code: 'PLAN_INVALID',
    message: `${path} is no plan: ${problem}`,
    hint: 'Make one with "scaffold plan --out <file>"',
    data: { path, problem },
  })
}

/** What a plan was made of and is not so any more. */
export interface PlanMove {
  readonly what: 'network' | 'chain' | 'record' | 'code' | 'state' | 'steps'
  /** What it was and what it is. */
  readonly text: string
}

const movedNouns: Readonly<Record<PlanMove['what'], string>> = {
  network: 'the network',
  chain: 'the chain',
  record: 'the record',
  code: 'the code',
  state: 'contracts on the chain',
  steps: 'what would be sent',
}

/** A plan that does not fit any more. Nothing was sent. */
export function planStaleError(moved: readonly PlanMove[]): ScaffoldError {
  const nouns = [...new Set(moved.map(({ what }) => movedNouns[what]))]
  const subject = new Intl.ListFormat('en').format(nouns)
  return new ScaffoldError({
    code: 'PLAN_STALE',
    message: `The plan does not fit any more: ${subject} changed since; nothing was sent`,
    details: moved.map(({ text }) => text).join('\n'),
    hint: 'Plan again, look at it, and apply that: scaffold plan --out <file>',
    data: { moved },
  })
}

/** A step that is about to be sent and is not the one that was planned. */
export function planStepChangedError(
  step: { readonly file: string; readonly id: string },
  difference: { readonly planned: string | undefined; readonly now: string },
): ScaffoldError {
  const { planned, now } = difference
  return new ScaffoldError({
    code: 'PLAN_STEP_CHANGED',
    message: `${step.file}: "${step.id}" is not as planned; it was not sent`,
    details: `planned  ${planned ?? 'nothing of this name'}\nnow      ${now}`,
    hint: 'What was sent before is recorded. Find out what differs, and plan again for the rest',
    data: { ...step, ...difference },
  })
}

/** What somebody else changed and cannot be taken into the record. */
export function acceptRefusedError(
  name: string,
  why: { readonly problem: string; readonly hint: string },
): ScaffoldError {
  return new ScaffoldError({
    code: 'MIGRATION_ACCEPT_REFUSED',
    message: `${name} cannot be taken into the record as it is: ${why.problem}`,
    hint: why.hint,
    data: { name, problem: why.problem },
  })
}

/** Two functions of a diamond that calls cannot tell apart. */
export function diamondClashError(
  selector: string,
  functions: readonly string[],
  place: StepPlace,
): ScaffoldError {
  const [, last = ''] = functions
  return new ScaffoldError({
    code: 'DIAMOND_CLASH',
    message: `${place.file}: ${functions.join(' and ')} have the selector ${selector}`,
    details: placeDetails(place),
    hint: `Leave one of them out: { contract: '${last.split('.')[0]}', except: ['${last.slice(last.indexOf('.') + 1)}'] }`,
    data: { ...place, selector, functions },
  })
}

/** A diamond without a loupe. */
export function diamondUnreadableError(
  name: string,
  problem: { readonly address: string; readonly reason: string },
  place: StepPlace,
): ScaffoldError {
  return new ScaffoldError({
    code: 'DIAMOND_UNREADABLE',
    message: `${place.file}: ${name} does not tell its facets: ${problem.reason}`,
    details: [placeDetails(place), `at ${problem.address}`].filter(Boolean).join('\n'),
    hint: 'Expected facets() of IDiamondLoupe (EIP-2535): have its constructor add a facet with it',
    data: { ...place, name, ...problem },
  })
}

/** A diamond with a function elsewhere than where it was put. */
export function diamondDriftError(
  name: string,
  drift: {
    readonly selector: string
    readonly recorded: string
    readonly found: string | undefined
  },
  place: StepPlace,
): ScaffoldError {
  const found = drift.found === undefined ? 'gone' : `at ${drift.found}`
  return new ScaffoldError({
    code: 'PROXY_DRIFT',
    message: `${place.file}: ${name} was cut by other means: ${drift.selector} is ${found}, recorded is ${drift.recorded}`,
    details: placeDetails(place),
    hint: 'Look at what is there; { takeOver: true } goes on from it',
    data: { ...place, name, ...drift },
  })
}
