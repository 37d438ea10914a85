import { commandUsageError, openSession } from '@scaffold-evm/truffle'
import { startConsole } from '../start-console.js'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `console`. */
export async function run(context: TruffleContext, input: TruffleInput): Promise<number> {
  const url = placeOf(input)
  const project = await context.loadTruffleProject()
  const session = await openSession(project, { purpose: 'console', url })
  try {
    return await startConsole(context, { project, session }, input)
  } finally {
    await session.close()
  }
}

/** `--url`, which says as much as `--network` does. */
export function placeOf({ options }: TruffleInput): string | undefined {
  const { url, network } = options
  if (url !== undefined && network !== undefined) {
    throw commandUsageError(
      'Mutually exclusive options, --url and --network detected!',
      'Please use either --url or --network and try again.',
    )
  }
  return typeof url === 'string' ? url : undefined
}
