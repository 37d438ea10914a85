import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Memory } from './fuzz-node.js'

/** A node in another process, so that its end and its memory can be seen. */
export class NodeProcess {
  readonly url: string
  readonly port: number
  readonly #child: ChildProcess
  #stderr = ''

  private constructor(child: ChildProcess, place: { readonly url: string; readonly port: number }) {
    this.#child = child
    this.url = place.url
    this.port = place.port
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text
    })
  }

  static async start(dialect: string): Promise<NodeProcess> {
    const child = fork(new URL('./fuzz-node.js', import.meta.url), [dialect], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    const [place] = await once(child, 'message')
    return new NodeProcess(child, place)
  }

  /** What it wrote to standard error, and how it ended if it did. */
  get complaints(): readonly string[] {
    const { exitCode, signalCode } = this.#child
    const end =
      exitCode === null && signalCode === null ? [] : [`it ended: ${exitCode ?? signalCode}`]
    return this.#stderr === '' ? end : [this.#stderr.trim().slice(0, 2_000), ...end]
  }

  async memory(): Promise<Memory> {
    const answered = once(this.#child, 'message')
    this.#child.send('measure')
    const [memory] = await answered
    return memory
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.disconnect()
    await ended
  }
}
