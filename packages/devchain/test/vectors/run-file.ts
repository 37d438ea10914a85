import type { ArchiveEntry } from './archive.js'
import { skipReason } from './skipped.js'
import { casesOf } from './state-test.js'
import type { StateTestRunner } from './state-test-runner.js'

/** What came of the cases of one file. */
export interface FileResult {
  readonly passed: number
  readonly failures: readonly { readonly id: string; readonly failure: string }[]
  /** How many cases were skipped, by reason. */
  readonly skipped: ReadonlyMap<string, number>
}

/** Runs those cases of a file that are chosen. */
export async function runFile(
  runner: StateTestRunner,
  { path, text }: ArchiveEntry,
  isChosen: (id: string) => boolean,
): Promise<FileResult> {
  const failures: { id: string; failure: string }[] = []
  const skipped = new Map<string, number>()
  let passed = 0
  for (const example of casesOf(path, text)) {
    const { id } = example
    if (!isChosen(id)) continue
    const reason = skipReason(id, runner.engine)
    if (reason !== undefined) {
      skipped.set(reason, (skipped.get(reason) ?? 0) + 1)
      continue
    }
    const failure = await runner.run(example)
    if (failure === undefined) passed++
    else failures.push({ id, failure })
  }
  return { passed, failures, skipped }
}
