/** What a glance at the text of a test file tells, without parsing it. */
export interface TestScan {
  /** Whether it says `it.only(…)` or the like. */
  readonly hasOnly: boolean
  /** Whether it imports mocha by name instead of using the globals. */
  readonly importsMocha: boolean
}

const onlyPattern = /\b(?:describe|context|suite|it|specify|test)\s*\.\s*only\s*\(/
const mochaPattern = /(?:\bfrom|\brequire\s*\()\s*['"]mocha['"]/

/** Scans the text of a test file. */
export function scanTest(text: string): TestScan {
  return { hasOnly: onlyPattern.test(text), importsMocha: mochaPattern.test(text) }
}
