import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { errorMessage } from '@scaffold-evm/common'
import { vyperFailedError } from '../../compile-errors.js'
import type { TruffleConfig } from '../../truffle-config.js'
import { readArtifactMembers } from '../artifacts/artifact-file.js'
import type { ArtifactLayer } from './cache-folder.js'
import type { CompileReport } from './compile-report.js'
import {
  type CompileState,
  emptyState,
  OutputCheck,
  outputRecordOf,
  readCompileState,
  sha256,
  writeCompileState,
} from './compile-state.js'
import { findContracts } from './find-contracts.js'
import { type ForeignContract, writeForeignContracts } from './foreign-contracts.js'
import { objectOf } from './solc-config.js'

const run = promisify(execFile)
const outputs = ['abi', 'bytecode', 'bytecode_runtime', 'source_map'] as const

/** What compiling Vyper did. */
export interface VyperCompilation {
  readonly contracts: readonly string[]
  readonly version: string
}

/**
 * Compiles the project's sources in Vyper, all of them when one has changed. Undefined when there is nothing to do.
 *
 * @throws `TRUFFLE_VYPER_FAILED` when there is no such compiler, or it finds errors.
 */
export async function compileVyper(
  config: TruffleConfig,
  layer: ArtifactLayer,
  { all, report }: { readonly all: boolean; readonly report: CompileReport },
): Promise<VyperCompilation | undefined> {
  const paths = findContracts(config.contracts_directory).filter(isVyper)
  if (paths.length === 0) return undefined
  const settings = objectOf(objectOf(config.compilers['vyper'])['settings'])
  const texts = paths.map((path) => [path, sha256(readFileSync(path))])
  const key = sha256(JSON.stringify([settings, texts]))
  const stateFile = `${layer.stateFile}.vyper`
  if (!all && isCurrent(readCompileState(stateFile), key)) return undefined
  report.sources(paths, config.working_directory)
  const version = await versionOf(paths[0] ?? '')
  const contracts = await Promise.all(
    paths.map((path) =>
      compileFile(path, { settings, version, folder: config.contracts_directory }),
    ),
  )
  const files = writeForeignContracts(contracts, layer.directory)
  writeCompileState(stateFile, { ...emptyState, options: key, outputs: recordsOf(files) })
  return { contracts: contracts.map(({ contractName }) => contractName), version }
}

function isVyper(path: string): boolean {
  return /\.(?:vy|v\.py|vyper\.py)$/.test(path)
}

function isCurrent({ options, outputs: records }: CompileState, key: string): boolean {
  const check = new OutputCheck(records)
  return options === key && Object.keys(records).every((path) => check.isIntact(path))
}

function recordsOf(files: readonly string[]): CompileState['outputs'] {
  return Object.fromEntries(
    files.map((path) => [path, outputRecordOf(path, readArtifactMembers(path) ?? new Map())]),
  )
}

async function versionOf(path: string): Promise<string> {
  try {
    return (await run('vyper', ['--version'])).stdout.trim()
  } catch (error) {
    throw vyperFailedError({ problem: errorMessage(error), path })
  }
}

async function compileFile(
  path: string,
  context: {
    readonly settings: Readonly<Record<string, unknown>>
    readonly version: string
    readonly folder: string
  },
): Promise<ForeignContract> {
  const { settings, version, folder } = context
  const { evmVersion } = settings
  const target = typeof evmVersion === 'string' ? ['--evm-version', evmVersion] : []
  const args = ['-f', outputs.join(','), ...target, '-p', folder, path]
  const lines = await runVyper(args, path)
  const [abi, bytecode, deployedBytecode, sourceMap] = lines
  return {
    contractName: basename(path).replace(/\.(?:vy|v\.py|vyper\.py)$/, ''),
    abi: JSON.parse(abi ?? '[]'),
    bytecode,
    deployedBytecode,
    deployedSourceMap:
      sourceMap === undefined || sourceMap === '' ? undefined : JSON.parse(sourceMap),
    source: readFileSync(path, 'utf8'),
    sourcePath: path,
    compiler: { name: 'vyper', version },
  }
}

async function runVyper(args: readonly string[], path: string): Promise<readonly string[]> {
  try {
    const { stdout } = await run('vyper', [...args], { maxBuffer: 64 * 1024 * 1024 })
    return stdout.split(/\r?\n/)
  } catch (error) {
    throw vyperFailedError({ problem: errorMessage(error), path })
  }
}
