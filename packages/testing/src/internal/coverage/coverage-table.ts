import { formatTable } from '@scaffold-evm/common'
import type { FileCoverage } from '@scaffold-evm/trace'
import { lineCounts, percentOf, type Ratio, totalsOf } from './coverage-totals.js'

/** A table of what each source covers and which lines of it never ran. */
export function formatCoverage(files: readonly FileCoverage[]): string {
  const head = ['file', 'statements', 'branches', 'functions', 'lines', 'not run']
  const rows = files.map((file) => [file.sourceName, ...percents([file]), formatLines(file)])
  const all = files.length > 1 ? [['all', ...percents(files), '']] : []
  return formatTable(
    head.map((title, index) => ({ title, align: index > 0 && index < 5 ? 'right' : 'left' })),
    [...rows, ...all],
  )
}

function percents(files: readonly FileCoverage[]): string[] {
  const { statements, branches, functions, lines } = totalsOf(files)
  return [statements, branches, functions, lines].map(formatRatio)
}

function formatRatio(ratio: Ratio): string {
  // Rounded down: 100 % is nothing less.
  return ratio.total === 0 ? '–' : `${Math.floor(percentOf(ratio) * 10) / 10} %`
}

/** `12, 15-18`: lines with statements that never ran, and with decisions that went one way only. */
function formatLines(file: FileCoverage): string {
  const lines = [...lineCounts(file)].filter(([, count]) => count === 0).map(([line]) => line)
  const halves = file.branches
    .filter(
      ({ ways }) => ways.some(({ count }) => count === 0) && ways.some(({ count }) => count > 0),
    )
    .map(({ span }) => span.start.line)
    .filter((line) => !lines.includes(line))
  const partly = [...new Set(halves)].sort((a, b) => a - b).map((line) => `${line}½`)
  return [...toRanges(lines.sort((a, b) => a - b)), ...partly].join(', ')
}

function toRanges(lines: readonly number[]): string[] {
  const ranges: [number, number][] = []
  for (const line of lines) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === line - 1) last[1] = line
    else ranges.push([line, line])
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
}
