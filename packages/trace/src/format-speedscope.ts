import type { GasNode, GasProfile } from './gas-profile.js'

interface SpeedscopeFrame {
  readonly name: string
  readonly file?: string
  readonly line?: number
}

/** A profile in the file format of speedscope (https://www.speedscope.app/file-format-schema.json). */
export function formatSpeedscope({ root }: GasProfile, title: string): string {
  const frames: SpeedscopeFrame[] = []
  const indices = new Map<string, number>()
  const samples: number[][] = []
  const weights: number[] = []
  const indexOf = (node: GasNode): number => {
    const key = `${node.kind} ${node.name} ${node.place?.sourceName}:${node.place?.line}`
    const known = indices.get(key)
    if (known !== undefined) return known
    const { name, place } = node
    indices.set(key, frames.length)
    return (
      frames.push(
        place === undefined ? { name } : { name, file: place.sourceName, line: place.line },
      ) - 1
    )
  }
  const visit = (node: GasNode, above: readonly number[]): void => {
    const stack = node.kind === 'all' ? above : [...above, indexOf(node)]
    if (node.self > 0) {
      samples.push([...stack])
      weights.push(node.self)
    }
    for (const child of node.children) visit(child, stack)
  }
  visit(root, [])
  return JSON.stringify({
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    exporter: 'scaffold',
    name: title,
    activeProfileIndex: 0,
    shared: { frames },
    profiles: [
      {
        type: 'sampled',
        name: `${title} (gas)`,
        unit: 'none',
        startValue: 0,
        endValue: root.total,
        samples,
        weights,
      },
    ],
  })
}
