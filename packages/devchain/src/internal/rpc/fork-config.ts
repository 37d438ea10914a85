import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import type { Chain } from '../chain/chain.js'
import type { Rules } from '../chain/rules.js'
import { forkId } from '../chain/schedule/fork-id.js'

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

/** EIP-7910: the fork rules of the head, the next to come, and the last that is known of. */
export async function forkConfig(chain: Chain): Promise<unknown> {
  const origin = (await chain.block('earliest')) ?? chain.head
  const { schedule, head } = chain
  const times = (schedule.plan?.timedForks ?? []).map((fork) => fork.timestampSec)
  const next = times.find((time) => time > head.timestampSec)
  const last = next === undefined ? undefined : times.at(-1)
  const show = (time: bigint | undefined, rules: Rules): unknown =>
    describeFork(rules, {
      activationTime: Number(time ?? 0n),
      forkId: forkId(origin, schedule.plan, time ?? 0n),
    })
  return {
    current: show(
      times.findLast((time) => time <= head.timestampSec),
      schedule.rulesOf(head.header),
    ),
    next: next === undefined ? null : show(next, schedule.rulesAtTime(next)),
    last: last === undefined ? null : show(last, schedule.rulesAtTime(last)),
  }
}

function describeFork(
  rules: Rules,
  { activationTime, forkId: id }: { readonly activationTime: number; readonly forkId: number },
): unknown {
  return {
    activationTime,
    ...blobSchedule(rules),
    chainId: quantityToHex(rules.chainId()),
    forkId: `0x${id.toString(16).padStart(8, '0')}`,
    precompiles: Object.fromEntries(
      precompiles
        .filter(([, , eip]) => isActive(rules, eip))
        .map(([name, address]) => [name, `0x${address.toString(16).padStart(40, '0')}`]),
    ),
    systemContracts: Object.fromEntries([
      ...systemContracts
        .filter(([, , eip]) => isActive(rules, eip))
        .map(([name, address]) => [name, address]),
      ...(rules.isActivatedEIP(6110)
        ? [['DEPOSIT_CONTRACT_ADDRESS', bytesToHex(rules.depositContract)]]
        : []),
    ]),
  }
}

/** Precompiles older than EIP-1679 come with Byzantium and Istanbul, which ethereumjs does not list by EIP. */
const forkOfEip: ReadonlyMap<number, string> = new Map([
  [198, 'byzantium'],
  [196, 'byzantium'],
  [197, 'byzantium'],
  [152, 'istanbul'],
])

function isActive(rules: Rules, eip: number | undefined): boolean {
  if (eip === undefined) return true
  const fork = forkOfEip.get(eip)
  return fork === undefined ? rules.isActivatedEIP(eip) : rules.gteHardfork(fork)
}

function blobSchedule(rules: Rules): object {
  if (!rules.isActivatedEIP(4844)) return {}
  const schedule = rules.getBlobGasSchedule()
  return {
    blobSchedule: {
      target: Number(schedule.targetBlobGasPerBlock / gasPerBlob),
      max: Number(schedule.maxBlobGasPerBlock / gasPerBlob),
      baseFeeUpdateFraction: Number(schedule.blobGasPriceUpdateFraction),
    },
  }
}
