import type { Socket } from 'node:net'
import { PlainConnection, type PlainConnectionOptions } from './plain-connection.js'

/**
 * The connections whose requests have all been plain so far, which are answered without Node's HTTP
 * server: it costs more than most answers.
 */
export class PlainConnections {
  readonly #options: PlainConnectionOptions
  readonly #open = new Set<PlainConnection>()

  constructor(options: PlainConnectionOptions) {
    this.#options = options
  }

  accept(socket: Socket): void {
    const connection = new PlainConnection(socket, this.#options, () =>
      this.#open.delete(connection),
    )
    this.#open.add(connection)
  }

  /** Ends the connections, each when it has the answer that it waits for. */
  close(): void {
    for (const connection of this.#open) connection.close()
  }

  /** Cuts off those that are still there. */
  destroy(): void {
    for (const connection of this.#open) connection.destroy()
  }
}
