import type { Connection } from '@scaffold-evm/project'

/** Who follows what tests do on the chain, e.g. a debugger. */
export interface TestObserver {
  /** The chain that the tests run on is in the state that they start from. */
  connected(connection: Connection): void
  /** A test begins. */
  started?(title: string): void
  /** A test or hook threw; the chain is as it left it. */
  failed(error: unknown): void
  /** A test is over, with its hooks. The next one waits. */
  ended(title: string): Promise<void>
  /** A test file is over, with hooks that failed before there was a test. The next one waits. */
  fileEnded?(): Promise<void>
}
