import { relative } from 'node:path'
import type Mocha from 'mocha'

/** Of our own code, installed or not. */
const ownFrame = /[\\/](?:@scaffold-evm|packages)[\\/][\w-]+[\\/]dist[\\/]/
const frame = /^\s+at /
/** mocha's `Context`, whose name bundling changes. */
const renamedContext = /^(\s+at (?:async )?)Context\d+\./

/** Where tests and hooks are written, for stacks that do not reach their file. */
export class TestSites {
  readonly #sites = new WeakMap<object, { readonly stack?: string }>()

  /** Takes note of what will be added to a suite. */
  follow(suite: Mocha.Suite): void {
    const note = (added: object): void => {
      const site: { stack?: string } = {}
      Error.captureStackTrace(site, note)
      this.#sites.set(added, site)
    }
    for (const event of ['test', 'beforeAll', 'beforeEach', 'afterAll', 'afterEach']) {
      suite.on(event, note)
    }
    suite.on('suite', (child: Mocha.Suite) => this.follow(child))
  }

  /** Leaves our own frames out of an error's stack, and ends it with the line of the test if it has none of its file. */
  tidy(error: unknown, failed: object): void {
    if (!(error instanceof Error) || typeof error.stack !== 'string') return
    const lines = error.stack
      .split('\n')
      .filter((line) => !frame.test(line) || !ownFrame.test(line))
      .map((line) => line.replace(renamedContext, '$1Context.'))
    const { file } = Object(failed) as { readonly file?: string }
    const isReached = file === undefined || lines.some((line) => isIn(file, line))
    const site = isReached ? undefined : this.#line(failed, file)
    error.stack = [...lines, ...(site === undefined ? [] : [site])].join('\n')
  }

  #line(failed: object, file: string): string | undefined {
    const lines = this.#sites.get(failed)?.stack?.split('\n') ?? []
    const place = /:\d+:\d+(?=\)?$)/.exec(lines.find((line) => isIn(file, line)) ?? '')?.[0]
    return place === undefined ? undefined : `    at ${relative(process.cwd(), file)}${place}`
  }
}

/** mocha shortens paths in stacks before it tells of a failure. */
function isIn(file: string, line: string): boolean {
  return frame.test(line) && (line.includes(file) || line.includes(relative(process.cwd(), file)))
}
