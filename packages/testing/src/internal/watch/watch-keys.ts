import type { ReadStream } from 'node:tty'

/** What a key asks for. */
export type KeyCommand = { readonly kind: 'all' | 'failed' | 'quit' }

const commands: Readonly<Record<string, KeyCommand>> = {
  a: { kind: 'all' },
  '\r': { kind: 'all' },
  f: { kind: 'failed' },
  q: { kind: 'quit' },
  '\u0003': { kind: 'quit' },
  '\u0004': { kind: 'quit' },
}

/** Single keys from a terminal; nothing when the input is none. */
export class WatchKeys {
  readonly #input: ReadStream
  #onCommand: ((command: KeyCommand) => void) | undefined

  constructor(input: ReadStream) {
    this.#input = input
  }

  get isActive(): boolean {
    return this.#input.isTTY === true
  }

  start(): void {
    if (!this.isActive) return
    this.#input.setRawMode(true)
    this.#input.setEncoding('utf8')
    this.#input.on('data', this.#onData)
    this.#input.resume()
  }

  stop(): void {
    if (!this.isActive) return
    this.#input.off('data', this.#onData)
    this.#input.setRawMode(false)
    this.#input.pause()
  }

  /** The next command that is typed. */
  async next(): Promise<KeyCommand> {
    return await new Promise((resolve) => {
      this.#onCommand = resolve
    })
  }

  readonly #onData = (key: unknown): void => {
    const command = commands[String(key)]
    if (command !== undefined) this.#onCommand?.(command)
  }
}
