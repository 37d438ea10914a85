import { resolve } from 'node:path'
import { reportMeasuredGas } from '@scaffold-evm/testing'
import {
  type MeasuredGas,
  runTruffleTests,
  type TruffleProject,
  type TruffleTestOptions,
} from '@scaffold-evm/truffle'
import { usageError } from '../errors.js'
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
