import { relative } from 'node:path'
import type { Reporter } from '@scaffold-evm/common'
import type { CoverageThresholds, Project } from '@scaffold-evm/project'
import type { FileCoverage } from '@scaffold-evm/trace'
import { formatCoverage } from './coverage-table.js'
import { type CoverageTotals, percentOf, totalsOf } from './coverage-totals.js'

const measures = ['statements', 'branches', 'functions', 'lines'] as const

/** Prints and writes what ran. Tells whether it is as much as the config demands. */
export async function reportCoverage(
  files: readonly FileCoverage[],
  { root, config }: Project,
  output: Reporter,
): Promise<boolean> {
  const { directory, reporters, thresholds } = config.test.coverage
  if (reporters.includes('text')) {
    output.line()
    output.line(formatCoverage(files))
  }
  const written = reporters.filter((name) => name !== 'text')
  if (written.length > 0) {
    const { writeCoverage } = await import('./istanbul.js')
    await writeCoverage(files, { root, directory, reporters: written })
    output.info(`Coverage is in ${relative(root, directory)}/`)
  }
  const missed = missedThresholds(totalsOf(files), thresholds)
  for (const line of missed) output.info(output.errorStyle.red(line))
  return missed.length === 0
}

function missedThresholds(totals: CoverageTotals, thresholds: CoverageThresholds): string[] {
  return measures.flatMap((measure) => {
    const least = thresholds[measure]
    const percent = percentOf(totals[measure])
    if (least === undefined || percent >= least) return []
    const shown = Math.floor(percent * 10) / 10
    return [`Of all ${measure}, ${shown} % are covered; test.coverage.thresholds wants ${least} %.`]
  })
}
