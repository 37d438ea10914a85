import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import type { Proposal, SenderKind } from '@scaffold-evm/migrations/proposals'
import type { Connection } from '@scaffold-evm/project'

/** A file that was written, and for whom. */
export interface WrittenProposal {
  readonly from: string
  readonly sender: SenderKind
  readonly count: number
  /** As it was asked for; but for a Safe the one with all transactions. */
  readonly path: string
}

/** `upgrade.json` → `upgrade.unsigned.json`, `upgrade-2.json`, `upgrade.sepolia.json`. */
export function beside(file: string, what: string): string {
  const extension = extname(file)
  return `${file.slice(0, file.length - extension.length)}${what}${extension || '.json'}`
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** All transactions as plain JSON values, in their order. */
export async function plainTransactions(
  proposals: readonly Proposal[],
  chainId: bigint,
): Promise<readonly object[]> {
  const { unsignedToJson } = await import('@scaffold-evm/migrations/proposals')
  return proposals.flatMap(({ transactions }) =>
    transactions.map((tx) => unsignedToJson(tx, chainId)),
  )
}

/** Writes a file for the Safe app for each proposal to a Safe, and one with all transactions. */
export async function writeProposals(
  proposals: readonly Proposal[],
  { networkName, chainId }: Connection,
  at: { readonly file: string; readonly cwd: string; readonly createdAtMs: number },
): Promise<readonly WrittenProposal[]> {
  const { createSafeBatch } = await import('@scaffold-evm/migrations/proposals')
  const { file, cwd, createdAtMs } = at
  const all = beside(file, '.unsigned')
  await mkdir(dirname(resolve(cwd, file)), { recursive: true })
  await writeFile(resolve(cwd, all), toJson(await plainTransactions(proposals, chainId)))
  const written: WrittenProposal[] = []
  for (const { from, sender, transactions } of proposals) {
    const number = written.filter((other) => other.sender === 'safe').length + 1
    const path = sender !== 'safe' ? all : number === 1 ? file : beside(file, `-${number}`)
    written.push({ from, sender, count: transactions.length, path })
    if (sender !== 'safe') continue
    const name = `${networkName}: ${transactions[0]?.file ?? ''}`
    const description = transactions.map(({ label }) => label).join('; ')
    const about = { safe: from, chainId, createdAtMs, name, description }
    await writeFile(resolve(cwd, path), toJson(createSafeBatch(transactions, about)))
  }
  return written
}
