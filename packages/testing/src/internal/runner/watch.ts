import { relative } from 'node:path'
import { errorMessage } from '@scaffold-evm/common'
import type { ModuleMirror, PreparedModule } from '@scaffold-evm/project'
import type { TestReport } from '../../test-report.js'
import { affectedFiles, type ChangeSet, classifyChanges } from '../watch/affected.js'
import { ArtifactUse } from '../watch/artifact-use.js'
import { ChangeSource } from '../watch/change-source.js'
import { WatchKeys } from '../watch/watch-keys.js'
import { createListener } from './create-listener.js'
import { RunRecord } from './record-run.js'
import { runFiles, selectFiles } from './run-serial.js'
import { TestSession } from './session.js'
import type { RunSettings } from './settings.js'

/** What made a watch run its tests again. */
type Trigger =
  | { readonly kind: 'changes'; readonly changes: ChangeSet }
  | { readonly kind: 'all' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'quit' }

/** Runs the tests, then again whatever changes affect, until told to quit. Returns the last report. */
export async function watchTests(
  find: () => Promise<string[]>,
  settings: RunSettings,
): Promise<TestReport> {
  const watch = new TestWatch(find, settings)
  try {
    return await watch.run()
  } finally {
    await watch.close()
  }
}

class TestWatch {
  readonly #find: () => Promise<string[]>
  readonly #settings: RunSettings
  readonly #modules: ModuleMirror
  readonly #use: ArtifactUse
  readonly #reaches = new Map<string, ReadonlySet<string>>()
  readonly #failed = new Set<string>()
  readonly #changes: ChangeSource
  readonly #keys: WatchKeys
  readonly #quit: Promise<Trigger>
  #session: TestSession | undefined

  constructor(find: () => Promise<string[]>, settings: RunSettings) {
    const { modules, artifacts } = settings.project
    this.#find = find
    this.#settings = settings
    this.#modules = modules
    this.#use = new ArtifactUse(artifacts)
    this.#changes = new ChangeSource(settings.project)
    this.#keys = new WatchKeys(process.stdin)
    this.#quit = untilQuit(settings.options.signal)
  }

  async run(): Promise<TestReport> {
    const { output, options } = this.#settings
    const describeError =
      options.describeError ?? ((error) => output.errorStyle.red(errorMessage(error)))
    await this.#changes.start()
    this.#keys.start()
    let report = await this.#runAll()
    for (;;) {
      this.#printPrompt()
      const trigger = await this.#nextTrigger()
      if (trigger.kind === 'quit') return report
      try {
        report = (await this.#handle(trigger)) ?? report
      } catch (error) {
        // What is half typed does not compile: the next save may.
        output.info(describeError(error))
      }
    }
  }

  async close(): Promise<void> {
    this.#keys.stop()
    await this.#changes.stop()
    await this.#closeSession()
    await this.#modules.dispose()
  }

  async #closeSession(): Promise<void> {
    await this.#session?.close()
    await this.#session?.end()
    this.#session = undefined
  }

  async #nextTrigger(): Promise<Trigger> {
    const changed = this.#changes.next().then(
      (paths): Trigger => ({
        kind: 'changes',
        changes: classifyChanges(paths, this.#settings.project),
      }),
    )
    return await Promise.race([changed, this.#keys.next(), this.#quit])
  }

  async #handle(trigger: Trigger): Promise<TestReport | undefined> {
    if (trigger.kind === 'all') return await this.#runAll()
    const files = await this.#find()
    if (trigger.kind === 'failed') {
      return await this.#runFiles(files.filter((file) => this.#failed.has(file)))
    }
    return trigger.kind === 'changes' ? await this.#runAffected(trigger.changes, files) : undefined
  }

  async #runAffected(
    changes: ChangeSet,
    files: readonly string[],
  ): Promise<TestReport | undefined> {
    const { project, output } = this.#settings
    if (changes.hasConfig) {
      output.info(
        output.errorStyle.yellow('The config changed: start `scaffold test --watch` again.'),
      )
      return undefined
    }
    const compiled = changes.hasSources ? await project.compile() : undefined
    project.artifacts.refresh()
    const sources = new Set(compiled?.compiledSources ?? [])
    if (changes.hasMigrations || this.#use.isSetupAffected(sources)) return await this.#runAll()
    const affected = affectedFiles(files, {
      changed: changes.paths,
      sources,
      reaches: this.#reaches,
      use: this.#use,
    })
    if (affected.length === 0) {
      output.info(output.errorStyle.dim('Nothing that the tests use changed.'))
      return undefined
    }
    return await this.#runFiles(affected)
  }

  /** Everything, on a chain that is set up anew. */
  async #runAll(): Promise<TestReport> {
    await this.#closeSession()
    return await this.#runFiles(await this.#find())
  }

  async #runFiles(files: readonly string[]): Promise<TestReport> {
    const startMs = performance.now()
    this.#modules.startGeneration()
    const record = new RunRecord(await createListener(this.#settings), startMs)
    const session = await this.#open()
    const prepared = await this.#modules.prepare(files)
    for (const { path, reaches } of prepared) this.#reaches.set(path, reaches)
    const stopped = await runFiles(session, selectFiles(prepared), this.#settings, record, {
      before: (module: PreparedModule) => this.#use.startFile(module.path),
    })
    this.#remember(files, record)
    return await record.finish([], stopped)
  }

  async #open(): Promise<TestSession> {
    this.#use.startSetup()
    this.#session ??= await TestSession.open({ ...this.#settings, ...this.#settings.options })
    return this.#session
  }

  #remember(files: readonly string[], record: RunRecord): void {
    for (const file of files) this.#failed.delete(file)
    for (const { file, state } of record.results) if (state === 'failed') this.#failed.add(file)
  }

  #printPrompt(): void {
    const { output, project } = this.#settings
    const { errorStyle } = output
    const keys = this.#keys.isActive ? ' · a all · f failed · q quit' : ''
    const folder = relative(process.cwd(), project.root) || '.'
    output.info('')
    output.info(errorStyle.dim(`  Watching ${folder} for changes${keys}`))
  }
}

async function untilQuit(signal: AbortSignal | undefined): Promise<Trigger> {
  return await new Promise((resolve) => {
    const quit = (): void => resolve({ kind: 'quit' })
    if (signal?.aborted === true) quit()
    signal?.addEventListener('abort', quit, { once: true })
  })
}
