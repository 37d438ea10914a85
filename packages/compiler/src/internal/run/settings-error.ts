import type { ScaffoldError } from '@scaffold-evm/common'
import type { SolidityConfig } from '../../options.js'
import { solcSettingsInvalidError } from '../../solc-errors.js'
import type { FinishedJob } from './run-jobs.js'

/** The error for settings that a compiler did not take; undefined when it took them all. */
export function settingsError(
  jobs: readonly FinishedJob[],
  { overrides }: SolidityConfig,
): ScaffoldError | undefined {
  for (const { job, errors } of jobs) {
    const rejection = errors.find(({ type }) => type === 'JSONError')
    if (rejection === undefined || isAboutSources(rejection.message)) continue
    const { remappings: _, ...settings } = job.group.settings
    const overridden = job.units.find(({ name }) => overrides[name]?.settings !== undefined)
    const place =
      overridden === undefined
        ? 'solidity.settings'
        : `solidity.overrides["${overridden.name}"].settings`
    return solcSettingsInvalidError({
      version: job.group.version,
      reason: rejection.message,
      settings,
      place,
    })
  }
  return undefined
}

/** Of the input, all but the settings is ours; yet one file of Yul is all it takes at a time. */
function isAboutSources(message: string): boolean {
  return message.startsWith('Yul mode only supports')
}
