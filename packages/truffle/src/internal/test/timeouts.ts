import type { TruffleConfig } from '../../truffle-config.js'

/** Limits of a suite made by `contract()`; 0 is none. */
export interface SuiteTimeouts {
  readonly testMs: number
  /** Of the hook that prepares the suite. */
  readonly beforeMs: number
}

/** Whoever debugs takes his time. */
export function isTimeless({ mocha, debug }: TruffleConfig): boolean {
  return mocha['enableTimeouts'] === false || debug === true
}

/** What the config says, else five minutes for a test and two for the preparation. */
export function suiteTimeouts(config: TruffleConfig): SuiteTimeouts {
  const { mocha } = config
  if (isTimeless(config)) return { testMs: 0, beforeMs: 0 }
  return {
    testMs: milliseconds(mocha.timeout) ?? 300_000,
    beforeMs: milliseconds(mocha.before_timeout) ?? 120_000,
  }
}

/** mocha reads "10s" and "2m" too. */
function milliseconds(value: unknown): number | undefined {
  if (value === false) return 0
  if (typeof value === 'number') return value
  const match = typeof value === 'string' ? /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(value) : null
  if (match === null) return undefined
  return Number(match[1]) * (units[match[2] ?? 'ms'] ?? 1)
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
