import { setTimeout as sleep } from 'node:timers/promises'

const longestMs = 1_000

/** Pauses that begin short, for chains that mine at once, and end at a second. */
export async function pause(round: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(Math.min(25 * 2 ** round, longestMs), undefined, { signal })
}
