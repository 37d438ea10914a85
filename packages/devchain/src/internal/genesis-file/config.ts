import type { HardforkName } from '../chain/hardforks.js'
import type { BlobSchedule } from '../chain/rules.js'
import type { BlockFork, ForkPlan, TimedFork } from '../chain/schedule/fork-plan.js'
import { object, type ParsedFields } from '../rpc/params/combinators.js'
import { at, ParamMismatch, type ParamType, requiredField } from '../rpc/params/param-type.js'
import { address, boolean } from '../rpc/params/scalars.js'
import { integer, integer256 } from './fields.js'

/** Fields of geth's `config` by the fork that comes at their block, oldest first. */
const blockFields = {
  homesteadBlock: 'homestead',
  eip150Block: 'tangerineWhistle',
  eip158Block: 'spuriousDragon',
  byzantiumBlock: 'byzantium',
  constantinopleBlock: 'constantinople',
  petersburgBlock: 'petersburg',
  istanbulBlock: 'istanbul',
  muirGlacierBlock: 'muirGlacier',
  berlinBlock: 'berlin',
  londonBlock: 'london',
  arrowGlacierBlock: 'arrowGlacier',
  grayGlacierBlock: 'grayGlacier',
} as const satisfies Readonly<Record<string, HardforkName>>

/** The same of forks that come at a time. */
const timeFields = {
  shanghaiTime: 'shanghai',
  cancunTime: 'cancun',
  pragueTime: 'prague',
  osakaTime: 'osaka',
  bpo1Time: 'bpo1',
  bpo2Time: 'bpo2',
  bpo3Time: 'bpo3',
  bpo4Time: 'bpo4',
  bpo5Time: 'bpo5',
} as const

type BlockField = keyof typeof blockFields
type TimeField = keyof typeof timeFields
type TimedForkName = (typeof timeFields)[TimeField]

/** Forks that only put off the difficulty bomb: a chain may do without. */
const optionalFields: ReadonlySet<string> = new Set<BlockField>([
  'muirGlacierBlock',
  'arrowGlacierBlock',
  'grayGlacierBlock',
])

/** What is not Ethereum's, or not yet. */
const unsupported = ['amsterdamTime', 'verkleTime', 'ubtTime', 'bogotaTime'] as const

const blobFields = object('a blob schedule: {target, max, baseFeeUpdateFraction}', {
  target: integer,
  max: integer,
  baseFeeUpdateFraction: integer,
})

const blobSchedule: ParamType<BlobSchedule> = {
  expected: blobFields.expected,
  parse(value) {
    const { target, max, baseFeeUpdateFraction } = blobFields.parse(value)
    return {
      target: requiredField(target, 'target'),
      max: requiredField(max, 'max'),
      baseFeeUpdateFraction: requiredField(baseFeeUpdateFraction, 'baseFeeUpdateFraction'),
    }
  },
}

const anything: ParamType<unknown> = { expected: 'anything', parse: (value) => value }

const fields = {
  chainId: integer,
  daoForkBlock: integer,
  daoForkSupport: boolean,
  eip155Block: integer,
  ...everyField(blockFields),
  mergeNetsplitBlock: integer,
  terminalTotalDifficulty: integer256,
  ...everyField(timeFields),
  blobSchedule: object('an object of blob schedules by fork', {
    cancun: blobSchedule,
    prague: blobSchedule,
    osaka: blobSchedule,
    bpo1: blobSchedule,
    bpo2: blobSchedule,
    bpo3: blobSchedule,
    bpo4: blobSchedule,
    bpo5: blobSchedule,
  }),
  depositContractAddress: address,
  clique: anything,
  amsterdamTime: anything,
  verkleTime: anything,
  ubtTime: anything,
  bogotaTime: anything,
}

function everyField<K extends string>(
  table: Readonly<Record<K, string>>,
): Readonly<Record<K, ParamType<bigint>>> {
  const types: Partial<Record<K, ParamType<bigint>>> = {}
  for (const key in table) types[key] = integer
  return types as Record<K, ParamType<bigint>>
}

const configFields = object('the forks of a chain: {chainId, homesteadBlock, …}', fields)

type Config = ParsedFields<typeof fields>

