import { gasSnapshotInvalid } from './errors.js'
import type { ContractGasUse, GasFigures } from './gas-report.js'

/** Gas of one test, or of the calls of one function. */
export interface GasSnapshotEntry {
  /** E.g. `test/token.test.ts:Token › moves`, `Token.transfer(address,uint256)`. */
  readonly name: string
  /** Of a test all of its transactions, of calls their mean. */
  readonly gas: number
  /** Undefined of a test. */
  readonly calls: { readonly count: number; readonly median: number } | undefined
}

/** Gas by tests and functions, in the order of their names: tests first. */
export type GasSnapshot = readonly GasSnapshotEntry[]

/** A test and what it took. */
export interface MeasuredTest {
  readonly name: string
  readonly gas: number
}

/** Makes a snapshot of what was measured. Tests without transactions are left out. */
export function createGasSnapshot(
  tests: readonly MeasuredTest[],
  contracts: readonly ContractGasUse[],
): GasSnapshot {
  const used = tests.filter(({ gas }) => gas > 0)
  const entries = used.map(({ name, gas }) => ({ name: oneLine(name), gas, calls: undefined }))
  return [...sorted(numbered(entries)), ...sorted(contracts.flatMap(contractEntries))]
}

/** One line for each entry, made for git: as `forge snapshot` writes them. */
export function formatGasSnapshot(snapshot: GasSnapshot): string {
  return snapshot
    .map(({ name, gas, calls }) =>
      calls === undefined
        ? `${name} (gas: ${gas})\n`
        : `${name} (calls: ${calls.count}, μ: ${gas}, ~: ${calls.median})\n`,
    )
    .join('')
}

const line =
  /^(?<name>.+) \((?:gas: (?<gas>\d+)|(?:calls|runs): (?<count>\d+), μ: (?<mean>\d+), ~: (?<median>\d+))\)$/

/** Reads what {@link formatGasSnapshot} writes. @throws `TEST_GAS_SNAPSHOT_INVALID` */
export function parseGasSnapshot(text: string, file: string): GasSnapshot {
  return text.split(/\r?\n/).flatMap((content, index): GasSnapshotEntry[] => {
    if (content.trim() === '') return []
    const found = line.exec(content)?.groups
    if (found === undefined) throw gasSnapshotInvalid(file, index + 1, content)
    const { name = '', gas, count, mean, median } = found
    if (gas !== undefined) return [{ name, gas: Number(gas), calls: undefined }]
    return [{ name, gas: Number(mean), calls: { count: Number(count), median: Number(median) } }]
  })
}

/** What is otherwise than in an older snapshot. */
export interface GasDifference {
  readonly name: string
  /** Undefined of what was not there. */
  readonly before: number | undefined
  readonly after: number | undefined
}

/**
 * What differs between snapshots by more than `tolerance` percent, and what is in one of them only. Of calls neither their
 * mean nor their median may differ.
 */
export function compareGasSnapshots(
  before: GasSnapshot,
  after: GasSnapshot,
  tolerance: number,
): readonly GasDifference[] {
  const older = new Map(before.map((entry) => [entry.name, entry]))
  const newer = new Map(after.map((entry) => [entry.name, entry]))
  return [...new Set([...newer.keys(), ...older.keys()])].flatMap((name) => {
    const [old, now] = [older.get(name), newer.get(name)]
    if (old !== undefined && now !== undefined && isNear(old, now, tolerance)) return []
    return [{ name, before: old?.gas, after: now?.gas }]
  })
}

function isNear(old: GasSnapshotEntry, now: GasSnapshotEntry, tolerance: number): boolean {
  const isWithin = (a: number, b: number): boolean => Math.abs(a - b) * 100 <= tolerance * a
  const [before, after] = [old.calls?.median ?? old.gas, now.calls?.median ?? now.gas]
  return isWithin(old.gas, now.gas) && isWithin(before, after)
}

function contractEntries({
  contractName,
  deployment,
  functions,
}: ContractGasUse): GasSnapshotEntry[] {
  return [{ ...deployment, signature: 'constructor' }, ...functions].flatMap((one) => [
    ...callEntry(`${contractName}.${one.signature}`, one.transactions),
    ...callEntry(`${contractName}.${one.signature} by contracts`, one.inner),
  ])
}

function callEntry(name: string, figures: GasFigures | undefined): GasSnapshotEntry[] {
  if (figures === undefined) return []
  const { calls: count, median, mean } = figures
  return [{ name, gas: mean, calls: { count, median } }]
}

/** Several may have one title. */
function numbered(entries: readonly GasSnapshotEntry[]): GasSnapshotEntry[] {
  const counts = new Map<string, number>()
  return entries.map((entry) => {
    const count = (counts.get(entry.name) ?? 0) + 1
    counts.set(entry.name, count)
    return count === 1 ? entry : { ...entry, name: `${entry.name} #${count}` }
  })
}

function sorted(entries: readonly GasSnapshotEntry[]): GasSnapshotEntry[] {
  return [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
