import { hexToBytes } from '@scaffold-evm/common'
import { keccak256, TypedDataEncoder, type TypedDataField } from 'ethers'
import type { TypedData } from './params/typed-data.js'

type Structs = Record<string, TypedDataField[]>

/** The EIP-712 digest of a document. Throws ethers' errors where the document does not fit its types. */
export function hashTypedData({ types, domain, message, primaryType }: TypedData): Uint8Array {
  const structs: Structs = {}
  for (const [name, fields] of Object.entries(types)) structs[name] = [...fields]
  const parts: Uint8Array[] = [Uint8Array.of(0x19, 0x01), hashDomain(structs.EIP712Domain, domain)]
  if (primaryType !== 'EIP712Domain') parts.push(hashStruct(structs, primaryType, message))
  return hexToBytes(keccak256(Buffer.concat(parts)))
}

/** The declared type of the domain decides on its fields; without one ethers derives it. */
function hashDomain(fields: TypedDataField[] | undefined, domain: TypedData['domain']): Uint8Array {
  if (fields === undefined) return hexToBytes(TypedDataEncoder.hashDomain({ ...domain }))
  return hashStruct({ EIP712Domain: fields }, 'EIP712Domain', domain)
}

function hashStruct(structs: Structs, name: string, value: TypedData['message']): Uint8Array {
  const encoder = TypedDataEncoder.from(reachableFrom(structs, name))
  return hexToBytes(encoder.hashStruct(name, { ...value }))
}

/** ethers takes only one root, while a document may define types that its primary type does not use. */
function reachableFrom(structs: Structs, root: string): Structs {
  const found: Structs = {}
  const visit = (name: string): void => {
    const fields = structs[name]
    if (fields === undefined || name in found) return
    found[name] = fields
    for (const field of fields) visit(field.type.replace(/(\[[0-9]*\])+$/, ''))
  }
  visit(root)
  return found
}
