import type { Style } from '@scaffold-evm/common'
import { type CallFormat, CallLog, type CallNote, CallNotes } from '@scaffold-evm/project'
import type { CallTracer, TraceContext, Verbosity } from '@scaffold-evm/trace'
import type Mocha from 'mocha'
import type { TruffleSession } from '../../truffle-session.js'
import { truffleBuild } from './explain/truffle-build.js'

/** Where what tests did is written. */
export interface SessionCallsOptions {
  readonly verbosity: Verbosity
  readonly style: Style
  print(line: string): void
}

/** Tells below each test what its transactions and calls did. */
export class SessionCalls {
  readonly #notes: CallNotes
  readonly #options: SessionCallsOptions
  #format: Promise<CallFormat> | undefined

  private constructor(notes: CallNotes, options: SessionCallsOptions) {
    this.#notes = notes
    this.#options = options
  }

  /** Undefined on a chain of another process. */
  static start(session: TruffleSession, options: SessionCallsOptions): SessionCalls | undefined {
    const { devchain } = session
    if (devchain === undefined) return undefined
    const { verbosity } = options
    const log = new CallLog(devchain, verbosity, {
      tracer: () => createTracer(session),
      explainContext: () => createContext(session),
    })
    return new SessionCalls(new CallNotes(log, verbosity), options)
  }

  /** Adds the hook that writes, after those that are there. */
  addTo({ suite }: Mocha): void {
    const write = async (test: Mocha.Test | undefined): Promise<void> => {
      const hasPassed = test?.state === 'passed'
      await this.#write(await this.#notes.endTest(hasPassed), test?.titlePath().length ?? 1)
    }
    suite.afterEach('calls', async function (this: Mocha.Context) {
      this.timeout(0)
      await write(this.currentTest)
    })
  }

  follow(runner: Mocha.Runner): void {
    runner.on('test', () => this.#notes.beginTest())
    runner.on('fail', (failed) => {
      if ((failed.type as string) === 'hook') this.#notes.failHook()
    })
  }

  /** All tests ran: what a hook did that failed is still to be told. */
  async finish(): Promise<void> {
    await this.#write(await this.#notes.endFile(), 1)
  }

  async #write(notes: readonly CallNote[], depth: number): Promise<void> {
    if (notes.length === 0) return
    const { loadCallFormat } = await import('@scaffold-evm/project')
    this.#format ??= loadCallFormat()
    const format = await this.#format
    const { style, print } = this.#options
    for (const line of notes.flatMap((note) => format(note, style))) {
      print(`${'  '.repeat(depth + 1)}${line}`)
    }
  }
}

async function createTracer(session: TruffleSession): Promise<CallTracer> {
  const [{ AbiIndex, CallTracer }, { loadConsoleDecoder, loadKeccak256 }] = await Promise.all([
    import('@scaffold-evm/trace'),
    import('@scaffold-evm/devchain'),
  ])
  const { deployed } = await createContext(session)
  const abis = artifactsOf(session).map(({ abi, contractName, sourcePath = '' }) => ({
    abi,
    contractName,
    sourceName: sourcePath,
  }))
  const accounts = session.accounts.map(
    (address, index) => [address.toLowerCase(), `accounts[${index}]`] as const,
  )
  return new CallTracer({
    deployed,
    abi: new AbiIndex(abis, await loadKeccak256()),
    names: new Map(accounts),
    consoleLine: await loadConsoleDecoder(),
  })
}

/** Without a second compilation: functions within contracts are those that the code has. */
async function createContext(session: TruffleSession): Promise<TraceContext> {
  const { Build } = await import('@scaffold-evm/trace')
  const { loadKeccak256 } = await import('@scaffold-evm/devchain')
  const keccak256 = await loadKeccak256()
  const deployed = new Build(truffleBuild(artifactsOf(session)))
  return { deployed, debug: undefined, describe: (data) => data, keccak256 }
}

function artifactsOf({ store }: TruffleSession): NonNullable<ReturnType<typeof store.find>>[] {
  return store.names().flatMap((name) => store.find(name) ?? [])
}
