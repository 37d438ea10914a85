import type Mocha from 'mocha'
import type { TruffleConfig } from '../../truffle-config.js'
import type { SuiteClasses } from '../solidity-test/solidity-suite.js'
import type { DescribeFunctions } from './contract-suite.js'

/** mocha's class, with the functions of the file that is being loaded. */
export type MochaClass = (new (
  options?: Mocha.MochaOptions,
) => Mocha) &
  DescribeFunctions &
  SuiteClasses & { readonly reporters: typeof Mocha.reporters }

/** The `package` of the config's `mocha` section, else our own. */
export async function loadMocha({ mocha }: TruffleConfig): Promise<MochaClass> {
  if (isMochaClass(mocha.package)) return mocha.package
  const module: Readonly<Record<string, unknown>> = await import('mocha')
  if (isMochaClass(module.default)) return module.default
  throw new TypeError('mocha exports no class')
}

function isMochaClass(value: unknown): value is MochaClass {
  return typeof value === 'function'
}
