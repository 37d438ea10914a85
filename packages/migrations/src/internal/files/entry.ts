import { readFile } from 'node:fs/promises'
import type { Hex } from '@scaffold-evm/common'
import type { DeployedContract, Project } from '@scaffold-evm/project'
import { hasChanged } from '../contracts/changed-contracts.js'
import type { Journal } from '../journal/journal.js'
import { digestText } from './digest.js'
import type { MigrationFile } from './find-migrations.js'

/** Whether and why a file is run. */
export interface Entry {
  /** `first`: it is not complete; `again`: it is, and something that it depends on is another now. */
  readonly kind: 'first' | 'again' | 'skip'
  /** Digest of the file's text. */
  readonly source: Hex
}

/** What decides. */
export interface EntryContext {
  readonly project: Project
  readonly journal: Journal
  readonly replacing: ReadonlySet<string>
}

interface PutBehind {
  readonly contract: string
  readonly codeDigest?: Hex
  readonly migration: string
}

function putBehind({ proxy, diamond }: DeployedContract): readonly PutBehind[] {
  const facets = Object.values(diamond?.facets ?? {})
  const { migration = '' } = diamond ?? {}
  return [...(proxy === undefined ? [] : [proxy]), ...facets.map((it) => ({ ...it, migration }))]
}

async function hasOutdatedProxy(file: string, at: EntryContext): Promise<boolean> {
  for (const contract of Object.values(at.journal.record.contracts)) {
    for (const behind of putBehind(contract)) {
      if (behind.migration === file && (await hasChanged(behind, at.project))) return true
    }
  }
  return false
}

/**
 * A file that is complete is entered again when its text changed, when a contract that it put behind a proxy has
 * other code now, or when something that it used was or is to be replaced. Steps that are done are kept.
 */
export async function entryOf({ name, path }: MigrationFile, at: EntryContext): Promise<Entry> {
  const { journal, replacing } = at
  const source = digestText(await readFile(path, 'utf8'))
  if (!journal.isCompleted(name)) return { kind: 'first', source }
  const before = journal.migration(name)
  const isChanged = before.source !== undefined && before.source !== source
  const isReplaced = [...replacing].some((it) => journal.contract(it)?.migration === name)
  const isAgain =
    isChanged || isReplaced || before.rewire !== undefined || (await hasOutdatedProxy(name, at))
  return { kind: isAgain ? 'again' : 'skip', source }
}
