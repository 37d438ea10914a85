import type { AbiEntry } from '@scaffold-evm/compiler'
import { isAddress } from '../rpc/transaction-fields.js'
import { request } from './chain-access.js'
import type { ContractClass } from './contract-class.js'
import type { PreparedCall } from './transaction-parameters.js'

/** Where ENS is on public networks. */
const publicRegistry = '0x00000000000C2E074eC69A0dFb2997BA6C7d2e1e'

const resolverSelector = '0x0178b8bf'
const addrSelector = '0x3b3b57de'

/** Puts addresses where names are: in arguments of the type `address`, in `from` and in access lists. */
export async function resolveNames(
  contract: ContractClass,
  entry: AbiEntry | undefined,
  { args, fields }: PreparedCall,
): Promise<PreparedCall> {
  const resolve = (value: unknown) => resolveName(contract, value)
  const inputs = entry?.inputs ?? []
  const resolved = args.map((value, index) =>
    inputs[index]?.type === 'address' ? resolve(value) : value,
  )
  const { from, accessList } = fields
  return {
    args: await Promise.all(resolved),
    fields: {
      ...fields,
      ...(from ? { from: await resolve(from) } : {}),
      ...(Array.isArray(accessList)
        ? { accessList: await Promise.all(accessList.map((item) => resolveItem(resolve, item))) }
        : {}),
    },
  }
}

async function resolveItem(
  resolve: (value: unknown) => Promise<unknown>,
  item: { readonly address?: unknown } | undefined,
): Promise<unknown> {
  return item?.address ? { ...item, address: await resolve(item.address) } : item
}

async function resolveName(contract: ContractClass, value: unknown): Promise<unknown> {
  if (typeof value !== 'string' || isAddress(value)) return value
  const { namehash } = await import('@scaffold-evm/project/ethers')
  const node = namehash(value).slice(2)
  const registry = contract.ens?.registryAddress ?? publicRegistry
  const resolver = await readAddress(contract, registry, resolverSelector + node)
  return readAddress(contract, resolver, addrSelector + node)
}

async function readAddress(contract: ContractClass, to: string, data: string): Promise<string> {
  const word = String(await request(contract, 'eth_call', { to, data }, 'latest'))
  return `0x${word.slice(-40).padStart(40, '0')}`
}
