import { printOpcodes } from '@scaffold-evm/truffle'
import { compileFor } from '../compile-for.js'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `opcode`. */
export async function run(context: TruffleContext, { args, options }: TruffleInput): Promise<void> {
  const project = await context.loadTruffleProject()
  if (args[0] !== undefined) await compileFor(context, project, { all: options['all'] === true })
  await printOpcodes(project.config, {
    contractName: args[0],
    creation: options['creation'] === true,
  })
}
