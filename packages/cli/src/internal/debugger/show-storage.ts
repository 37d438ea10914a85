import type { DebugView } from './debug-view.js'
import { cut } from './format-source.js'

/** What is stored otherwise than before the transaction, by contract. */
export async function showStorage(view: DebugView): Promise<void> {
  const changes = await view.session.storageChanges()
  if (changes.length === 0) view.line('Nothing is stored otherwise than at the beginning.')
  let last = ''
  for (const { address, contractName, path, before, after } of changes) {
    if (address !== last) view.line(`${contractName ?? 'unknown contract'} ${address}`)
    last = address
    view.line(cut(`  ${path}: ${before} -> ${after}`, view.columns))
  }
}
