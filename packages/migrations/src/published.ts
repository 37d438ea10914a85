export { sourcesUnknownError } from './errors/published.js'
export {
  findPublished,
  type PublishedQuery,
  type PublishedSearch,
} from './publications/find-published.js'
export { type PublishedBuild, PublishedCompiler } from './publications/published-compiler.js'
export type { PublishedContract, SourceService } from './publications/published-contract.js'
