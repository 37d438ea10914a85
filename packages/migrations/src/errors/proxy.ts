import { createStyle, ScaffoldError } from '@scaffold-evm/common'
import type { UpgradeRehearsal } from '../upgrade/upgrade-rehearsal.js'
import type { UpgradeReport } from '../upgrade/upgrade-report.js'
import { placeDetails, type StepPlace } from './step-place.js'

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
  const { formatUpgradeReport } = await import('../upgrade/format-upgrade-report.js')
  const { formatRehearsal } = await import('../upgrade/format-rehearsal.js')
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
