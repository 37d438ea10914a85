import type { Addressable } from 'ethers'
import { addressInvalid, checksumInvalid } from '../../errors.js'
import { getAddress } from '../ethers.js'
import { hasMethod } from '../guards.js'

/** The address of an account given as text or as anything that has one. @throws `TEST_ADDRESS_INVALID` */
export async function resolveAddress(account: string | Addressable): Promise<string> {
  const address: unknown = hasMethod(account, 'getAddress') ? await account.getAddress() : account
  if (typeof address !== 'string' || !/^0x[0-9a-f]{40}$/i.test(address)) {
    throw addressInvalid(address)
  }
  const lower = address.toLowerCase()
  if (address !== lower && address !== getAddress(lower)) throw checksumInvalid(address)
  return address
}
