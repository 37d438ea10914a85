import { Address } from '@ethereumjs/util'
import { hexToBytes } from '@scaffold-evm/common'
import type { Crypto } from '../crypto.js'
import type { WorldState } from '../state/types.js'
import { createWorldState } from '../state/world-state.js'
import { BlockStore } from './blocks/block-store.js'
import type { LocalBlock } from './blocks/local-block.js'
import { CallEngine } from './calls/call-engine.js'
import type { ChainOptions, ForkOptions } from './chain-options.js'
import { ChainView } from './chain-view.js'
import { ConsoleDecoder } from './console/console-decoder.js'
import type { EventHub } from './events.js'
import { createMachine } from './execution/fast/machine.js'
import type { ConsoleSink, ExecutionListeners } from './execution/listeners.js'
import type { RemoteHistory } from './fork/remote-history.js'
import type { Genesis } from './genesis/genesis.js'
import { defaultHardfork, parseHardfork } from './hardforks.js'
import { Intake } from './intake.js'
import type { Keyring } from './keyring.js'
import { Ledger } from './ledger.js'
import { Clock } from './mining/clock.js'
import { HashSequence } from './mining/hash-sequence.js'
import type { Settings } from './mining/settings.js'
import { Mempool } from './pool/mempool.js'
import { FixedSchedule } from './schedule/fixed-schedule.js'
import type { ForkSchedule } from './schedule/fork-schedule.js'
import type { GenesisAccount } from './setup/accounts.js'
import { createGenesisBlock } from './setup/genesis.js'
import { Snapshots } from './snapshots.js'

const defaultChainId = 31_337n
const defaultGasLimit = 60_000_000n
const defaultBaseFee = 1_000_000_000n
const defaultCoinbase = hexToBytes('0xc014ba5ec014ba5ec014ba5ec014ba5ec014ba5e')

/** All of a chain that a reset makes anew. */
export interface World {
  readonly ledger: Ledger
  readonly store: BlockStore
  readonly pool: Mempool
  readonly clock: Clock
  readonly intake: Intake
  readonly view: ChainView
  readonly calls: CallEngine
  readonly snapshots: Snapshots
  readonly remote: RemoteHistory | undefined
}

/** What outlives a reset. */
export interface WorldSurroundings {
  readonly options: ChainOptions
  readonly crypto: Crypto
  readonly accounts: readonly GenesisAccount[]
  readonly keyring: Keyring
  readonly events: EventHub
}

/** What a chain goes on from. */
export interface Origin {
  readonly schedule: ForkSchedule
  readonly state: WorldState
  readonly settings: Settings
  readonly clock: Clock
  readonly prevRandaos: HashSequence
  readonly beaconRoots: HashSequence
  readonly remote: RemoteHistory | undefined
}

/** A chain at its genesis block, or at the block that it forks from. */
export async function createWorld(surroundings: WorldSurroundings): Promise<World> {
  const { first, ...origin } = await createOrigin(surroundings)
  return assembleWorld(surroundings, { origin, store: new BlockStore(first) })
}

/** A chain of these blocks. */
export async function assembleWorld(
  surroundings: WorldSurroundings,
  { origin, store }: { readonly origin: Origin; readonly store: BlockStore },
): Promise<World> {
  const { options, crypto, events, keyring } = surroundings
  const { allowUnlimitedContractSize = false, acceptsEmptyCreation = false } = options
  const { remote } = origin
  const pool = new Mempool()
  const listeners: ExecutionListeners = {
    onConsole: consoleSink(crypto, events),
    counter: undefined,
    meter: undefined,
  }
  const ledger = new Ledger({
    ...origin,
    crypto,
    store,
    pool,
    events,
    allowUnlimitedContractSize,
    remoteBlockHash: async (number) => remote?.blockHash(number) ?? new Uint8Array(32),
    listeners,
    engine: options.engine ?? 'fast',
    machine: await createMachine(),
  })
  const given = { allowUnlimitedContractSize, acceptsEmptyCreation }
  const intakeParts = { ledger, store, pool, keyring, crypto, events, ...given }
  return {
    ledger,
    store,
    pool,
    clock: origin.clock,
    intake: new Intake(intakeParts),
    view: new ChainView(ledger, store, remote),
    calls: new CallEngine(ledger.readers, crypto, listeners),
    snapshots: new Snapshots(ledger, options.snapshotIds ?? 'unique'),
    remote,
  }
}

/** Where a chain begins. */
interface Beginning extends Origin {
  readonly first: LocalBlock
}

function createOrigin(surroundings: WorldSurroundings): Promise<Beginning> {
  const { fork, genesis } = surroundings.options
  if (fork !== undefined) return forkOrigin(surroundings, fork)
  return genesis === undefined
    ? developmentOrigin(surroundings)
    : genesisOrigin(surroundings, genesis)
}

