import type { SolcOutput, SolcRelease, SolcRunner, SolcTask } from '@scaffold-evm/compiler'

/** What compiles, whatever it runs on. */
export interface SolcBackend {
  /** e.g. `0.8.21`. */
  readonly version: string
  /** As artifacts name it, e.g. `0.8.21+commit.d9974bed.Emscripten.clang`. */
  readonly fullVersion: string
  /** Undefined of what is no JavaScript. */
  readonly release?: SolcRelease
  /** Starts loading it. */
  prepare(): void
  compile(task: Omit<SolcTask, 'release'>): Promise<SolcOutput>
}

/** A release of solc as JavaScript, in the runner's threads. */
export function createSoljsonBackend(release: SolcRelease, runner: SolcRunner): SolcBackend {
  return {
    release,
    version: release.version,
    fullVersion: `${release.longVersion}.Emscripten.clang`,
    prepare: () => void runner.prepare(Promise.resolve(release)),
    compile: (task) => runner.run({ ...task, release }),
  }
}
