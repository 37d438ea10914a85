import { join } from 'node:path'

/** Where the artifacts of profile `debug` are: below the cache, since they are nobody's artifacts. */
export function debugArtifactsDir(cacheDir: string): string {
  return join(cacheDir, 'solidity', 'debug', 'artifacts')
}