/** The `config` of a genesis file. */
export const config: ParamType<ForkPlan> = {
  expected: configFields.expected,
  parse(value) {
    const read = configFields.parse(value)
    refuseUnsupported(read)
    const blockForks = readBlockForks(read)
    const timedForks = readTimedForks(read)
    if (timedForks.length > 0 && read.londonBlock === undefined) {
      refuse('londonBlock', 'a block number, as later forks have a time', undefined)
    }
    return {
      chainId: requiredField(read.chainId, 'chainId'),
      blockForks,
      terminalTotalDifficulty: readTerminalDifficulty(read, timedForks),
      netsplitBlock: read.mergeNetsplitBlock,
      timedForks,
      depositContract: read.depositContractAddress ?? new Uint8Array(20),
    }
  },
}

function refuse(key: string, expected: string, value: unknown): never {
  return at(key, () => {
    throw new ParamMismatch(expected, value)
  })
}

function refuseUnsupported(read: Config): void {
  for (const key of unsupported) {
    if (read[key] !== undefined) refuse(key, 'nothing: that is not supported', read[key])
  }
  // It decides on nothing in a chain that begins merged.
  if (read.clique !== undefined && read.terminalTotalDifficulty !== 0n) {
    refuse('clique', 'nothing: proof of authority is not supported', read.clique)
  }
  if (read.daoForkBlock !== undefined && read.daoForkSupport === true) {
    refuse('daoForkBlock', 'nothing: the DAO fork is not supported', read.daoForkBlock)
  }
  if (read.eip155Block !== read.eip158Block) {
    refuse('eip155Block', `the number of eip158Block (${read.eip158Block})`, read.eip155Block)
  }
}

function readBlockForks(read: Config): BlockFork[] {
  const forks: BlockFork[] = []
  let missing: string | undefined
  for (const [key, hardfork] of entries(blockFields)) {
    const number = read[key]
    if (number === undefined) {
      if (!optionalFields.has(key)) missing ??= key
      continue
    }
    if (missing !== undefined) refuse(missing, `a block number, as ${key} has one`, undefined)
    const previous = forks.at(-1)?.number ?? 0n
    if (number < previous) refuse(key, `at least ${previous}, when the fork before it is`, number)
    forks.push({ hardfork, number })
  }
  return withPetersburg(forks)
}

/** A chain that says nothing of Petersburg never had what it takes back. */
function withPetersburg(forks: readonly BlockFork[]): BlockFork[] {
  const last = forks.at(-1)
  return last?.hardfork === 'constantinople'
    ? [...forks, { hardfork: 'petersburg', number: last.number }]
    : [...forks]
}

function readTimedForks(read: Config): TimedFork[] {
  const forks: TimedFork[] = []
  let missing: string | undefined
  let blobs: BlobSchedule | undefined
  for (const [key, name] of entries(timeFields)) {
    const timestampSec = read[key]
    const isBlobFork = name.startsWith('bpo')
    if (timestampSec === undefined) {
      if (!isBlobFork) missing ??= key
      continue
    }
    if (missing !== undefined) refuse(missing, `a time, as ${key} has one`, undefined)
    const previous = forks.at(-1)?.timestampSec ?? 0n
    if (timestampSec < previous) {
      refuse(key, `at least ${previous}, when the fork before it is`, timestampSec)
    }
    if (name !== 'shanghai') blobs = read.blobSchedule?.[name] ?? blobs
    const hardfork = hardforkOf(name)
    if (hardfork !== name && blobs === undefined) refuse(key, 'a blobSchedule', undefined)
    forks.push({ name, hardfork, timestampSec, blobs })
  }
  return forks
}

/** The later blob forks change nothing but what the genesis says of them. */
function hardforkOf(name: TimedForkName): HardforkName {
  return name === 'bpo3' || name === 'bpo4' || name === 'bpo5' ? 'bpo2' : name
}

function readTerminalDifficulty(
  read: Config,
  timedForks: readonly TimedFork[],
): bigint | undefined {
  const [first] = timedForks
  if (first !== undefined && read.terminalTotalDifficulty === undefined) {
    const expected = `a number, as ${first.name}Time has one; 0 for a chain without proof of work`
    refuse('terminalTotalDifficulty', expected, undefined)
  }
  return read.terminalTotalDifficulty
}

function entries<K extends string, V>(table: Readonly<Record<K, V>>): [K, V][] {
  return Object.entries(table) as [K, V][]
}
