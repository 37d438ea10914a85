import type { Artifact } from '../../artifact.js'
import type { BuildInfo } from '../../build-info.js'
import type { SolcContract } from '../../standard-json.js'
import { sha256 } from '../hash.js'

/** One file to write, relative to the artifacts' folder. */
export interface OutputFile {
  readonly path: string
  readonly text: string
}

/** The contract's artifact, from what solc said about it. */
export function toArtifact(args: {
  readonly sourceName: string
  readonly contractName: string
  readonly contract: SolcContract
  readonly buildInfoId: string
}): Artifact {
  const { sourceName, contractName, contract, buildInfoId } = args
  const { bytecode, deployedBytecode } = contract.evm ?? {}
  return {
    _format: 'hh-sol-artifact-1',
    contractName,
    sourceName,
    abi: contract.abi ?? [],
    bytecode: `0x${bytecode?.object ?? ''}`,
    deployedBytecode: `0x${deployedBytecode?.object ?? ''}`,
    linkReferences: bytecode?.linkReferences ?? {},
    deployedLinkReferences: deployedBytecode?.linkReferences ?? {},
    immutableReferences: deployedBytecode?.immutableReferences ?? {},
    buildInfoId,
  }
}

/** Where the artifact of a contract lies below the artifacts' folder. */
export function artifactPath(sourceName: string, contractName: string): string {
  return `${sourceName}/${contractName}.json`
}

/** Where the pointer from an artifact to its build-info lies. */
export function debugFilePath(sourceName: string, contractName: string): string {
  return `${sourceName}/${contractName}.dbg.json`
}

/** Where a build-info lies. */
export function buildInfoPath(id: string): string {
  return `build-info/${id}.json`
}

/** The files of all contracts of one source. */
export function artifactFiles(info: BuildInfo, sourceName: string): readonly OutputFile[] {
  const up = '../'.repeat(sourceName.split('/').length)
  const pointer = { _format: 'hh-sol-dbg-1', buildInfo: up + buildInfoPath(info.id) }
  const contracts = info.output.contracts?.[sourceName] ?? {}
  return Object.entries(contracts).flatMap(([contractName, contract]) => [
    {
      path: artifactPath(sourceName, contractName),
      text: toJson(toArtifact({ sourceName, contractName, contract, buildInfoId: info.id })),
    },
    { path: debugFilePath(sourceName, contractName), text: toJson(pointer) },
  ])
}

/** Names of a source's contracts and hashes of what their types depend on. */
export function contractsOf(info: BuildInfo, sourceName: string): Readonly<Record<string, string>> {
  const contracts = info.output.contracts?.[sourceName] ?? {}
  return Object.fromEntries(
    Object.entries(contracts).map(([name, { abi, evm }]) => {
      const hasBytecode = (evm?.bytecode?.object ?? '') !== ''
      return [name, sha256(JSON.stringify([abi ?? [], hasBytecode])).slice(0, 16)]
    }),
  )
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
