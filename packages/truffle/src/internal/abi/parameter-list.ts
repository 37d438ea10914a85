import type { AbiParameter } from '@scaffold-evm/compiler'
import { ParamType } from 'ethers'
import { type AbiType, parseAbiType } from './abi-type.js'

/** Parameters in the two forms that coding needs. */
export interface ParameterList {
  readonly types: readonly AbiType[]
  readonly paramTypes: readonly ParamType[]
}

const lists = new WeakMap<readonly AbiParameter[], ParameterList>()
const none: ParameterList = { types: [], paramTypes: [] }

/** Made once for a list of parameters. */
export function parameterListOf(parameters: readonly AbiParameter[] | undefined): ParameterList {
  if (parameters === undefined) return none
  let list = lists.get(parameters)
  if (list === undefined) {
    list = createParameterList(parameters)
    lists.set(parameters, list)
  }
  return list
}

function createParameterList(parameters: readonly AbiParameter[]): ParameterList {
  return {
    types: parameters.map(parseAbiType),
    paramTypes: parameters.map((parameter) => ParamType.from(knownToEthers(parameter))),
  }
}

/** ethers has no `function`. Names make no difference to it here, and some of them it refuses. */
function knownToEthers({ type, components }: AbiParameter): AbiParameter {
  return {
    name: '',
    type: type.replace(/^function/, 'bytes24'),
    ...(components === undefined ? {} : { components: components.map(knownToEthers) }),
  }
}
