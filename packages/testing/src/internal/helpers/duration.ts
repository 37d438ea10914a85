/** Spans of time in seconds, the unit of block timestamps. */
export interface Duration {
  years(count: number): number
  weeks(count: number): number
  days(count: number): number
  hours(count: number): number
  minutes(count: number): number
  seconds(count: number): number
  /** Rounded down to whole seconds. */
  millis(count: number): number
}

/** Spans of time in seconds. */
export const duration: Duration = {
  years: (count) => count * 31_536_000,
  weeks: (count) => count * 604_800,
  days: (count) => count * 86_400,
  hours: (count) => count * 3_600,
  minutes: (count) => count * 60,
  seconds: (count) => count,
  millis: (count) => Math.floor(count / 1_000),
}
