import type { Verbosity } from '@scaffold-evm/trace'

const levels = [1, 2, 3, 4, 5] as const

/** How often `-v` was given, as what it means: more than five times is as five times. */
export function toVerbosity(count: number): Verbosity {
  return levels[Math.min(count, levels.length) - 1] ?? 1
}
