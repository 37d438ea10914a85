import { Account, Address } from '@ethereumjs/util'
import { bytesToHex, isScaffoldError } from '@scaffold-evm/common'
import { invalidDumpError } from '../../../errors/state-file.js'
import { BlockStore } from '../../chain/blocks/block-store.js'
import type { LocalBlock } from '../../chain/blocks/local-block.js'
import {
  assembleWorld,
  createSequences,
  type World,
  type WorldSurroundings,
} from '../../chain/world.js'
import { stripZeros } from '../../state/copy.js'
import type { StateSnapshot, WorldState } from '../../state/types.js'
import { type BlockContent, localBlock } from '../codec/block-codec.js'
import { dumpedBlocks } from './dumped-blocks.js'
import { type Dump, type DumpedAccount, readDump } from './read-dump.js'

/**
 * The chain with what a dump in anvil's format has: its accounts over those that are there, and its
 * blocks, if it has any, in place of all others.
 *
 * @throws `CHAIN_STATE_DUMP_INVALID`
 */
export async function loadDump(
  surroundings: WorldSurroundings,
  world: World,
  bytes: Uint8Array,
): Promise<World> {
  const dump = await readDump(bytes)
  const contents = contentsOf(dump, world, surroundings)
  const state = world.ledger.state.fork(world.ledger.head.state)
  // All at once: on a fork, each account is read first.
  await Promise.all(dump.accounts.map((account) => putAccount(state, account)))
  const head = state.seal()
  if (contents.length > 0)
    return replaceBlocks(surroundings, world, { contents, dump, state, head })
  world.ledger.state.restore(head)
  await world.ledger.commitState()
  const missing = (dump.bestNumber ?? 0n) - world.ledger.head.number
  if (missing > 0n) world.ledger.reserveBlocks(missing, 1n)
  return world
}

/** The JSON of blocks is read like that of another node, whose mistakes are the dump's here. */
function contentsOf(
  dump: Dump,
  { ledger }: World,
  { crypto }: WorldSurroundings,
): readonly BlockContent[] {
  try {
    return dumpedBlocks(dump, ledger.schedule, crypto)
  } catch (error) {
    if (!isScaffoldError(error, 'CHAIN_FORK_RESPONSE_INVALID')) throw error
    throw invalidDumpError(error.message, error)
  }
}

async function putAccount(state: WorldState, account: DumpedAccount): Promise<void> {
  const address = new Address(account.address)
  await state.putAccount(address, new Account(account.nonce, account.balanceWei))
  await state.putCode(address, account.code)
  for (const [slot, word] of account.storage) await state.putStorage(address, slot, word)
}

interface Loaded {
  readonly contents: readonly BlockContent[]
  readonly dump: Dump
  readonly state: WorldState
  readonly head: StateSnapshot
}

function replaceBlocks(
  surroundings: WorldSurroundings,
  { ledger, clock, remote }: World,
  { contents, dump, state, head }: Loaded,
): Promise<World> {
  const blocks: LocalBlock[] = []
  for (const [index, content] of contents.entries()) {
    const isHead = index === contents.length - 1
    const snapshot = isHead ? head : stateOf(content, dump, state)
    blocks.push(localBlock(content, snapshot, blocks.at(-1)?.totalDifficulty))
  }
  const [first, ...others] = blocks
  if (first === undefined) throw invalidDumpError('it has no blocks')
  const store = new BlockStore(first)
  for (const block of others) store.push(block)
  state.restore(head)
  const sequences = createSequences(surroundings.crypto)
  const { prevRandao, beaconRoot } = ledger.capture()
  sequences.prevRandaos.next = prevRandao
  sequences.beaconRoots.next = beaconRoot
  const settings = { ...ledger.settings, nextBaseFeePerGas: undefined }
  const { schedule } = ledger
  const origin = { schedule, state, settings, clock, ...sequences, remote }
  return assembleWorld(surroundings, { origin, store })
}

/** A past state, as far as the dump has it. */
function stateOf({ block }: BlockContent, dump: Dump, state: WorldState): StateSnapshot {
  const accounts = dump.history.get(bytesToHex(block.hash()))
  if (accounts === undefined) return state.missing(block.header.stateRoot)
  return state.changed(
    undefined,
    accounts.map(({ address, nonce, balanceWei, code, storage }) => ({
      address,
      data: { nonce, balanceWei, code: state.codes.add(code) },
      isStorageNew: true,
      isStorageComplete: true,
      slots: storage.map(([slot, word]) => ({ slot, word: stripZeros(word) })),
    })),
  )
}
