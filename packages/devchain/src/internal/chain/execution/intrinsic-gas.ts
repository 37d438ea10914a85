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
  const costs = byteCostsOf(rules)
  const zeroBytes = countZeroBytes(input.data)
  const otherBytes = input.data.length - zeroBytes
  const bytesGas = costs.base + zeroBytes * costs.zeroByte + otherBytes * costs.otherByte
  const floorGas = costs.floorBase + (zeroBytes + otherBytes * 4) * costs.floorToken
  return {
    intrinsicGas:
      BigInt(bytesGas) +
      creationGas(input, rules) +
      accessListGas(input, rules) +
      authorizationGas(input, rules),
    floorGas: BigInt(floorGas),
  }
}

/** What a transaction costs before it runs, part by part. They add up to its intrinsic gas. */
export interface IntrinsicParts {
  readonly base: bigint
  readonly data: bigint
  /** For creating a contract, its init code counted by words (EIP-3860). */
  readonly creation: bigint
  readonly accessList: bigint
  readonly authorizations: bigint
}

/** See {@link IntrinsicParts}. */
export function intrinsicParts(input: IntrinsicInput, rules: Rules): IntrinsicParts {
  const { base, zeroByte, otherByte } = byteCostsOf(rules)
  const zeroBytes = countZeroBytes(input.data)
  return {
    base: BigInt(base),
    data: BigInt(zeroBytes * zeroByte + (input.data.length - zeroBytes) * otherByte),
    creation: creationGas(input, rules),
    accessList: accessListGas(input, rules),
    authorizations: authorizationGas(input, rules),
  }
}

/** What every transaction costs and each byte of its data, gas. */
interface ByteCosts {
  readonly base: number
  readonly zeroByte: number
  readonly otherByte: number
  /** EIP-7623; nothing before Prague. */
  readonly floorBase: number
  readonly floorToken: number
}

const byteCosts = new WeakMap<Rules, ByteCosts>()

/** As numbers: data is never so long that they are not exact. */
function byteCostsOf(rules: Rules): ByteCosts {
  const known = byteCosts.get(rules)
  if (known !== undefined) return known
  const hasFloor = rules.isActivatedEIP(7623)
  const made = {
    base: Number(rules.param('txGas')),
    zeroByte: Number(rules.param('txDataZeroGas')),
    otherByte: Number(rules.param('txDataNonZeroGas')),
    floorBase: hasFloor ? Number(rules.param('txGas')) : 0,
    floorToken: hasFloor ? Number(rules.param('totalCostFloorPerToken')) : 0,
  }
  byteCosts.set(rules, made)
  return made
}

function countZeroBytes(data: Uint8Array): number {
  let count = 0
  let index = 0
  for (; index + 3 < data.length; index += 4) {
    if (data[index] === 0) count++
    if (data[index + 1] === 0) count++
    if (data[index + 2] === 0) count++
    if (data[index + 3] === 0) count++
  }
  for (; index < data.length; index++) if (data[index] === 0) count++
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
