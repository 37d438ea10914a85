import type { StorageField, StorageLayout } from '../../layout/storage-layout.js'
import type { UpgradeRehearsal } from '../../upgrade/upgrade-rehearsal.js'
import type { FileRun } from '../files/file-run.js'
import { compareReadings } from './compare-readings.js'
import { gatherKeys } from './gather-keys.js'
import { KeyPool } from './key-pool.js'
import { layoutVariables } from './layout-variables.js'
import { StorageView } from './storage-view.js'
import { StorageWalker, type WalkContext } from './storage-walker.js'

/** An upgrade that was done on a copy. */
export interface DoneUpgrade {
  /** Recorded name of the proxy. */
  readonly name: string
  readonly address: string
  readonly old: StorageLayout
  readonly now: StorageLayout
  /** The last block before it. */
  readonly before: number
  /** The block after it. */
  readonly after: number
  /** The block of its deployment, when it is known. */
  readonly since: number | undefined
  readonly implementations: readonly string[]
}

/** In the process a word is there at once; behind a fork each is a request. */
const mostWords = { here: 50_000, fork: 5_000 } as const

/** Reads the storage of a proxy before and after an upgrade, by the layout of each version, value by value. */
export async function rehearseUpgrade(run: FileRun, done: DoneUpgrade): Promise<UpgradeRehearsal> {
  const { old, now, name, address, before, after } = done
  const { connection } = run.parts
  const { config, provider } = connection
  const isFork = config.type === 'http' || config.fork !== undefined
  const variables = { old: layoutVariables(old), now: layoutVariables(now, oldNames(old)) }
  const views = {
    before: new StorageView(provider, address, before),
    after: new StorageView(provider, address, after),
  }
  const pool = new KeyPool()
  const code = [address, ...done.implementations]
  const { since = 0 } = done
  const range = { fromBlock: since, toBlock: before }
  const notes = await gatherKeys(run, pool, { ...range, address, code, isFork })
  const most = isFork ? mostWords.fork : mostWords.here
  const context: WalkContext = { pool, keys: new Map(), mostWords: most }
  const walkers = {
    before: new StorageWalker(views.before, context),
    after: new StorageWalker(views.after, context),
  }
  // What is found in one round may be a key in the next.
  for (let round = 0, size = -1; round < 3 && pool.size > size; round++) {
    size = pool.size
    await walkers.before.discover(variables.old)
    await walkers.before.discover(variables.now)
    await walkers.after.discover(variables.now)
  }
  const values = compareReadings({
    old: await walkers.before.read(variables.old),
    same: await walkers.before.read(variables.now),
    now: await walkers.after.read(variables.now),
  })
  const isCut = views.before.size >= most || views.after.size >= most
  return {
    ...{ name, address, from: old.contract, to: now.contract, values },
    isIntact: values.every(({ status }) => status === 'kept' || status === 'written'),
    notes: isCut
      ? [...notes, 'There are more possible entries of mappings than were asked for']
      : notes,
  }
}

/** A field that says what it was called is called that. */
function oldNames(old: StorageLayout): (field: StorageField) => string {
  const labels = new Set([
    ...old.variables.map(({ label }) => label),
    ...(old.namespaces ?? []).flatMap(({ members }) => members.map(({ label }) => label)),
    ...Object.values(old.types).flatMap((type) =>
      type.kind === 'struct' ? (type.members ?? []).map(({ label }) => label) : [],
    ),
  ])
  return ({ label, renamedFrom }) =>
    renamedFrom !== undefined && labels.has(renamedFrom) ? renamedFrom : label
}
