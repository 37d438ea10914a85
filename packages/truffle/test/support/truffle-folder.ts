import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createReporter } from '@scaffold-evm/common'
import type {
  CompileProjectOptions,
  TruffleCompilation,
} from '../../src/internal/compile/compilation.js'
import { compileProject } from '../../src/internal/compile/compile-project.js'
import { EventManager } from '../../src/internal/events/event-manager.js'
import type { TruffleConfig } from '../../src/truffle-config.js'

/** A Truffle project in a temporary folder. */
export class TruffleFolder {
  readonly root: string = realpathSync(mkdtempSync(join(tmpdir(), 'scaffold-truffle-')))
  /** What the last compilation printed. */
  stdout = ''
  stderr = ''

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.write(path, text)
  }

  path(name: string): string {
    return join(this.root, name)
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(this.path(name)), { recursive: true })
    writeFileSync(this.path(name), text)
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8')
  }

  config(changes: Readonly<Record<string, unknown>> = {}): TruffleConfig {
    const config = {
      working_directory: this.root,
      contracts_directory: this.path('contracts'),
      build_directory: this.path('build'),
      contracts_build_directory: this.path('build/contracts'),
      test_directory: this.path('test'),
      quiet: false,
      events: new EventManager(),
      compilers: { solc: { version: bundledVersion } },
      ...changes,
    }
    // Only what compiling reads is there.
    return config as unknown as TruffleConfig
  }

  async compile(
    options: Partial<CompileProjectOptions> = {},
    changes: Readonly<Record<string, unknown>> = {},
  ): Promise<TruffleCompilation> {
    this.stdout = ''
    this.stderr = ''
    const reporter = createReporter({
      stdout: { write: (text) => (this.stdout += text) },
      stderr: { write: (text) => (this.stderr += text) },
      env: {},
    })
    return compileProject(this.config(changes), { reporter, ...options })
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** The release that comes with the compiler package: there without network. */
export const bundledVersion = '0.8.37'

/** Runs `action` in a project that is gone afterwards. */
export async function withProject(
  files: Readonly<Record<string, string>>,
  action: (folder: TruffleFolder) => Promise<void> | void,
): Promise<void> {
  const folder = new TruffleFolder(files)
  try {
    await action(folder)
  } finally {
    folder.remove()
  }
}
