import { Address } from '@ethereumjs/util'
import { bytesToHex, hexToBytes, isHex } from '@scaffold-evm/common'
import type { ReservedBlocks } from '../../chain/blocks/reserved-blocks.js'
import type { MiningMode } from '../../chain/chain-options.js'
import type { LedgerSnapshot } from '../../chain/ledger.js'
import type { ClockState } from '../../chain/mining/clock.js'
import type { Settings } from '../../chain/mining/settings.js'
import type { RlpItem } from '../../chain/rlp.js'
import type { TakenSnapshot } from '../../chain/snapshots.js'
import { type ItemReader, textItem } from './item-reader.js'
import { parseRecord } from './json-record.js'
import { optionalItem } from './receipt-codec.js'

/** The clock, and what is set for the next block alone. */
export function nextItems({ clock, settings }: LedgerSnapshot): RlpItem[] {
  return [
    // The one number that may be negative.
    textItem(clock.offsetSec.toString()),
    optionalItem(clock.nextTimestampSec),
    optionalItem(clock.intervalSec),
    optionalItem(settings.nextBaseFeePerGas),
  ]
}

/** What {@link nextItems} wrote. */
export interface NextBlock {
  readonly clock: Omit<ClockState, 'nowSec'>
  readonly nextBaseFeePerGas: bigint | undefined
}

export function readNext(reader: ItemReader): NextBlock {
  return {
    clock: {
      offsetSec: BigInt(reader.text()),
      nextTimestampSec: reader.optionalQuantity(),
      intervalSec: reader.optionalQuantity(),
    },
    nextBaseFeePerGas: reader.optionalQuantity(),
  }
}

export function sequenceItems({ prevRandao, beaconRoot }: LedgerSnapshot): RlpItem[] {
  return [prevRandao, beaconRoot]
}

/** The settings of all blocks to come. */
export function settingsText(
  { coinbase, blockGasLimit, minGasPrice, gasPrice, extraData }: Settings,
  mode: MiningMode | undefined,
): string {
  return JSON.stringify({
    coinbase: coinbase.toString(),
    blockGasLimit: blockGasLimit.toString(),
    minGasPrice: minGasPrice.toString(),
    ...(gasPrice === undefined ? {} : { gasPrice: gasPrice.toString() }),
    ...(extraData.length === 0 ? {} : { extraData: bytesToHex(extraData) }),
    ...mode,
  })
}

/** What {@link settingsText} wrote. */
export interface SavedSettings {
  readonly settings: Settings
  readonly mode: Partial<MiningMode>
}

export function readSettings(text: string): SavedSettings {
  const record = parseRecord(text)
  const { coinbase, blockGasLimit, minGasPrice, isAutomine, intervalMs, order } = record
  const { gasPrice, extraData } = record
  return {
    settings: {
      coinbase: new Address(hexToBytes(isHex(coinbase) ? coinbase : '0x')),
      blockGasLimit: BigInt(String(blockGasLimit)),
      minGasPrice: BigInt(String(minGasPrice)),
      gasPrice: typeof gasPrice === 'string' ? BigInt(gasPrice) : undefined,
      extraData: hexToBytes(isHex(extraData) ? extraData : '0x'),
      nextBaseFeePerGas: undefined,
    },
    mode: {
      ...(typeof isAutomine === 'boolean' ? { isAutomine } : {}),
      ...(typeof intervalMs === 'number' ? { intervalMs } : {}),
      ...(order === 'fees' || order === 'arrival' ? { order } : {}),
    },
  }
}

/** A run of blocks without content. */
export function runItems(run: ReservedBlocks): RlpItem[] {
  return [run.last - run.first + 1n, run.intervalSec]
}

/** All of a snapshot but its state, its pool, which is that of the moment, and blocks of its own. */
export function snapshotItems({ id, snapshot, commonNumber }: TakenSnapshot): RlpItem[] {
  return [
    id,
    snapshot.headNumber,
    commonNumber,
    snapshot.clock.nowSec,
    nextItems(snapshot),
    sequenceItems(snapshot),
    textItem(settingsText(snapshot.settings, undefined)),
  ]
}

/** What {@link snapshotItems} wrote. */
export interface SavedSnapshot {
  readonly id: bigint
  readonly commonNumber: bigint
  readonly snapshot: Omit<LedgerSnapshot, 'schedule' | 'state' | 'pool'>
}

export function readSnapshot(reader: ItemReader): SavedSnapshot {
  const id = reader.quantity()
  const headNumber = reader.quantity()
  const commonNumber = reader.quantity()
  const nowSec = reader.quantity()
  const { clock, nextBaseFeePerGas } = readNext(reader.list())
  const sequences = reader.list()
  const [prevRandao, beaconRoot] = [sequences.bytes(), sequences.bytes()]
  const { settings } = readSettings(reader.text())
  return {
    id,
    commonNumber,
    snapshot: {
      headNumber,
      clock: { ...clock, nowSec },
      settings: { ...settings, nextBaseFeePerGas },
      prevRandao,
      beaconRoot,
    },
  }
}
