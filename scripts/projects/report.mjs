// Prints what the runs of projects gave, side by side.

/** Prints a line for each project, and below it what differs. */
export function printReport(results) {
  const rows = [
    ['project', 'own tool', 'scaffold', 'own tool s', 'cold s', 'warm s', 'cold ÷', 'warm ÷'],
    ...results.map(row),
  ]
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)))
  console.log()
  for (const cells of rows)
    console.log(cells.map((cell, column) => cell.padEnd(widths[column])).join('  '))
  for (const result of results) printDifferences(result)
}

function row({ name, runs, scaffold, truffle }) {
  const own = median(runs.truffle) ?? truffle?.seconds
  const [cold, warm] = [median(runs.cold), median(runs.warm)]
  return [
    name,
    counts(truffle),
    counts(scaffold),
    seconds(own),
    seconds(cold),
    seconds(warm),
    ratio(cold, own),
    ratio(warm, own),
  ]
}

function printDifferences({ name, scaffold, lost, truffle, passes = 1 }) {
  const failures = new Map(scaffold?.failures.map(({ title, message }) => [title, message]) ?? [])
  for (const title of lost) {
    console.log(
      `\n${name}: passes with its own tool, not here: ${title}\n  ${failures.get(title) ?? 'did not run'}`,
    )
  }
  if (truffle !== undefined && scaffold !== undefined) {
    const there = new Set(truffle.passes)
    const gained = scaffold.passes.filter((title) => !there.has(title))
    if (gained.length > 0)
      console.log(
        `\n${name}: ${gained.length} pass only here: ${gained.slice(0, 3).join('; ')}${gained.length > 3 ? '; …' : ''}`,
      )
  }
  if (truffle === undefined && scaffold !== undefined && scaffold.passes.length < passes) {
    console.log(`\n${name}: fewer than ${passes} tests pass:`)
    for (const [title, message] of failures) console.log(`${title}\n  ${message}`)
  }
  for (const result of [scaffold, truffle]) {
    if (result?.passes.length === 0) console.log(`\n${name}: no test passed\n${result.tail}`)
  }
}

function counts(result) {
  if (result === undefined) return '–'
  const pending = result.pending.length > 0 ? ` / ${result.pending.length}` : ''
  return `${result.passes.length} / ${result.failures.length}${pending}`
}

function seconds(value) {
  return value === undefined ? '–' : value.toFixed(1)
}

function ratio(value, of) {
  return value === undefined || of === undefined ? '–' : (value / of).toFixed(3)
}

function median(values) {
  if (values.length === 0) return undefined
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]
}
