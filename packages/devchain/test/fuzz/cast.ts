import { Address } from '@ethereumjs/util'
import { bigintToBytes, type Hex, hexToBytes } from '@scaffold-evm/common'
import type { Random } from '../random.js'

/** Who plays in the scenarios. */
export const senderKeys: readonly [Hex, Hex, Hex] = [
  `0x${'11'.repeat(32)}`,
  `0x${'22'.repeat(32)}`,
  `0x${'33'.repeat(32)}`,
]

/** Addresses of {@link senderKeys}. */
export const senders: readonly [bigint, bigint, bigint] = [
  0x19e7e376e7c213b7e7e7e46cc70a5dd086daff2an,
  0x1563915e194d8cfba1943570603f7606a3115508n,
  0x5cbdd86a2fa8dc4bddd8a8f69dba48572eec07fbn,
]

/** Contracts whose code is generated. */
export const contracts: readonly [bigint, ...bigint[]] = [0xc0den, 0xca11n, 0xfadedn]

/** Accounts that delegate (EIP-7702). */
export const delegates: readonly [bigint, ...bigint[]] = [0xde1e01n, 0xde1e02n, 0xde1e03n]

/** A contract of three instructions. */
export const tiny = 0x7171n

export const coinbase = 0xc01bn

/** One with a balance, one with nothing at all, one that is not there. */
const others: readonly [bigint, ...bigint[]] = [0xba1an, 0xe117n, 0xdeadn, coinbase, 0n]

/** Any address that something can be done to. */
export function randomAddress(random: Random): bigint {
  switch (random.below(9)) {
    case 0:
      return BigInt(1 + random.below(18))
    case 1:
      return random.pick([...others])
    case 2:
      return random.pick([...senders])
    case 3:
      return random.pick([...delegates])
    case 5:
      return tiny
    case 4:
      return random.pick([0x100n, 0x101n, 0x0an, 0x12n, (1n << 160n) - 1n, (1n << 200n) | 0xc0den])
    default:
      return random.pick(contracts)
  }
}

export function addressOf(value: bigint): Address {
  return new Address(bigintToBytes(value & ((1n << 160n) - 1n), 20))
}

export function hexToAddress(hex: Hex): Address {
  return new Address(hexToBytes(hex))
}
