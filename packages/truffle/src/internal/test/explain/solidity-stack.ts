import { isScaffoldError } from '@scaffold-evm/common'
import type { RecordExecution } from '@scaffold-evm/devchain'
import type { ExplainContext, FailureExplanation, StackFrame } from '@scaffold-evm/trace'
import type { TruffleArtifact, TruffleArtifactStore } from '../../../truffle-artifact.js'
import type { FailureSource } from './failure-watch.js'

/** So many failures of a run are explained: what all tests have in common is clear by then. */
const mostExplained = 100

interface FailedExecution {
  readonly error: Error
  readonly record: Promise<RecordExecution | undefined> | RecordExecution
}

/** Puts the Solidity functions that were running into the stacks of errors. */
export class SolidityStacks {
  readonly #store: TruffleArtifactStore
  readonly #watch: FailureSource
  #context: Promise<ExplainContext> | undefined
  readonly #waiting: FailedExecution[] = []
  #noted = 0

  constructor(failures: FailureSource, store: TruffleArtifactStore) {
    this.#store = store
    this.#watch = failures
  }

  start(): void {
    this.#watch.start()
  }

  stop(): void {
    this.#watch.stop()
  }

  /** Remembers what a test or hook failed with, if it may be known what ran; other errors stay as they are. */
  note(error: unknown): boolean {
    const record = this.#watch.recorderOf(error)
    this.#watch.forget()
    if (record === undefined || !(error instanceof Error) || this.#noted >= mostExplained) {
      return false
    }
    this.#noted += 1
    // It may fail before it is waited for.
    if (record instanceof Promise) record.catch(() => undefined)
    this.#waiting.push({ error, record })
    return true
  }

  /** Adds to the stacks of what was noted since the last time. */
  async explain(): Promise<void> {
    for (const failed of this.#waiting.splice(0)) {
      try {
        await this.#explain(failed)
      } catch (error) {
        // A node that does not say what it takes to run it again: the error stays as it is.
        if (!isScaffoldError(error) || !error.code.startsWith('CHAIN_FORK_')) throw error
      }
    }
    await this.#watch.release?.()
  }

  async #explain({ error, record }: FailedExecution): Promise<void> {
    this.#context ??= this.#createContext()
    const { explainExecution } = await import('@scaffold-evm/trace')
    const found = await record
    const failure = found && (await explainExecution(found, await this.#context))
    if (failure !== undefined) addFrames(error, failure)
  }

  async #createContext(): Promise<ExplainContext> {
    const { Build } = await import('@scaffold-evm/trace')
    const { truffleBuild } = await import('./truffle-build.js')
    const { names } = this.#store
    const artifacts = names.call(this.#store).map((name) => this.#store.find(name))
    const known = artifacts.filter((artifact) => artifact !== undefined)
    const { describeRevert } = await import('@scaffold-evm/project/revert')
    const { Interface } = await import('./ethers-interface.js')
    const errors = known.flatMap(({ abi }) => abi.filter(({ type }) => type === 'error'))
    const interfaces = [new Interface(JSON.stringify(errors))]
    const deployed = new Build(truffleBuild(known))
    return {
      deployed,
      // What is compiled without the optimizer need not be compiled anew to be read.
      debug: known.some(isOptimized) ? undefined : deployed,
      describe: (data) => describeRevert(data, interfaces),
    }
  }
}

function isOptimized({ metadata = '' }: TruffleArtifact): boolean {
  return /"optimizer":\{[^}]*"enabled":true/.test(metadata)
}

/** Between the message and the frames of JavaScript. */
function addFrames(error: Error, explanation: FailureExplanation): void {
  const { cause, message, frames, isExact } = explanation
  const shown = withoutRepeats(frames.filter(({ place }) => place !== undefined).map(frameText))
  if (shown.length === 0) return
  const lines = (error.stack ?? `${error.name}: ${error.message}`).split('\n')
  const first = lines.findIndex((line) => /^\s+at /.test(line))
  const at = first === -1 ? lines.length : first
  // Of a Solidity test the stack names the function already.
  const isNamed = first !== -1 && nameIn(lines[at]) === nameIn(shown.at(-1))
  const rest = lines.slice(isNamed ? at + 1 : at)
  const isTold = cause === 'revert-without-reason' || error.message.includes(wordsOf(message))
  const reason = isTold ? [] : [`    (${message})`]
  const note = isExact ? [] : ['    (in optimized code, so lines may be near misses)']
  error.stack = [...lines.slice(0, at), ...reason, ...note, ...shown, ...rest].join('\n')
}

/** What of a revert Truffle's messages have, too. */
function wordsOf(message: string): string {
  return message.replace(/^reverted(?:: | with )/, '').replace(/\(.*$/s, '')
}

function withoutRepeats(frames: readonly string[]): string[] {
  return frames.filter((frame, index) => frame !== frames[index - 1])
}

function nameIn(frame: string | undefined): string | undefined {
  return /^\s+at (\S+) \(/.exec(frame ?? '')?.[1]
}

function frameText({ contractName, functionName, place }: StackFrame): string {
  const name = [contractName, functionName].filter((part) => part !== undefined).join('.')
  const path = place?.sourceName.replace(/^project:\//, '')
  return `    at ${name} (${path}:${place?.line}:${place?.column})`
}
