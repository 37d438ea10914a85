import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Connection, Project } from '@scaffold-evm/project'
import { importMissingError, importUnknownError } from '../../errors/import.js'
import { ChainReader } from '../steps/chain-reader.js'
import type { ForeignState } from './foreign-state.js'
import { readHardhatDeployState } from './hardhat-deploy-state.js'
import { readOpenZeppelinState } from './openzeppelin-state.js'
import { isTruffleFolder, readTruffleState } from './truffle-state.js'

/** How OpenZeppelin's plugins call networks; others are `unknown-<chain id>`. */
const manifestNames: Readonly<Record<string, string>> = {
  '1': 'mainnet',
  '5': 'goerli',
  '10': 'optimism',
  '56': 'bsc',
  '100': 'xdai',
  '137': 'polygon',
  '8453': 'base',
  '17000': 'holesky',
  '42161': 'arbitrum-one',
  '43114': 'avalanche',
  '11155111': 'sepolia',
}

/**
 * What other tools recorded of a network: at a path, or in the usual places of the project.
 *
 * @throws `IMPORT_MISSING`, `IMPORT_UNKNOWN`, `IMPORT_INVALID`, `IMPORT_CHAIN`.
 */
export async function findForeignStates(
  project: Project,
  connection: Connection,
  path: string | undefined,
): Promise<readonly ForeignState[]> {
  const { root } = project
  if (path !== undefined) return [await readAt(resolve(root, path), project, connection)]
  const { networkName } = connection
  const places = [
    join(root, 'build', 'contracts'),
    join(project.config.paths.deployments, networkName),
    ...manifestsOf(root, connection),
  ]
  const states: ForeignState[] = []
  for (const place of places.filter((one) => existsSync(one))) {
    states.push(await readAt(place, project, connection))
  }
  if (states.length > 0) return states
  throw importMissingError(root, [
    'build/contracts',
    `deployments/${networkName}/`,
    '.openzeppelin/',
  ])
}

/** The one that is there. */
function manifestsOf(root: string, { networkName, chainId }: Connection): readonly string[] {
  const names = [`unknown-${chainId}`, manifestNames[String(chainId)], networkName]
  const paths = names.map((name) => join(root, '.openzeppelin', `${name}.json`))
  return paths.filter((path) => existsSync(path)).slice(0, 1)
}

async function readAt(
  path: string,
  project: Project,
  connection: Connection,
): Promise<ForeignState> {
  if (!existsSync(path)) throw importMissingError(dirname(path), [basename(path)])
  const { chainId, networkName } = connection
  if (!statSync(path).isDirectory()) return readOpenZeppelinState(path)
  if (existsSync(join(path, '.chainId'))) return readHardhatDeployState(path, chainId)
  const below = join(path, networkName)
  if (existsSync(join(below, '.chainId'))) return readHardhatDeployState(below, chainId)
  const reader = new ChainReader(connection.provider)
  if (await isTruffleFolder(path)) {
    return readTruffleState({ folder: path, root: project.root, reader })
  }
  const [manifest] = manifestsOf(dirname(path), connection)
  if (basename(path) === '.openzeppelin' && manifest !== undefined) {
    return readOpenZeppelinState(manifest)
  }
  throw importUnknownError(path)
}