/** A chain as a genesis file describes it: our accounts have what that gives them. */
async function genesisOrigin(
  { options, crypto }: WorldSurroundings,
  genesis: Genesis,
): Promise<Beginning> {
  const [{ PlannedSchedule }, { genesisToBlock }] = await Promise.all([
    import('./schedule/planned-schedule.js'),
    import('./genesis/genesis-block.js'),
  ])
  const schedule = new PlannedSchedule(genesis.plan, crypto.customCrypto)
  const { timestampSec, difficulty, gasLimit } = genesis.header
  const rules = schedule.rulesOf({ number: 0n, timestamp: timestampSec, difficulty })
  const state = createWorldState({ crypto })
  return {
    schedule,
    state,
    first: await genesisToBlock(state, genesis, rules),
    settings: initialSettings(options, gasLimit),
    clock: createClock(options),
    ...createSequences(crypto),
    remote: undefined,
  }
}

async function developmentOrigin({
  options,
  crypto,
  accounts,
}: WorldSurroundings): Promise<Beginning> {
  const schedule = fixedSchedule(options, crypto, defaultChainId)
  const clock = createClock(options)
  const settings = initialSettings(options, defaultGasLimit)
  const sequences = createSequences(crypto)
  const state = createWorldState({ crypto })
  const first = await createGenesisBlock(state, {
    rules: schedule.rulesOf(),
    accounts,
    timestampSec: clock.nowSec,
    gasLimit: settings.blockGasLimit,
    baseFeePerGas: options.baseFeePerGas ?? defaultBaseFee,
    prevRandao: sequences.prevRandaos.take(),
    parentBeaconBlockRoot: new Uint8Array(32),
  })
  return { schedule, state, first, settings, clock, ...sequences, remote: undefined }
}

async function forkOrigin(
  { options, crypto, accounts }: WorldSurroundings,
  fork: ForkOptions,
): Promise<Beginning> {
  const [{ connectToRemote }, { createForkPoint }] = await Promise.all([
    import('./fork/connect-to-remote.js'),
    import('./fork/fork-point.js'),
  ])
  const remote = await connectToRemote(fork, {
    crypto,
    cacheDir: options.forkCacheDir,
    onNotice: options.onNotice,
  })
  const schedule = fixedSchedule(options, crypto, remote.chainId)
  const { block: first, state } = await createForkPoint(remote, schedule.rulesOf(), accounts)
  const clock = createClock(options)
  if (options.initialTimestampSec === undefined) clock.set(first.timestampSec)
  const settings = {
    ...initialSettings(options, first.header.gasLimit),
    nextBaseFeePerGas: options.baseFeePerGas,
  }
  return { schedule, state, first, settings, clock, ...createSequences(crypto), remote }
}

function fixedSchedule(options: ChainOptions, crypto: Crypto, ownChainId: bigint): FixedSchedule {
  return new FixedSchedule({
    hardfork: parseHardfork(options.hardfork ?? defaultHardfork),
    chainId: options.chainId ?? ownChainId,
    customCrypto: crypto.customCrypto,
    acceptsAnyChainId: options.acceptsAnyChainId,
  })
}

/** The clock of a chain, not yet moved by anybody but its options. */
export function createClock(options: ChainOptions): Clock {
  const clock = new Clock({
    now: options.now ?? Date.now,
    allowSameTimestamp: options.allowBlocksWithSameTimestamp ?? false,
    snapshotClock: options.snapshotClock ?? 'time',
  })
  if (options.initialTimestampSec !== undefined) clock.set(options.initialTimestampSec)
  return clock
}

/** Seeded as Hardhat seeds its own. */
export function createSequences(crypto: Crypto): Pick<Origin, 'prevRandaos' | 'beaconRoots'> {
  return {
    prevRandaos: new HashSequence('randomMixHashSeed', crypto),
    beaconRoots: new HashSequence('randomParentBeaconBlockRootSeed', crypto),
  }
}

function initialSettings(options: ChainOptions, ownGasLimit: bigint): Settings {
  return {
    coinbase: new Address(options.coinbase ?? defaultCoinbase),
    blockGasLimit: options.blockGasLimit ?? ownGasLimit,
    minGasPrice: options.minGasPrice ?? 0n,
    gasPrice: options.gasPrice,
    extraData: new Uint8Array(0),
    nextBaseFeePerGas: undefined,
  }
}

function consoleSink(crypto: Crypto, events: EventHub): ConsoleSink {
  const decoder = new ConsoleDecoder(crypto)
  return (input) => {
    if (!events.has('console')) return
    const line = decoder.decode(input)
    if (line !== undefined) events.emit('console', line)
  }
}
