/** Lines of commands, and whether somebody waits for the answers. */
export interface DebugInput {
  readonly lines: AsyncIterable<string> | Iterable<string>
  readonly isInteractive: boolean
}

/** The same lines, for several who read one after the other. To be ended by whoever made it. */
export interface SharedInput extends DebugInput {
  end(): Promise<void>
}

/** Lines that are not at their end when one of their readers stops. */
export function shareInput({ lines, isInteractive }: DebugInput): SharedInput {
  const iterator = Symbol.asyncIterator in lines ? lines[Symbol.asyncIterator]() : iterate(lines)
  return {
    lines: { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) },
    isInteractive,
    end: async () => {
      await iterator.return?.()
    },
  }
}

async function* iterate(lines: Iterable<string>): AsyncGenerator<string> {
  yield* lines
}
