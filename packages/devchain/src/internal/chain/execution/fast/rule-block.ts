import { getOpcodesForHF } from '@ethereumjs/evm'
import type { Rules } from '../../rules.js'
import type { EngineExports } from './engine-exports.js'
import type { EngineMemory } from './engine-memory.js'

/** Forks that change what code does, in the order of `assembly/rules.ts`. */
const forks = [
  'homestead',
  'tangerineWhistle',
  'spuriousDragon',
  'byzantium',
  'constantinople',
  'petersburg',
  'istanbul',
  'berlin',
  'london',
  'paris',
  'shanghai',
  'cancun',
  'prague',
  'osaka',
] as const

const unlimited = 2n ** 62n

/** The rules of one fork in the form that the engine takes. */
export interface RuleBlock {
  /** 256 gas costs of 32 bits. */
  readonly staticGas: Uint8Array
  /** 64-bit numbers in the order of `assembly/rules.ts`. */
  readonly parameters: readonly bigint[]
  /** One bit for each precompile. */
  readonly precompiles: Uint8Array
}

/** What makes a {@link RuleBlock}. */
export interface RuleBlockOptions {
  readonly rules: Rules
  readonly precompiles: Iterable<number>
  readonly allowUnlimitedContractSize: boolean
}

/** Gathers the parameters of ethereumjs that the engine needs. */
export function createRuleBlock(options: RuleBlockOptions): RuleBlock {
  return {
    staticGas: staticGasTable(options.rules),
    parameters: parameterList(options),
    precompiles: precompileBits(options.precompiles),
  }
}

/** Makes the rules those of the engine. */
export function writeRuleBlock(
  block: RuleBlock,
  exports: EngineExports,
  { bytes, view }: EngineMemory,
): void {
  bytes.set(block.staticGas, exports.staticGas())
  bytes.set(block.precompiles, exports.precompiles())
  const parameters = exports.parameters()
  for (const [index, value] of block.parameters.entries()) {
    view.setBigInt64(parameters + index * 8, value, true)
  }
}

function staticGasTable(rules: Rules): Uint8Array {
  const table = new Uint32Array(256)
  for (const [code, { fee, isInvalid }] of getOpcodesForHF(rules).opcodes) {
    if (!isInvalid) table[code] = fee
  }
  return new Uint8Array(table.buffer)
}

function parameterList({ rules, allowUnlimitedContractSize }: RuleBlockOptions): bigint[] {
  const since = (fork: string, name: string): bigint =>
    rules.gteHardfork(fork) ? rules.param(name) : 0n
  const mostBytes = (fork: string, name: string): bigint =>
    rules.gteHardfork(fork) && !allowUnlimitedContractSize ? rules.param(name) : unlimited
  return [
    BigInt(forks.filter((fork) => rules.gteHardfork(fork)).length),
    rules.param('expByteGas'),
    since('berlin', 'coldsloadGas'),
    since('berlin', 'coldaccountaccessGas'),
    since('berlin', 'warmstoragereadGas'),
    rules.param('callValueTransferGas'),
    rules.param('callNewAccountGas'),
    rules.param('callStipendGas'),
    rules.param('createDataGas'),
    since('shanghai', 'initCodeWordGas'),
    mostBytes('spuriousDragon', 'maxCodeSize'),
    mostBytes('shanghai', 'maxInitCodeSize'),
    rules.param('selfdestructRefundGas'),
    ...storageCosts(rules),
  ]
}

/** Create, change, clear refund, no-op, dirty, recreated refund, restored refund, sentry. */
function storageCosts(rules: Rules): bigint[] {
  if (rules.gteHardfork('istanbul')) return netStorageCosts(rules)
  const isNet = rules.gteHardfork('constantinople') && !rules.gteHardfork('petersburg')
  if (isNet) {
    const names = [
      'Init',
      'Clean',
      'ClearRefund',
      'Noop',
      'Dirty',
      'ResetClearRefund',
      'ResetRefund',
    ]
    return [...names.map((name) => rules.param(`netSstore${name}Gas`)), 0n]
  }
  const plain = ['sstoreSetGas', 'sstoreResetGas', 'sstoreRefundGas'].map((name) =>
    rules.param(name),
  )
  return [...plain, 0n, 0n, 0n, 0n, 0n]
}

/** EIP-2200 with the amounts of later forks, for slots that are warm. */
function netStorageCosts(rules: Rules): bigint[] {
  const param = (name: string): bigint => rules.param(`sstore${name}EIP2200Gas`)
  return [
    param('Init'),
    param('Clean'),
    param('ClearRefund'),
    param('Noop'),
    param('Dirty'),
    param('InitRefund'),
    // What ethereumjs has as this parameter since Berlin is for a cold slot, which has nothing to restore.
    rules.isActivatedEIP(2929)
      ? rules.param('sstoreResetGas') -
        rules.param('coldsloadGas') -
        rules.param('warmstoragereadGas')
      : param('CleanRefund'),
    param('Sentry'),
  ]
}

function precompileBits(numbers: Iterable<number>): Uint8Array {
  const bits = new Uint8Array(64)
  for (const number of numbers) {
    const place = number >> 3
    bits[place] = (bits[place] ?? 0) | (1 << (number & 7))
  }
  return bits
}
