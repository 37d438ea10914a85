import { realpathSync } from 'node:fs'
import { userFrames } from './internal/runner/stack.js'
import type { SourceLocation } from './test-report.js'

/** A function of the user's own that was running. */
export interface UserStackFrame extends SourceLocation {
  /** Undefined for one without a name, as tests are. */
  readonly name: string | undefined
}

/** What a stack says of the user's own files; frames of scaffold, packages and Node are left out. */
export function readUserStack(stack: string, root: string): readonly UserStackFrame[] {
  return userFrames(stack, { root, realRoot: realpathSync(root) }).map(({ name, location }) => ({
    ...location,
    name: nameOf(name),
  }))
}

function nameOf(name: string | undefined): string | undefined {
  const own = name?.replace(/^async /, '')
  // mocha calls tests on its context object, which says nothing.
  return own?.endsWith('<anonymous>') === true ? undefined : own
}
