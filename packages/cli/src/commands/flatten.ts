import { resolve } from 'node:path'
import { writeFileAtomic } from '@scaffold-evm/common'
import { flatten } from '@scaffold-evm/compiler'
import type { FlattenOptions } from '../definitions/flatten.js'
import type { CommandContext, CommandInput } from '../internal/command.js'

/** Runs `scaffold flatten`. */
export async function run(
  context: CommandContext,
  { args, options }: CommandInput<FlattenOptions>,
): Promise<void> {
  const project = await context.loadProject()
  const flat = flatten({
    root: project.root,
    files: args.map((file) => resolve(context.cwd, file)),
    remappings: project.config.solidity.remappings,
  })
  if (options.output === undefined) {
    context.stdout.write(flat)
    return
  }
  await writeFileAtomic(resolve(context.cwd, options.output), flat)
  context.reporter.info(`Wrote ${options.output}`)
}
