import type { TruffleConfig } from '../../truffle-config.js'
import { addAddressAssertion, type ChaiStatic } from './address-assertion.js'

/** The chai that a project's globals come from: `chai.package` of the config, else chai 4 as Truffle has it. */
export async function loadChai(config: TruffleConfig): Promise<ChaiStatic> {
  const configured: unknown = Reflect.get(Object(config.chai), 'package')
  if (isChai(configured)) return configured
  const { default: chai } = await import('chai-4')
  addAddressAssertion(chai)
  return chai
}

function isChai(value: unknown): value is ChaiStatic {
  return typeof value === 'object' && value !== null && 'assert' in value
}
