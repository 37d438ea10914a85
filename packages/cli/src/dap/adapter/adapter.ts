import { dapAlreadyLaunched, dapAttachUnsupported, dapNotLaunched } from '../../errors.js'
import { answerError } from '../answer-error.js'
import { capabilities } from '../capabilities.js'
import {
  type DapAnswer,
  type DapEvent,
  type DapRequest,
  isJsonObject,
  type JsonObject,
} from '../protocol.js'
import { type ClientStreams, DapClient } from './client.js'
import { type DebuggeeCommand, DebuggeeProcess } from './debuggee-process.js'
import { RememberedSettings } from './remembered-settings.js'

/** How the process for a launch configuration is started. @throws when the configuration makes no sense */
export type DebuggeeStarter = (launch: JsonObject) => DebuggeeCommand

/**
 * One client's session: answers what concerns the session itself, and passes everything else on to a process of its own that
 * runs what is debugged.
 */
export class DapAdapter {
  readonly #client: DapClient
  readonly #commandFor: DebuggeeStarter
  readonly #settings = new RememberedSettings()
  #initialize: JsonObject = {}
  #launch: JsonObject | undefined
  #debuggee: DebuggeeProcess | undefined
  #leave: () => void = () => undefined

  constructor(streams: ClientStreams, commandFor: DebuggeeStarter) {
    this.#client = new DapClient(streams)
    this.#commandFor = commandFor
  }

  /** Serves the client until it is gone. No process is left then. */
  async serve(signal: AbortSignal): Promise<void> {
    const left = new Promise<void>((resolve) => {
      this.#leave = resolve
    })
    signal.addEventListener('abort', () => this.#leave(), { once: true })
    await Promise.race([left, this.#client.listen((request) => void this.#serve(request))])
    await this.#debuggee?.kill()
  }

  async #serve(request: DapRequest): Promise<void> {
    let answer: DapAnswer
    try {
      answer = await this.#answer(request)
    } catch (error) {
      answer = answerError(error)
    }
    this.#client.answer(request, answer)
    if (request.command === 'launch' && answer.success) this.#client.tell({ event: 'initialized' })
    if (request.command === 'disconnect') this.#leave()
  }

  async #answer({ command, arguments: args }: DapRequest): Promise<DapAnswer> {
    switch (command) {
      case 'initialize':
        this.#initialize = args
        return { success: true, body: capabilities }
      case 'launch':
        return this.#start(args)
      case 'attach':
        throw dapAttachUnsupported()
      case 'restart':
        return this.#restart(args)
      case 'terminate':
      case 'disconnect':
        await this.#debuggee?.kill()
        return { success: true }
      default:
        return this.#pass(command, args)
    }
  }

  async #start(launch: JsonObject): Promise<DapAnswer> {
    if (this.#debuggee !== undefined) throw dapAlreadyLaunched()
    const { env, ...command } = this.#commandFor(launch)
    this.#launch = launch
    // What the tests print is no terminal's, but some clients show its colours.
    const colors = this.#initialize.supportsANSIStyling === true ? { FORCE_COLOR: '1' } : {}
    const debuggee: DebuggeeProcess = new DebuggeeProcess(
      { ...command, env: { ...colors, ...env } },
      {
        onEvent: (event) => this.#tell(debuggee, event),
        onOutput: (category, output) =>
          this.#client.tell({ event: 'output', body: { category, output } }),
        onEnd: (exitCode) => this.#end(debuggee, exitCode),
      },
    )
    this.#debuggee = debuggee
    const answer = await debuggee.request('launch', { ...launch, client: this.#initialize })
    if (!answer.success) {
      this.#debuggee = undefined
      await debuggee.kill()
    }
    return answer
  }

  /** Begins anew, with what the client has set meanwhile: it need not say it again. */
  async #restart({ arguments: changed }: JsonObject): Promise<DapAnswer> {
    const launch = isJsonObject(changed) ? changed : this.#launch
    if (launch === undefined) throw dapNotLaunched()
    const before = this.#debuggee
    this.#debuggee = undefined
    await before?.kill()
    const answer = await this.#start(launch)
    if (!answer.success) return answer
    for (const { command, args } of this.#settings.all) await this.#pass(command, args)
    return this.#pass('configurationDone', {})
  }

  async #pass(command: string, args: JsonObject): Promise<DapAnswer> {
    this.#settings.note(command, args)
    if (this.#debuggee === undefined) throw dapNotLaunched()
    return this.#debuggee.request(command, args)
  }

  #tell(from: DebuggeeProcess, event: DapEvent): void {
    if (from === this.#debuggee) this.#client.tell(event)
  }

  #end(ended: DebuggeeProcess, exitCode: number): void {
    if (ended !== this.#debuggee) return
    this.#client.tell({ event: 'exited', body: { exitCode } })
    this.#client.tell({ event: 'terminated' })
  }
}
