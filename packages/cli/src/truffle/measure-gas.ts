import { resolve } from 'node:path'
import type { Reporter } from '@scaffold-evm/common'
import { reportMeasuredGas, toGasUse } from '@scaffold-evm/testing'
import {
  loadTruffleProject,
  type MeasuredGas,
  runTruffleTests,
  type TruffleProject,
  type TruffleTestOptions,
} from '@scaffold-evm/truffle'
import type { GasOptions } from '../definitions/gas.js'
import { usageError } from '../errors.js'
import type { CommandContext } from '../internal/command.js'
import type { MeasuredTests } from '../internal/gas/measure-tests.js'
import { loadAsScaffold } from './load-as-scaffold.js'
import type { TruffleContext, TruffleInput } from './truffle-command.js'

/** Runs a Truffle project's tests and reports the gas of its contracts. Gives the exit code. */
export async function measureGas(
  context: TruffleContext,
  truffle: TruffleProject,
  { wanted, options }: { readonly wanted: TruffleTestOptions } & Pick<TruffleInput, 'options'>,
): Promise<number> {
  if (options['coverage'] === true) {
    throw usageError(
      'scaffold test cannot measure --coverage and --gas at once',
      'Coverage runs code without the optimizer, which takes other gas: run them one after the other',
    )
  }
  const project = await loadAsScaffold(context)
  const file = options['gas-report']
  const { exclude, countsCalls } = project.config.gas
  const onMeasured = async ({ contracts }: MeasuredGas): Promise<void> => {
    await reportMeasuredGas(contracts, project, {
      output: wanted.output,
      file: typeof file === 'string' ? resolve(context.cwd, file) : undefined,
    })
  }
  return runTruffleTests(truffle, { ...wanted, gas: { exclude, countsCalls, onMeasured } })
}

/** Runs a Truffle project's tests for their gas; undefined when one failed. */
export async function measureTruffleTests(
  context: CommandContext,
  { output, compile, json }: GasOptions & { readonly output: Reporter },
): Promise<MeasuredTests | undefined> {
  if (json) {
    throw usageError(
      'scaffold gas --json cannot be had in Truffle projects',
      'What their tests print is on the same stream: read the snapshot file instead',
    )
  }
  const { cwd, env, globals } = context
  const truffle = await loadTruffleProject({
    cwd,
    env,
    ...(globals.config === undefined ? {} : { configPath: globals.config }),
  })
  const { exclude, countsCalls } = (await context.loadProject()).config.gas
  let measured: MeasuredGas = { contracts: [], tests: [] }
  const failures = await runTruffleTests(truffle, {
    cwd: context.cwd,
    compile: compile ? 'changed' : 'none',
    output,
    gas: {
      exclude,
      countsCalls,
      onMeasured: async (gas) => {
        measured = gas
      },
    },
  })
  if (failures > 0) return undefined
  const { contracts, tests } = measured
  return {
    tests: tests.map(({ title, gas }) => ({ name: title, gas })),
    contracts: contracts.map(toGasUse),
  }
}
