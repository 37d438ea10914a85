import type { DeploymentsOptions } from '../definitions/deployments.js'
import { choiceError } from '../errors.js'
import type { CommandContext, CommandInput, ExitCode } from '../internal/command.js'
import { exportRecorded } from '../internal/deployments/export-recorded.js'
import { importForeign } from '../internal/deployments/import-foreign.js'
import { listRecorded } from '../internal/deployments/list-recorded.js'
import { verifyRecorded } from '../internal/deployments/verify-recorded.js'

const actions = {
  list: listRecorded,
  export: exportRecorded,
  import: importForeign,
  verify: verifyRecorded,
} as const

/** Runs `scaffold deployments`. */
export async function run(
  context: CommandContext,
  { args, options }: CommandInput<DeploymentsOptions>,
): Promise<ExitCode> {
  const [got = 'list', path] = args
  const action = Object.entries(actions).find(([name]) => name === got)?.[1]
  if (action === undefined) throw choiceError('The action', got, Object.keys(actions))
  return action(context, path, options)
}
