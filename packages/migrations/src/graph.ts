export {
  createDeploymentGraph,
  type DeploymentGraph,
  type GraphEdge,
  type GraphEdgeKind,
  type GraphMark,
  type GraphMarks,
  type GraphNode,
  type GraphNodeKind,
  planMarks,
} from './graphs/deployment-graph.js'
export { formatGraphMarkdown, formatGraphMermaid } from './graphs/format-graph-mermaid.js'
export { formatGraphSvg } from './graphs/format-graph-svg.js'
