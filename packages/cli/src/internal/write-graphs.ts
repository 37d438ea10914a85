import { extname, resolve } from 'node:path'
import { writeFileAtomic } from '@scaffold-evm/common'
import type { DeploymentGraph } from '@scaffold-evm/migrations/graph'
import { usageError } from '../errors.js'

const known: readonly string[] = ['.svg', '.md', '.mmd']

/** @throws `USAGE` for files that are named as no graph is. */
export function assertGraphFiles(files: readonly string[]): void {
  const other = files.find((file) => !known.includes(extname(file).toLowerCase()))
  if (other === undefined) return
  throw usageError(`--graph is "${other}"; expected a file that ends with ${known.join(', ')}`)
}

/** Writes a graph to each file, in the format that its name asks for. */
export async function writeGraphs(
  graph: DeploymentGraph,
  files: readonly string[],
  cwd: string,
): Promise<void> {
  const { formatGraphMarkdown, formatGraphMermaid, formatGraphSvg } = await import(
    '@scaffold-evm/migrations/graph'
  )
  const formats = new Map([
    ['.svg', formatGraphSvg],
    ['.md', formatGraphMarkdown],
    ['.mmd', (it: DeploymentGraph) => `${formatGraphMermaid(it)}\n`],
  ])
  for (const file of files) {
    const format = formats.get(extname(file).toLowerCase())
    if (format !== undefined) await writeFileAtomic(resolve(cwd, file), format(graph))
  }
}
