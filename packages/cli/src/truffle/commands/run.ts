import {
  pluginCommands,
  runPlugin,
  runTruffleTests,
  type TruffleConfig,
  type TruffleProject,
} from '@scaffold-evm/truffle'
import type { ExitCode } from '../../internal/command.js'
import { findTruffleCommand } from '../find-command.js'
import { commandHelp } from '../help-text.js'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'
import { testOptions } from './test.js'

/** Runs `run`. */
export async function run(context: TruffleContext, input: TruffleInput): Promise<ExitCode> {
  const [name] = input.args
  const command = findTruffleCommand('run')
  if (name === undefined) {
    if (command !== undefined) context.stdout.write(commandHelp(context.program, command))
    return
  }
  const project = await context.loadTruffleProject()
  // solidity-coverage starts a Truffle and a Ganache of its own, which are not here.
  if (name === 'coverage') return measure(context, project, input)
  if (name === 'gas' && !hasPluginFor(project.config, name))
    return reportGas(context, project, input)
  await runPlugin(project.config, name)
}

function hasPluginFor(config: TruffleConfig, name: string): boolean {
  return config.plugins !== undefined && pluginCommands(config).includes(name)
}

/** The tests with a table of the gas that functions took. */
function reportGas(
  context: TruffleContext,
  project: TruffleProject,
  { args, options }: TruffleInput,
): Promise<number> {
  const wanted = { args: args.slice(1), options: { ...options, reporter: 'eth-gas-reporter' } }
  return runTruffleTests(project, testOptions(context, wanted))
}

/** The tests with what of the contracts they run. */
async function measure(
  context: TruffleContext,
  project: TruffleProject,
  { args, options }: TruffleInput,
): Promise<number> {
  const { measureCoverage } = await import('../measure-coverage.js')
  const { file, testfiles } = options
  const named = [file, testfiles].filter((name) => typeof name === 'string')
  const wanted = { args: [...args.slice(1), ...named], options: { ...options, file: undefined } }
  return measureCoverage(context, project, testOptions(context, wanted))
}
