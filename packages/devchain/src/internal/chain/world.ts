import { Address } from '@ethereumjs/util'
import { hexToBytes } from '@scaffold-evm/common'
import type { Crypto } from '../crypto.js'
import { createWorldState } from '../state/world-state.js'
import { BlockStore } from './blocks/block-store.js'
import { CallEngine } from './calls/call-engine.js'
import { ChainView } from './chain-view.js'
import { ConsoleDecoder } from './console/console-decoder.js'
import type { EventHub } from './events.js'
import { defaultHardfork, parseHardfork } from './hardforks.js'
import { Intake } from './intake.js'
import type { Keyring } from './keyring.js'
import { Ledger } from './ledger.js'
import { Clock } from './mining/clock.js'
import { HashSequence } from './mining/hash-sequence.js'
import type { Settings } from './mining/settings.js'
import { Mempool } from './pool/mempool.js'
import { createRules } from './rules.js'
import type { GenesisAccount } from './setup/accounts.js'
import { createGenesisBlock } from './setup/genesis.js'
import { Snapshots } from './snapshots.js'
import type { ChainOptions } from './types.js'

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
}

/** What outlives a reset. */
export interface WorldSurroundings {
  readonly options: ChainOptions
  readonly crypto: Crypto
  readonly accounts: readonly GenesisAccount[]
  readonly keyring: Keyring
  readonly events: EventHub
}

/** A chain at its genesis block. */
export async function createWorld(surroundings: WorldSurroundings): Promise<World> {
  const { options, crypto, events } = surroundings
  const rules = createRules({
    hardfork: parseHardfork(options.hardfork ?? defaultHardfork),
    chainId: options.chainId ?? defaultChainId,
    customCrypto: crypto.customCrypto,
  })
  const clock = new Clock({
    now: options.now ?? Date.now,
    allowSameTimestamp: options.allowBlocksWithSameTimestamp ?? false,
  })
  if (options.initialTimestampSec !== undefined) clock.set(options.initialTimestampSec)
  const settings = initialSettings(options)
  const prevRandaos = new HashSequence('randomMixHashSeed', crypto)
  const beaconRoots = new HashSequence('randomParentBeaconBlockRootSeed', crypto)
  const state = createWorldState({ crypto })
  const genesis = await createGenesisBlock(state, {
    rules,
    accounts: surroundings.accounts,
    timestampSec: clock.nowSec,
    gasLimit: settings.blockGasLimit,
    coinbase: settings.coinbase,
    baseFeePerGas: options.baseFeePerGas ?? defaultBaseFee,
    prevRandao: prevRandaos.take(),
    parentBeaconBlockRoot: beaconRoots.take(),
  })
  const store = new BlockStore(genesis)
  const pool = new Mempool()
  const console = new ConsoleDecoder(crypto)
  const onConsole = (input: Uint8Array): void => {
    const line = console.decode(input)
    if (line !== undefined) events.emit('console', line)
  }
  const allowUnlimitedContractSize = options.allowUnlimitedContractSize ?? false
  const ledger = new Ledger({
    rules,
    crypto,
    state,
    store,
    pool,
    clock,
    events,
    settings,
    prevRandaos,
    beaconRoots,
    allowUnlimitedContractSize,
    remoteBlockHash: async () => new Uint8Array(32),
    onConsole,
  })
  const { keyring } = surroundings
  const intakeParts = { ledger, store, pool, keyring, crypto, events, allowUnlimitedContractSize }
  return {
    ledger,
    store,
    pool,
    clock,
    intake: new Intake(intakeParts),
    view: new ChainView(ledger, store),
    calls: new CallEngine(ledger.readers, crypto, onConsole),
    snapshots: new Snapshots(ledger),
  }
}

function initialSettings(options: ChainOptions): Settings {
  return {
    coinbase: new Address(options.coinbase ?? defaultCoinbase),
    blockGasLimit: options.blockGasLimit ?? defaultGasLimit,
    minGasPrice: options.minGasPrice ?? 0n,
    nextBaseFeePerGas: undefined,
  }
}
