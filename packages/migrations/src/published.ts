export { sourcesUnknownError } from './errors/published.js'
export { findPublished, type PublishedQuery, type PublishedSearch } from './find-published.js'
export { type PublishedBuild, PublishedCompiler } from './published-compiler.js'
export type { PublishedContract, SourceService } from './published-contract.js'
