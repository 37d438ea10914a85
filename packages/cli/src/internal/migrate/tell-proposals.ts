import type { Proposal } from '@scaffold-evm/migrations/proposals'
import type { Connection } from '@scaffold-evm/project'
import { plainTransactions, type WrittenProposal, writeProposals } from './proposal-files.js'

/** What others have to sign, and the files in which they find it. */
export interface ToldProposals {
  readonly proposals: readonly WrittenProposal[]
  /** All of them as JSON values, in their order. */
  readonly transactions: readonly object[]
}

/** Writes what others have to sign, where a file is asked for. */
export async function tellProposals(
  connection: Connection,
  proposals: readonly Proposal[],
  at: { readonly file: string | undefined; readonly cwd: string },
): Promise<ToldProposals> {
  const { file, cwd } = at
  const transactions = await plainTransactions(proposals, connection.chainId)
  if (file === undefined || proposals.length === 0) return { proposals: [], transactions }
  const where = { file, cwd, createdAtMs: Date.now() }
  return { proposals: await writeProposals(proposals, connection, where), transactions }
}

function lineOf({ from, sender, count, path }: WrittenProposal): string {
  const what = `${count} ${count === 1 ? 'transaction' : 'transactions'} for ${from}`
  switch (sender) {
    case 'safe':
      return `${what} in ${path}: import it in the Transaction Builder of the Safe app`
    case 'account':
      return `${what} to sign in ${path}`
    case 'contract':
      return `${what}, a contract that is no Safe, in ${path}: have it do them in its own way`
  }
}

/** What was written for whom, and what comes next, as text. */
export function formatProposals({ proposals, transactions }: ToldProposals): string {
  if (transactions.length === 0) return 'Nothing is left for others to sign'
  if (proposals.length === 0) return JSON.stringify(transactions, null, 2)
  const next = 'When that is executed, migrate again: it is looked for on the chain'
  return [...proposals.map(lineOf), next].join('\n')
}
