import { type DapAnswer, type DapEvent, isJsonObject, type JsonObject } from './protocol.js'

/** What the adapter says to the process that runs what is debugged. */
export interface DebuggeeRequest {
  readonly kind: 'request'
  readonly id: number
  readonly command: string
  readonly arguments: JsonObject
}

/** What that process says. */
export type DebuggeeMessage =
  /** It listens. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: DapAnswer }
  | ({ readonly kind: 'event' } & DapEvent)

/** Whether something that came from the adapter is a request. */
export function isDebuggeeRequest(value: unknown): value is DebuggeeRequest {
  return isJsonObject(value) && value.kind === 'request'
}

/** Whether something that came from the process is a message. */
export function isDebuggeeMessage(value: unknown): value is DebuggeeMessage {
  return isJsonObject(value) && ['ready', 'answer', 'event'].includes(String(value.kind))
}
