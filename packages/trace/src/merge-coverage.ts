import type { FileCoverage } from './coverage.js'

/** What ran in several processes, of the same build, as one. */
export function mergeCoverage(
  reports: readonly (readonly FileCoverage[])[],
): readonly FileCoverage[] {
  const [first = [], ...others] = reports
  for (const other of others) {
    for (const [index, file] of other.entries()) {
      const into = first[index]
      if (into !== undefined) addFile(into, file)
    }
  }
  return first
}

function addFile(into: FileCoverage, file: FileCoverage): void {
  for (const [index, { count, tests }] of file.statements.entries()) {
    const statement = into.statements[index]
    if (statement === undefined) continue
    statement.count += count
    for (const test of tests) statement.tests.add(test)
  }
  for (const [index, { count }] of file.functions.entries()) {
    const called = into.functions[index]
    if (called !== undefined) called.count += count
  }
  for (const [index, { ways }] of file.branches.entries()) {
    for (const [position, { count }] of ways.entries()) {
      const way = into.branches[index]?.ways[position]
      if (way !== undefined) way.count += count
    }
  }
}
