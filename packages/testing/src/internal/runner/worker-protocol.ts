import type { ContractGas, FileCoverage } from '@scaffold-evm/trace'
import type { OpenHandle } from '../../test-report.js'
import type { RunEvent } from './events.js'

/** What the main process says to a worker. */
export type WorkerRequest =
  | { readonly kind: 'run'; readonly file: string }
  | { readonly kind: 'close' }

/** What a worker answers. */
export type WorkerResponse =
  | { readonly kind: 'ran'; readonly events: readonly RunEvent[] }
  | {
      readonly kind: 'closed'
      readonly openHandles: readonly OpenHandle[]
      readonly coverage: readonly FileCoverage[] | undefined
      readonly gas: readonly ContractGas[] | undefined
    }
  /** It could not be set up at all. */
  | { readonly kind: 'broken'; readonly code: string | undefined; readonly message: string }
