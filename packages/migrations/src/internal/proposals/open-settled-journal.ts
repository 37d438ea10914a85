import type { Hex } from '@scaffold-evm/common'
import type { Connection, DeploymentStore } from '@scaffold-evm/project'
import { type OpenedJournal, openJournal } from '../journal/open-journal.js'
import { ChainReader } from '../steps/chain-reader.js'

/**
 * The record of a network as `openJournal` gives it, in which what was proposed to others and has happened since is
 * written down.
 *
 * @throws as `openJournal`; `MIGRATION_NOT_EXECUTED`.
 */
export async function openSettledJournal(
  connection: Connection,
  store: DeploymentStore,
  options: { readonly isReset: boolean; readonly executed?: readonly Hex[] | undefined },
): Promise<OpenedJournal> {
  const { executed = [] } = options
  const opened = await openJournal(connection, store, options)
  const { journal } = opened
  if (options.isReset || journal.proposedSteps().length === 0) return opened
  const { settleProposals } = await import('./settle-proposals.js')
  const notes = [...opened.notes]
  const warn = (text: string): void => {
    notes.push(text)
  }
  await settleProposals({ journal, reader: new ChainReader(connection.provider), warn, executed })
  return { ...opened, notes }
}
