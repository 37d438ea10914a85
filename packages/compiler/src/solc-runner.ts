import { selectOutputs, type WantedOutputs } from './internal/plan/outputs.js'
import { splitJobs, type WeighableSources } from './internal/plan/split.js'
import { mergeOutputs } from './internal/run/merge-outputs.js'
import { parseSolcOutput } from './internal/run/solc-output.js'
import type { SolcRelease } from './internal/solc/solc.js'
import { SolcPool } from './internal/solc-pool.js'
import { scanSolidity } from './internal/sources/scan.js'
import type { SolcSettings } from './options.js'
import type { SolcInput, SolcOutput } from './standard-json.js'

/** One run of solc over sources that its caller has collected and named. */
export interface SolcTask {
  readonly release: SolcRelease
  readonly language: 'Solidity' | 'Yul'
  /** Contents by source name. */
  readonly sources: Readonly<Record<string, string>>
  /** Names of the sources whose outputs are wanted. */
  readonly targets: readonly string[]
  /** What each source imports, by names. It decides only on how the work is spread. @default nothing */
  readonly imports?: Readonly<Record<string, readonly string[]>>
  /** Passed on as they are, with `outputs` as the output selection. */
  readonly settings: SolcSettings
  readonly outputs: WantedOutputs
  /** What else the input holds at its top. @default nothing */
  readonly input?: Readonly<Record<string, unknown>>
  readonly signal?: AbortSignal | undefined
}

/** Compilers in threads, for those who bring their own sources and keep their own outputs. */
export interface SolcRunner {
  /**
   * Starts loading a compiler that is likely to be needed; its thread starts while it is looked for.
   * Resolves when it loads, or when the release turns out to be undefined. Rejects as `release` does.
   */
  prepare(release: Promise<SolcRelease | undefined>): Promise<void>
  /**
   * Compiles, spread over the cores where that pays, and gives solc's output as one run would have
   * made it, errors included.
   *
   * @throws `SOLC_CRASHED`, `SOLC_FILE_INVALID`, `SOLC_OUTPUT_INVALID`, or the signal's reason.
   */
  run(task: SolcTask): Promise<SolcOutput>
  /** Ends the compilers. It can be used again afterwards. */
  close(): Promise<void>
}

/** How a {@link SolcRunner} works. */
export interface SolcRunnerOptions {
  /** How many compilers may run at once. @default as many as there are cores, and memory for */
  readonly workers?: number
  /** Called when a compiler begins to work, so that what can be done meanwhile is. */
  readonly onRun?: () => void
}

/** A {@link SolcRunner}. Idle, it does not keep the process alive. */
export function createSolcRunner({ workers, onRun }: SolcRunnerOptions = {}): SolcRunner {
  const pool = new SolcPool(workers)
  return {
    prepare: (release) => pool.prepare(release.then((found) => found?.path)),
    run(task) {
      const running = runTask(task, pool)
      onRun?.()
      return running
    },
    close: () => pool.close(),
  }
}

async function runTask(task: SolcTask, pool: SolcPool): Promise<SolcOutput> {
  const { release, signal } = task
  const outputs = await Promise.all(
    partsOf(task, pool.size).map(async (targets) => {
      const input = JSON.stringify(inputOf(task, targets))
      const output = await pool.run({ soljsonPath: release.path, input }, signal)
      return parseSolcOutput(output, release.version)
    }),
  )
  return mergeOutputs(outputs)
}

function inputOf(task: SolcTask, targets: readonly string[]): SolcInput {
  const { language, sources, settings, outputs, input } = task
  return {
    ...input,
    language,
    sources: Object.fromEntries(
      Object.entries(sources).map(([name, content]) => [name, { content }]),
    ),
    settings: { ...settings, outputSelection: selectOutputs(targets, outputs) },
  }
}

function partsOf(task: SolcTask, workers: number): readonly (readonly string[])[] {
  const { release, targets, sources } = task
  if (task.language === 'Yul' || workers < 2 || targets.length < 2) return [targets]
  const units = targets.map((name) => ({ name, closure: closureOf(name, task.imports ?? {}) }))
  const [parts] = splitJobs([{ group: release, units }], { graph: weigh(sources), workers })
  return parts === undefined || parts.length === 0 ? [targets] : parts
}

function weigh(sources: SolcTask['sources']): WeighableSources {
  const nodes = Object.entries(sources).map(
    ([name, content]) => [name, { file: { content, scan: scanSolidity(content) } }] as const,
  )
  return { nodes: new Map(nodes) }
}

function closureOf(
  name: string,
  imports: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  const found = new Set([name])
  for (const member of found) for (const next of imports[member] ?? []) found.add(next)
  return [...found]
}
