import type { AbiParameter } from '@scaffold-evm/compiler'
import { ParamType } from 'ethers'
import { type AbiType, parseAbiType } from './abi-type.js'

/** Parameters in the two forms that coding needs. */
export interface ParameterList {
  readonly types: readonly AbiType[]
  /** Made when they are first read. */
  readonly paramTypes: readonly ParamType[]
}

const lists = new WeakMap<readonly AbiParameter[], ParameterList>()

/** Made once for a list of parameters. */
export function parameterListOf(parameters: readonly AbiParameter[]): ParameterList {
  let list = lists.get(parameters)
  if (list === undefined) {
    list = createParameterList(parameters)
    lists.set(parameters, list)
  }
  return list
}

function createParameterList(parameters: readonly AbiParameter[]): ParameterList {
  let paramTypes: readonly ParamType[] | undefined
  return {
    types: parameters.map(parseAbiType),
    get paramTypes() {
      paramTypes ??= parameters.map((parameter) => ParamType.from(knownToEthers(parameter)))
      return paramTypes
    },
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
