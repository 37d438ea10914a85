import { dirname } from 'node:path'
import type { BuildFailure, Message } from 'esbuild'
import type { ModuleProblem } from './module-problem.js'
import { SourceGraph } from './source-graph.js'

/** The first syntax error in a JavaScript file or in what it imports: Node does not say where it is. */
export async function findProblem(path: string): Promise<ModuleProblem | undefined> {
  const graph = new SourceGraph(dirname(path), { mirrorsAll: false })
  const { transform } = await import('esbuild')
  for (const reached of graph.reach([path])) {
    if (!/\.[cm]?js$/.test(reached)) continue
    const text = graph.textOf(reached)
    const found = await transform(text, { loader: 'js', logLevel: 'silent' }).then(
      () => undefined,
      firstMessage,
    )
    if (found?.location) return problemAt(reached, found.text, found.location)
  }
  return undefined
}

function firstMessage(error: BuildFailure): Message | undefined {
  return error.errors[0]
}

function problemAt(
  path: string,
  message: string,
  { line, column, length, lineText }: NonNullable<Message['location']>,
): ModuleProblem {
  return { path, line, column: column + 1, message, lineText, width: Math.max(1, length) }
}
