import type { MessagePort } from 'node:worker_threads'
import type { DevchainAccount, DevchainOptions } from '@scaffold-evm/devchain'
import type { Place } from '../network/probe.js'
import type { EstimateKind } from './ganache6/answer.js'

/** What the worker answers from: a chain of its own, or a node elsewhere. */
export type WorkerSource =
  | {
      readonly kind: 'chain'
      readonly options: DevchainOptions
      readonly estimates: EstimateKind
      /** Where it is served as well. */
      readonly serve?: Place | undefined
    }
  | { readonly kind: 'http'; readonly url: string }

/** What the worker starts with. */
export interface WorkerStart {
  readonly source: WorkerSource
  /** Requests come in here, answers to those that do not block go out. */
  readonly port: MessagePort
  /** Answers to requests that a blocked thread waits for. */
  readonly syncPort: MessagePort
  /** 0 while the blocked thread waits. */
  readonly flag: Int32Array
}

/** A request or its answer: JSON text, with {@link syncId} when a blocked thread waits for it. */
export interface WorkerMessage {
  readonly id: number
  readonly text: string
}

/** The `id` of the one request that a blocked thread can have. */
export const syncId = 0

/** What the worker says beside answers. */
export type WorkerNotice =
  | { readonly kind: 'ready'; readonly accounts: readonly DevchainAccount[] }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  /** A contract printed it. */
  | { readonly kind: 'line'; readonly line: string }
