import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileCoverage } from '@scaffold-evm/trace'
import type { CoverageMapData, FileCoverageData } from 'istanbul-lib-coverage'
import type { ReportOptions } from 'istanbul-reports'
import { coverageReporterUnknown } from '../../errors.js'

/** Where reports go, and which. */
export interface CoverageReportOptions {
  readonly root: string
  readonly directory: string
  /** Names of istanbul's reporters. */
  readonly reporters: readonly string[]
}

/** Writes what ran in istanbul's formats, and `tests.json`: which tests ran each line. */
export async function writeCoverage(
  files: readonly FileCoverage[],
  { root, directory, reporters }: CoverageReportOptions,
): Promise<void> {
  const [coverage, report, reports] = await Promise.all([
    import('istanbul-lib-coverage'),
    import('istanbul-lib-report'),
    import('istanbul-reports'),
  ])
  const data: CoverageMapData = Object.fromEntries(
    files.map((file) => {
      const path = join(root, file.sourceName)
      return [path, toIstanbul(file, path)]
    }),
  )
  const context = report.createContext({
    dir: directory,
    coverageMap: coverage.default.createCoverageMap(data),
  })
  await mkdir(directory, { recursive: true })
  for (const name of reporters) createReport(reports.default, name, root).execute(context)
  await writeFile(join(directory, 'tests.json'), `${JSON.stringify(testsByLine(files), null, 2)}\n`)
}

function createReport(
  reports: typeof import('istanbul-reports'),
  name: string,
  root: string,
): ReturnType<typeof reports.create> {
  // The reporters of istanbul by name; what is none of them cannot be loaded.
  const known = name as keyof ReportOptions
  try {
    return reports.create(known, { projectRoot: root })
  } catch (error) {
    throw coverageReporterUnknown(name, error)
  }
}

function toIstanbul(file: FileCoverage, path: string): FileCoverageData {
  const numbered = <T, U>(items: readonly T[], map: (item: T) => U): Record<string, U> =>
    Object.fromEntries(items.map((item, index) => [String(index), map(item)]))
  const { statements, functions, branches } = file
  return {
    path,
    statementMap: numbered(statements, ({ span }) => span),
    s: numbered(statements, ({ count }) => count),
    fnMap: numbered(functions, ({ name, span }) => ({
      name,
      decl: span,
      loc: span,
      line: span.start.line,
    })),
    f: numbered(functions, ({ count }) => count),
    branchMap: numbered(branches, ({ kind, span, ways }) => ({
      type: kind,
      loc: span,
      line: span.start.line,
      locations: ways.map((way) => way.span),
    })),
    b: numbered(branches, ({ ways }) => ways.map(({ count }) => count)),
  }
}

function testsByLine(
  files: readonly FileCoverage[],
): Record<string, Record<string, readonly string[]>> {
  return Object.fromEntries(
    files.map(({ sourceName, statements }) => {
      const lines: Record<string, string[]> = {}
      for (const { span, tests } of statements) {
        const { line } = span.start
        lines[line] = [...new Set([...(lines[line] ?? []), ...tests])].sort()
      }
      return [sourceName, lines]
    }),
  )
}
