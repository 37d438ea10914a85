import { type Hex, quantityToHex } from '@scaffold-evm/common'
import { getAddress, id, isAddress, zeroPadValue } from '@scaffold-evm/project/ethers'
import { placementInvalidError } from '../../errors/placement.js'
import type { PlacementOptions, Salt } from '../../migration/placement.js'
import { create2Deployer } from './create2-deployer.js'

/** Where a contract is put, with all that was left out. */
export type Placement =
  | { readonly by: 'create2'; readonly salt: Hex; readonly deployer: string }
  | { readonly by: 'create3'; readonly salt: Hex; readonly guard: 'sender' | 'none' }

function asHex(text: string): Hex {
  return `0x${text.replace(/^0x/, '').toLowerCase()}`
}

function parseSalt(salt: unknown): Hex {
  if (typeof salt === 'bigint' && salt >= 0n && salt < 2n ** 256n) {
    const digits = quantityToHex(salt).slice(2)
    return asHex(zeroPadValue(`0x${digits.length % 2 === 0 ? '' : '0'}${digits}`, 32))
  }
  if (typeof salt !== 'string' || salt === '') {
    throw placementInvalidError(
      `expected a salt of text, 32 bytes in hexadecimal, or a number of 256 bits, got ${String(salt)}`,
    )
  }
  if (!/^0x[0-9a-f]*$/i.test(salt)) return asHex(id(salt))
  if (salt.length === 66) return asHex(salt)
  throw placementInvalidError(
    `expected a salt of 32 bytes in hexadecimal, got ${(salt.length - 2) / 2}: ${salt}`,
  )
}

function parseDeployer(deployer: string): string {
  if (isAddress(deployer)) return getAddress(deployer)
  throw placementInvalidError(`expected the address of a deployer, got "${deployer}"`)
}

function parseGuard(guard: unknown): 'sender' | 'none' {
  if (guard === 'sender' || guard === 'none') return guard
  throw placementInvalidError(`expected the guard 'sender' or 'none', got ${JSON.stringify(guard)}`)
}

/**
 * Where options say that a contract is put; undefined when its address follows from the sender's nonce.
 *
 * @throws `MIGRATION_PLACEMENT_INVALID`.
 */
export function parsePlacement(options: {
  readonly salt?: Salt | undefined
  readonly create2?: PlacementOptions['create2'] | undefined
  readonly create3?: PlacementOptions['create3'] | undefined
}): Placement | undefined {
  const { salt, create2, create3 } = options
  const ways = Object.entries({ salt, create2, create3 }).filter(([, way]) => way !== undefined)
  if (ways.length > 1) {
    const given = ways.map(([name]) => name).join(' and ')
    throw placementInvalidError(`expected one of salt, create2 and create3, got ${given}`)
  }
  if (create3 !== undefined) {
    const guard = parseGuard(create3.guard ?? 'sender')
    return { by: 'create3', salt: parseSalt(create3.salt), guard }
  }
  const two = create2 ?? (salt === undefined ? undefined : { salt })
  if (two === undefined) return undefined
  const deployer = parseDeployer(two.deployer ?? create2Deployer)
  return { by: 'create2', salt: parseSalt(two.salt), deployer }
}

/** @throws `MIGRATION_PLACEMENT_INVALID` when there is none. */
export function assertPlacement(placement: Placement | undefined): Placement {
  if (placement !== undefined) return placement
  throw placementInvalidError('expected one of salt, create2 and create3, got none')
}
