import type { DebuggeeMessage } from '../debuggee-protocol.js'
import { isDebuggeeRequest } from '../debuggee-protocol.js'
import type { DapAnswer, DapEvent, JsonObject } from '../protocol.js'

/** The adapter that started this process. */
export class AdapterChannel {
  /** Passes on what the client asks, one after the other as far as answers go. */
  listen(answer: (command: string, args: JsonObject, reply: Reply) => void): void {
    process.on('message', (message) => {
      if (!isDebuggeeRequest(message)) return
      const { id, command, arguments: args } = message
      answer(command, args, (given) => this.#send({ kind: 'answer', id, answer: given }))
    })
    // Nobody is left who would end a test that hangs.
    process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
    this.#send({ kind: 'ready' })
  }

  tell({ event, body }: DapEvent): void {
    this.#send({ kind: 'event', event, body })
  }

  #send(message: DebuggeeMessage): void {
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
  }
}

/** Answers a request, once. */
export type Reply = (answer: DapAnswer) => void
