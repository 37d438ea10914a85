import type { Reporter } from '@scaffold-evm/common'
import type { Connection } from '@scaffold-evm/project'
import type { Journal } from '../journal/journal.js'
import type { StepGate } from '../proposals/step-gate.js'
import type { Broadcaster } from './broadcast.js'
import type { ChainReader } from './chain-reader.js'
import type { StepWatch } from './step-watch.js'

/** What steps are sent and followed with. */
export interface StepContext {
  readonly connection: Connection
  readonly journal: Journal
  readonly reader: ChainReader
  readonly broadcaster: Broadcaster
  readonly reporter: Reporter
  readonly warn: (text: string) => void
  readonly signal: AbortSignal | undefined
  /** Asked before each step is sent. */
  readonly gate: StepGate
  /** The highest nonces that were sent with in this run, by sender in lower case. */
  readonly usedNonces: Map<string, number>
  /** Asked before anything is sent. */
  readonly watch?: StepWatch | undefined
}
