import type { Journal } from '../journal/journal.js'
import type { MigrationFile } from './find-migrations.js'

/** Files that were added before others that are done. */
export function warnOfOrder(files: readonly MigrationFile[], journal: Journal): readonly string[] {
  const last = Math.max(
    -1,
    ...files.filter((f) => journal.isCompleted(f.name)).map((f) => f.number),
  )
  return files
    .filter((file) => file.number < last && Object.keys(journal.steps(file.name)).length === 0)
    .filter((file) => !journal.isCompleted(file.name))
    .map((file) => `${file.name} comes before migrations that are already done; it runs now`)
}

/** Files that were not chosen, cannot run or are gone still have old addresses in what they did. */
export function warnOfOldAddresses(journal: Journal, warn: (text: string) => void): void {
  for (const [file, { completed, rewire }] of Object.entries(journal.record.migrations)) {
    if (!completed || rewire === undefined) continue
    warn(
      `${file} was not run again, although ${rewire.join(', ')} was replaced: what it did with the old one stays`,
    )
  }
}
