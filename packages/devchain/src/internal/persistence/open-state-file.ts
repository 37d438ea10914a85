import { copyFile, type FileHandle, open, readFile, rm } from 'node:fs/promises'
import { acquireFileLock, bytesToHex, isScaffoldError } from '@scaffold-evm/common'
import { forkBlockUnavailableError } from '../../errors/fork.js'
import {
  corruptStateFileError,
  stateFileForkError,
  stateFileMismatchError,
  stateFileUnusableError,
  unknownStateFileError,
} from '../../errors/state-file.js'
import { LocalBlock } from '../chain/blocks/local-block.js'
import type { ForkOptions, MiningMode, StateFileOptions } from '../chain/chain-options.js'
import type { RemoteHistory } from '../chain/fork/remote-history.js'
import { parseHardfork } from '../chain/hardforks.js'
import type { ForkSchedule } from '../chain/schedule/fork-schedule.js'
import {
  assembleWorld,
  createClock,
  createSequences,
  createWorld,
  type World,
  type WorldSurroundings,
} from '../chain/world.js'
import { createWorldState } from '../state/world-state.js'
import { readSchedule } from './codec/schedule-codec.js'
import { fileSignature, LogFile, temporaryPath } from './log-file.js'
import { readFrames } from './log-reader.js'
import type { OriginText } from './origin.js'
import { Recorder } from './recorder.js'
import { RestoredChain, type RestoredOrigin } from './restored-chain.js'
import { StateJournal, writeChain } from './state-journal.js'

/** A chain that is kept in a file. */
export interface OpenedChain {
  readonly world: World
  readonly mode: MiningMode
  readonly fork: ForkOptions | undefined
  readonly journal: StateJournal
}

type Release = () => Promise<void>

/**
 * The chain that a file has, or a new one that is kept there from now on. No other process may have
 * the file open.
 *
 * @throws `LOCK_HELD`, `CHAIN_STATE_FILE_CORRUPT`, `CHAIN_STATE_FILE_UNKNOWN`,
 *   `CHAIN_STATE_FILE_MISMATCH`, `CHAIN_STATE_FILE_UNUSABLE`
 */
export async function openStateFile(
  options: StateFileOptions,
  surroundings: WorldSurroundings,
): Promise<OpenedChain> {
  const { path } = options
  const release = await acquireFileLock(`${path}.lock`, {
    timeoutMs: 0,
    purpose: `the state file ${path}`,
  })
  try {
    await rm(temporaryPath(path), { force: true })
    const handle = await openIfThere(path)
    if (handle === undefined) {
      const world = await createWorld(surroundings)
      return await createFile(options, surroundings, { world, release })
    }
    if (await hasSignature(handle)) {
      return await new StateFileReader(options, surroundings, handle).restore(release)
    }
    await handle.close()
    return await takeOver(options, surroundings, release)
  } catch (error) {
    await release()
    const isOfDisk = error instanceof Error && 'syscall' in error
    throw isOfDisk ? stateFileUnusableError(path, error) : error
  }
}

/** The file; undefined when there is none or nothing in it. */
async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    const handle = await open(path, 'r+')
    if ((await handle.stat()).size > 0) return handle
    await handle.close()
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  return undefined
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

async function hasSignature(handle: FileHandle): Promise<boolean> {
  const start = new Uint8Array(fileSignature.length)
  await handle.read(start, 0, start.length, 0)
  return Buffer.compare(start, fileSignature) === 0
}

/** The chain of a dump in anvil's format, which is kept beside the file that it becomes. */
async function takeOver(
  options: StateFileOptions,
  surroundings: WorldSurroundings,
  release: Release,
): Promise<OpenedChain> {
  const { path } = options
  const { onNotice } = surroundings.options
  const { loadDump } = await import('./dump/load-dump.js')
  const fresh = await createWorld(surroundings)
  const world = await loadDump(surroundings, fresh, await readFile(path)).catch((error) => {
    throw isScaffoldError(error, 'CHAIN_STATE_DUMP_INVALID')
      ? unknownStateFileError(path, error)
      : error
  })
  const copy = `${path}.anvil`
  await copyFile(path, copy)
  const opened = await createFile(options, surroundings, { world, release })
  onNotice?.(`${path} was a dump of anvil and now is a state file; the dump is ${copy}`)
  return opened
}

async function createFile(
  options: StateFileOptions,
  surroundings: WorldSurroundings,
  { world, release }: { readonly world: World; readonly release: Release },
): Promise<OpenedChain> {
  const { crypto, keyring } = surroundings
  const { fork } = surroundings.options
  const mode = modeOf(surroundings, {})
  const recorder = new Recorder(crypto)
  const file = await writeChain(options.path, recorder, { world, keyring, mode, fork })
  const journal = new StateJournal({ ...options, crypto, file, recorder, release })
  return { world, mode, fork, journal }
}

/** What was asked for goes before what was saved. */
function modeOf({ options }: WorldSurroundings, saved: Partial<MiningMode>): MiningMode {
  const { mining = {} } = options
  return {
    isAutomine: mining.isAutomine ?? saved.isAutomine ?? true,
    intervalMs: mining.intervalMs ?? saved.intervalMs ?? 0,
    order: mining.order ?? saved.order ?? 'fees',
  }
}

/** Reads one file into a chain. */
class StateFileReader {
  readonly #options: StateFileOptions
  readonly #surroundings: WorldSurroundings
  readonly #handle: FileHandle
  readonly #schedules = new Map<string, ForkSchedule>()
  #remote: RemoteHistory | undefined
  #fork: ForkOptions | undefined

  constructor(options: StateFileOptions, surroundings: WorldSurroundings, handle: FileHandle) {
    this.#options = options
    this.#surroundings = surroundings
    this.#handle = handle
  }

