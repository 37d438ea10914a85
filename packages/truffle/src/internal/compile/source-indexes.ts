import { type ArtifactLayer, type BuildPlaces, builtLayer, freshLayer } from './cache-folder.js'
import type { CompilePurpose } from './compilation.js'
import { readCompileState } from './compile-state.js'

/**
 * The sources that a contract was compiled with, by their index in its source maps, under the path that artifacts
 * name: absolute, or the import path of a package's source. Undefined for what was compiled by others.
 *
 * @param sourcePath of the contract's artifact
 */
export function sourceIndexesOf(
  config: BuildPlaces,
  sourcePath: string,
  purpose: CompilePurpose = 'build',
): readonly string[] | undefined {
  const layers =
    purpose === 'test' ? [freshLayer(config), builtLayer(config)] : [builtLayer(config)]
  return layers.map((layer) => indexesIn(layer, sourcePath)).find((found) => found !== undefined)
}

function indexesIn(
  { stateFile }: ArtifactLayer,
  sourcePath: string,
): readonly string[] | undefined {
  const { units, compilations } = readCompileState(stateFile)
  const unit = units[sourcePath]
  return unit && compilations[unit.compilation]
}
