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
} from './deployment-graph.js'
export { formatGraphMarkdown, formatGraphMermaid } from './format-graph-mermaid.js'
export { formatGraphSvg } from './format-graph-svg.js'
