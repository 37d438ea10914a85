import type { AbiEntry, AbiParameter } from '@scaffold-evm/compiler'

/** `transfer(address,uint256)`: what selectors and topics are hashes of. */
export function signatureOf({ name = '', inputs = [] }: AbiEntry): string {
  return `${name}(${inputs.map(canonicalType).join(',')})`
}

function canonicalType({ type, components = [] }: AbiParameter): string {
  return type.replace(/^tuple/, `(${components.map(canonicalType).join(',')})`)
}
