import type { DeploymentGraph, GraphEdgeKind, GraphMark, GraphNode } from './deployment-graph.js'

const shapes: Readonly<Record<GraphNode['kind'], readonly [string, string]>> = {
  contract: ['[', ']'],
  library: ['([', '])'],
  proxy: ['[[', ']]'],
  beacon: ['[[', ']]'],
  implementation: ['[/', '/]'],
  call: ['{{', '}}'],
}

const arrows: Readonly<Record<GraphEdgeKind, string>> = {
  argument: '-->',
  library: '-. linked .->',
  target: '-- called -->',
  creates: '== creates ==>',
  implements: '-. behind .->',
}

const colours: Readonly<Record<GraphMark, string | undefined>> = {
  create: '#2da44e',
  upgrade: '#bf8700',
  replace: '#cf222e',
  call: '#0969da',
  drift: '#8250df',
  same: undefined,
}

/** Mermaid reads entities in quoted text. */
function quote(text: string): string {
  const safe = text.replace(/[^\p{L}\p{N} ._:·…\-()[\],]/gu, (it) => `#${it.codePointAt(0)};`)
  return `"${safe}"`
}

/** A graph as Mermaid draws it on GitHub and elsewhere. Ends without a line break. */
export function formatGraphMermaid({ nodes, edges }: DeploymentGraph): string {
  const ids = new Map(nodes.map(({ id }, at) => [id, `n${at}`]))
  const lines = nodes.map(({ id, kind, name, detail }) => {
    const [open, close] = shapes[kind]
    const text =
      detail === '' ? quote(name) : `${quote(name).slice(0, -1)}<br/>${quote(detail).slice(1)}`
    return `  ${ids.get(id)}${open}${text}${close}`
  })
  const links = edges.map(
    ({ from, to, kind }) => `  ${ids.get(from)} ${arrows[kind]} ${ids.get(to)}`,
  )
  const styles = nodes.flatMap(({ id, mark }) => {
    const colour = mark === undefined ? undefined : colours[mark]
    return colour === undefined ? [] : [`  style ${ids.get(id)} stroke:${colour},stroke-width:3px`]
  })
  return ['flowchart TD', ...lines, ...links, ...styles].join('\n')
}

/** The same in a Markdown file. Ends with a line break. */
export function formatGraphMarkdown(graph: DeploymentGraph): string {
  return `# Deployment to ${graph.network}\n\n\`\`\`mermaid\n${formatGraphMermaid(graph)}\n\`\`\`\n`
}
