import type { Rules } from '../rules.js'

/** The parts of a transaction that cost gas before anything runs. */
export interface IntrinsicInput {
  readonly isCreation: boolean
  readonly data: Uint8Array
  readonly accessList: readonly (readonly [Uint8Array, readonly Uint8Array[]])[]
  readonly authorizationCount: number
}

/** Gas that a transaction takes whatever it does. */
export interface IntrinsicGas {
  /** Taken before anything runs. */
  readonly intrinsicGas: bigint
  /** The least that is charged in the end (EIP-7623); 0 before Prague. */
  readonly floorGas: bigint
}

/** What a transaction costs before it runs. */
export function intrinsicGas(input: IntrinsicInput, rules: Rules): IntrinsicGas {
  const zeroBytes = countZeroBytes(input.data)
  const otherBytes = input.data.length - zeroBytes
  return {
    intrinsicGas:
      rules.param('txGas') +
      BigInt(zeroBytes) * rules.param('txDataZeroGas') +
      BigInt(otherBytes) * rules.param('txDataNonZeroGas') +
      creationGas(input, rules) +
      accessListGas(input, rules) +
      authorizationGas(input, rules),
    floorGas: rules.isActivatedEIP(7623)
      ? rules.param('txGas') +
        BigInt(zeroBytes + otherBytes * 4) * rules.param('totalCostFloorPerToken')
      : 0n,
  }
}

function countZeroBytes(data: Uint8Array): number {
  let count = 0
  for (let index = 0; index < data.length; index++) if (data[index] === 0) count++
  return count
}

function creationGas(input: IntrinsicInput, rules: Rules): bigint {
  // EIP-2
  if (!input.isCreation || !rules.gteHardfork('homestead')) return 0n
  const words = BigInt(Math.ceil(input.data.length / 32))
  const initCodeGas = rules.isActivatedEIP(3860) ? words * rules.param('initCodeWordGas') : 0n
  return rules.param('txCreationGas') + initCodeGas
}

function accessListGas(input: IntrinsicInput, rules: Rules): bigint {
  if (input.accessList.length === 0) return 0n
  const slots = input.accessList.reduce((count, [, keys]) => count + keys.length, 0)
  return (
    BigInt(input.accessList.length) * rules.param('accessListAddressGas') +
    BigInt(slots) * rules.param('accessListStorageKeyGas')
  )
}

function authorizationGas(input: IntrinsicInput, rules: Rules): bigint {
  if (input.authorizationCount === 0) return 0n
  return BigInt(input.authorizationCount) * rules.param('perEmptyAccountCost')
}
