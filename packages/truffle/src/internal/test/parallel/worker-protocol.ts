import type { GasConfig } from '@scaffold-evm/project'
import type { Verbosity } from '@scaffold-evm/trace'
import type { MeasuredGas } from '../../gas-report/session-gas.js'
import type { TestCounts } from '../run-mocha.js'

/** How a worker runs files; the same for all of a run. */
export interface WorkerSettings {
  /** The project's folder. */
  readonly root: string
  readonly configPath: string | undefined
  /** What goes over the config. */
  readonly overrides: Readonly<Record<string, unknown>>
  readonly migrates: boolean
  readonly showsEvents: boolean
  readonly resetsEach: boolean
  readonly bail: boolean | undefined
  readonly grep: string | undefined
  readonly reporter: string | undefined
  readonly hasColor: boolean
  readonly verbosity: Verbosity | undefined
  /** Undefined measures no gas. */
  readonly gas: Pick<GasConfig, 'exclude' | 'countsCalls'> | undefined
}

/** What the main process says to a worker. */
export type WorkerRequest =
  | { readonly kind: 'start'; readonly settings: WorkerSettings }
  | { readonly kind: 'run'; readonly file: string }
  | { readonly kind: 'end' }

/** What a worker answers. */
export type WorkerResponse =
  | { readonly kind: 'started' }
  | { readonly kind: 'ran'; readonly counts: TestCounts }
  | { readonly kind: 'ended'; readonly gas: MeasuredGas | undefined }
  /** It cannot go on. */
  | { readonly kind: 'broken'; readonly message: string }

/** A line of output after which nothing of a file follows: messages and output arrive by different ways. */
export const endOfFile = '\u0000end of file\n'
