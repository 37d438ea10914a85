import { isScaffoldError, type Style } from '@scaffold-evm/common'
import type { CommandContext } from '../command.js'
import { formatError } from '../format-error.js'
import type { DebugInput } from './debug-input.js'

export const promptText = 'debug> '

/** Where a prompt writes. */
export interface PromptScreen {
  readonly style: Style
  line(text?: string): void
}

/** How it ended, and how many lines failed before. */
export interface LoopEnd<T> {
  readonly failures: number
  /** Undefined when there were no more lines. */
  readonly outcome: T | undefined
}

/** Runs lines until one of them comes to something, or there are no more. An empty one repeats the last. */
export async function runCommandLoop<T>(
  { globals, version }: CommandContext,
  screen: PromptScreen,
  { input, run }: { readonly input: DebugInput; run(text: string): Promise<T | undefined> },
): Promise<LoopEnd<T>> {
  let failures = 0
  let last = ''
  for await (const typed of input.lines) {
    const line = typed.trim()
    if (line.startsWith('#') || (line === '' && (last === '' || !input.isInteractive))) continue
    if (!input.isInteractive) screen.line(`${promptText}${line}`)
    const text = line === '' ? last : line
    try {
      const outcome = await run(text)
      if (outcome !== undefined) return { failures, outcome }
      last = text
    } catch (error) {
      if (!isScaffoldError(error)) throw error
      failures += 1
      const { stackTraces } = globals
      screen.line(formatError(error, screen.style, { stackTraces, version }).trimEnd())
    }
  }
  return { failures, outcome: undefined }
}
