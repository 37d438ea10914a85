import { crc32 } from 'node:zlib'
import type { Common } from '@ethereumjs/common'
import { quantityToHex } from '@scaffold-evm/common'
import type { Chain } from '../chain/types.js'

/** Precompiles by the EIP that brings them. Those without one are in every fork. */
const precompiles: readonly (readonly [name: string, address: number, eip?: number])[] = [
  ['ECREC', 1],
  ['SHA256', 2],
  ['RIPEMD160', 3],
  ['ID', 4],
  ['MODEXP', 5, 198],
  ['BN254_ADD', 6, 196],
  ['BN254_MUL', 7, 196],
  ['BN254_PAIRING', 8, 197],
  ['BLAKE2F', 9, 152],
  ['KZG_POINT_EVALUATION', 10, 4844],
  ['BLS12_G1ADD', 11, 2537],
  ['BLS12_G1MSM', 12, 2537],
  ['BLS12_G2ADD', 13, 2537],
  ['BLS12_G2MSM', 14, 2537],
  ['BLS12_PAIRING_CHECK', 15, 2537],
  ['BLS12_MAP_FP_TO_G1', 16, 2537],
  ['BLS12_MAP_FP2_TO_G2', 17, 2537],
  ['P256VERIFY', 256, 7951],
]

const systemContracts: readonly (readonly [name: string, address: string, eip: number])[] = [
  ['BEACON_ROOTS_ADDRESS', '0x000f3df6d732807ef1319fb7b8bb8522d0beac02', 4788],
  ['CONSOLIDATION_REQUEST_PREDEPLOY_ADDRESS', '0x0000bbddc7ce488642fb579f8b00f3a590007251', 7251],
  ['HISTORY_STORAGE_ADDRESS', '0x0000f90827f1c53a10cb7a02335b175320002935', 2935],
  ['WITHDRAWAL_REQUEST_PREDEPLOY_ADDRESS', '0x00000961ef480eb55e80d19ad83579a64c007002', 7002],
]

const gasPerBlob = 131_072n

/** EIP-7910: the fork rules of the chain, which never change. */
export async function forkConfig(chain: Chain): Promise<unknown> {
  const { common } = chain.head.block
  const genesis = await chain.block('earliest')
  const forkId = genesis === undefined ? 0 : crc32(genesis.hash)
  return {
    current: {
      activationTime: 0,
      ...blobSchedule(common),
      chainId: quantityToHex(chain.chainId),
      forkId: `0x${forkId.toString(16).padStart(8, '0')}`,
      precompiles: Object.fromEntries(
        precompiles
          .filter(([, , eip]) => isActive(common, eip))
          .map(([name, address]) => [name, `0x${address.toString(16).padStart(40, '0')}`]),
      ),
      systemContracts: Object.fromEntries(
        systemContracts
          .filter(([, , eip]) => isActive(common, eip))
          .map(([name, address]) => [name, address]),
      ),
    },
    next: null,
    last: null,
  }
}

/** Precompiles older than EIP-1679 come with Byzantium and Istanbul, which ethereumjs does not list by EIP. */
const forkOfEip: ReadonlyMap<number, string> = new Map([
  [198, 'byzantium'],
  [196, 'byzantium'],
  [197, 'byzantium'],
  [152, 'istanbul'],
])

function isActive(common: Common, eip: number | undefined): boolean {
  if (eip === undefined) return true
  const fork = forkOfEip.get(eip)
  return fork === undefined ? common.isActivatedEIP(eip) : common.gteHardfork(fork)
}

function blobSchedule(common: Common): object {
  if (!common.isActivatedEIP(4844)) return {}
  return {
    blobSchedule: {
      target: Number(common.param('targetBlobGasPerBlock') / gasPerBlob),
      max: Number(common.param('maxBlobGasPerBlock') / gasPerBlob),
      baseFeeUpdateFraction: Number(common.param('blobGasPriceUpdateFraction')),
    },
  }
}
