import { isScaffoldError } from '@scaffold-evm/common'
import {
  createBareProject,
  loadTruffleProject,
  type TruffleLogger,
  type TruffleProject,
} from '@scaffold-evm/truffle'
import type { CommandContext } from '../internal/command.js'

/** What a project is loaded for. */
export interface LoadRequest {
  readonly context: CommandContext
  readonly logger: TruffleLogger
  readonly options: Readonly<Record<string, unknown>>
  readonly args: readonly string[]
  readonly command: string
}

/** Commands that work on a node without any project when `--url` says where it is. */
const projectless = new Set(['console', 'debug', 'call'])

/** The project around the folder, with the command line on top of its config. */
export async function loadFor(request: LoadRequest): Promise<TruffleProject> {
  const { context, logger, options, args, command } = request
  const { cwd, env } = context
  const { config, ...overrides } = options
  const wanted = {
    cwd,
    env,
    logger,
    overrides: { ...overrides, _: args },
    ...(typeof config === 'string' ? { configPath: config } : {}),
  }
  try {
    return await loadTruffleProject(wanted)
  } catch (error) {
    const isBare = typeof options['url'] === 'string' && projectless.has(command)
    if (isBare && isScaffoldError(error, 'TRUFFLE_CONFIG_NOT_FOUND'))
      return createBareProject(wanted)
    throw error
  }
}