  async restore(release: Release): Promise<OpenedChain> {
    try {
      return await this.#restore(release)
    } catch (error) {
      await this.#handle.close()
      throw error
    }
  }

  async #restore(release: Release): Promise<OpenedChain> {
    const { crypto, keyring } = this.#surroundings
    const chain = new RestoredChain({
      crypto,
      schedule: (text) => this.#schedule(text),
      begin: (origin) => this.#begin(origin),
    })
    const endBytes = await this.#readAll(chain)
    const world = await this.#assemble(chain)
    keyring.restore(chain.keys)
    const mode = modeOf(this.#surroundings, chain.mode)
    world.ledger.order = mode.order
    const recorder = new Recorder(crypto, { blocks: chain.blocks, codes: chain.codes })
    recorder.adopt({ world, keyring, mode: { ...mode, ...chain.mode }, fork: this.#fork })
    const file = new LogFile(this.#handle, endBytes)
    const journal = new StateJournal({ ...this.#options, crypto, file, recorder, release })
    return { world, mode, fork: this.#fork, journal }
  }

  /** Applies all frames, cuts off a last one that is not whole, and gives the length of the file. */
  async #readAll(chain: RestoredChain): Promise<number> {
    const { path } = this.#options
    const { onNotice } = this.#surroundings.options
    let endBytes = fileSignature.length
    for await (const frame of readFrames(path, this.#handle)) {
      await this.#apply(chain, frame.payload, endBytes)
      endBytes = frame.endBytes
    }
    const { size } = await this.#handle.stat()
    if (size > endBytes) {
      await this.#handle.truncate(endBytes)
      await this.#handle.sync()
      onNotice?.(
        `The last change in ${path} was not written to its end, and nobody was told that it was made: ${size - endBytes} bytes are cut off`,
      )
    }
    return endBytes
  }

  async #apply(chain: RestoredChain, payload: Uint8Array, startBytes: number): Promise<void> {
    try {
      await chain.apply(payload)
    } catch (error) {
      const isAboutMore = isScaffoldError(error) && error.code !== 'CHAIN_STATE_RECORD_INVALID'
      throw isAboutMore ? error : corruptStateFileError(this.#options.path, startBytes, error)
    }
  }

  async #assemble(chain: RestoredChain): Promise<World> {
    const present = chain.present()
    const { store, state } = chain
    if (present === undefined || store === undefined || state === undefined) {
      throw corruptStateFileError(this.#options.path, fileSignature.length)
    }
    const { options, crypto } = this.#surroundings
    const clock = createClock(options)
    const wallSec = clock.nowSec - clock.offsetSec
    state.restore(present.state)
    const world = await assembleWorld(this.#surroundings, {
      origin: {
        schedule: present.schedule,
        state,
        settings: present.settings,
        clock,
        ...createSequences(crypto),
        remote: this.#remote,
      },
      store,
    })
    const nowSec = wallSec + present.clock.offsetSec
    const snapshot = { ...present, clock: { ...present.clock, nowSec } }
    await world.ledger.restore(snapshot, present.headNumber, [])
    world.snapshots.restore(chain.snapshots, chain.nextSnapshotId)
    return world
  }

  async #schedule(text: string): Promise<ForkSchedule> {
    const schedule =
      this.#schedules.get(text) ??
      (await readSchedule(text, this.#surroundings.crypto.customCrypto))
    this.#schedules.set(text, schedule)
    return schedule
  }

  async #begin(origin: OriginText): Promise<RestoredOrigin> {
    this.#assertSameChain(origin)
    this.#remote = undefined
    this.#fork = undefined
    const { crypto } = this.#surroundings
    if (origin.fork === undefined) return { state: createWorldState({ crypto }), first: undefined }
    return this.#beginFork(origin.firstHash, origin.fork)
  }

  async #beginFork(
    firstHash: string,
    saved: { readonly url: string; readonly blockNumber: bigint },
  ): Promise<RestoredOrigin> {
    const { connectToRemote } = await import('../chain/fork/connect-to-remote.js')
    const { options, crypto } = this.#surroundings
    const { blockNumber } = saved
    const fork = { url: saved.url, ...options.fork, blockNumber }
    const remote = await connectToRemote(fork, {
      crypto,
      cacheDir: options.forkCacheDir,
      onNotice: options.onNotice,
    })
    const block = await remote.block(blockNumber)
    if (block === undefined) throw forkBlockUnavailableError(blockNumber, remote.forkBlockNumber)
    if (bytesToHex(block.hash) !== firstHash) {
      throw stateFileForkError(this.#options.path, blockNumber, bytesToHex(block.hash))
    }
    this.#remote = remote
    this.#fork = fork
    const state = remote.stateAt(blockNumber)
    const first = new LocalBlock(block.block, state.changed(undefined, []))
    first.transactions = block.transactions
    return { state, first }
  }

  /** What was asked for must not differ from what the file is of. */
  #assertSameChain({ chainId, hardfork, fork }: OriginText): void {
    const { path } = this.#options
    const asked = this.#surroundings.options
    const differ = (name: string, saved: unknown, wanted: unknown): void => {
      if (wanted !== undefined && wanted !== saved) {
        throw stateFileMismatchError(path, { name, saved: String(saved), asked: String(wanted) })
      }
    }
    differ('chainId', chainId, asked.chainId)
    const wanted = asked.hardfork === undefined ? undefined : parseHardfork(asked.hardfork)
    differ('hardfork', hardfork, wanted)
    const wantedBlock = asked.fork?.blockNumber
    if (wantedBlock !== undefined && wantedBlock >= 0n) {
      differ('fork.blockNumber', fork?.blockNumber, wantedBlock)
    }
    if (asked.fork !== undefined) differ('fork', fork !== undefined, true)
  }
}
