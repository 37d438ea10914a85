import { mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { writeFileAtomic } from '@scaffold-evm/common'
import type { Project } from '@scaffold-evm/project'
import { isRecord } from './internal/guards.js'
import type { TestReport } from './test-report.js'

/** A test of the last run that failed. */
export interface FailedTest {
  /** Relative to the project. */
  readonly file: string
  /** With those of the suites around it; undefined for what is no test, such as a hook. */
  readonly title: string | undefined
}

/** Keeps in the project's cache which tests failed, until the next run. */
export async function rememberFailures(project: Project, report: TestReport): Promise<void> {
  const path = pathOf(project)
  const failed = report.results.filter(({ state }) => state === 'failed')
  if (failed.length === 0) {
    await rm(path, { force: true })
    return
  }
  const tests = failed.map(
    ({ file, kind, suites, title }): FailedTest => ({
      file: relative(project.root, file).replaceAll('\\', '/'),
      title: kind === 'test' ? [...suites, title].join(' ') : undefined,
    }),
  )
  await mkdir(dirname(path), { recursive: true })
  await writeFileAtomic(path, `${JSON.stringify({ tests }, undefined, 2)}\n`)
}

/** The tests that failed in the last run, in their order; none when all passed, or nothing was run. */
export async function lastFailures(project: Project): Promise<readonly FailedTest[]> {
  let content: unknown
  try {
    content = JSON.parse(await readFile(pathOf(project), 'utf8'))
  } catch {
    // A cache may be gone or broken at any time.
    return []
  }
  const tests = isRecord(content) ? content.tests : undefined
  return Array.isArray(tests) ? tests.filter(isFailedTest) : []
}

function pathOf({ config }: Project): string {
  return join(config.paths.cache, 'last-failures.json')
}

function isFailedTest(value: unknown): value is FailedTest {
  return isRecord(value) && typeof value.file === 'string'
}
