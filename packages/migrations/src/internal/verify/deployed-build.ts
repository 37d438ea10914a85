import type { BuildInfo, SolcContract, SolcInput } from '@scaffold-evm/compiler'
import type { Project } from '@scaffold-evm/project'
import {
  solcInputFailedError,
  verifyBuildMissingError,
  verifyCodeChangedError,
} from '../../errors/verify.js'
import { findArtifact } from '../builds/find-artifact.js'
import type { InputCompiler } from '../builds/input-compiler.js'
import { type ContractPlace, contractPlace, minimalInput } from '../builds/minimal-input.js'
import { readInput } from '../builds/solc-inputs.js'
import { digestCode } from '../files/digest.js'
import type { VerifyTarget } from './verify-target.js'

/** What deployed code was compiled from, and to. */
export interface DeployedBuild {
  /** Long version, e.g. `0.8.37+commit.…`. */
  readonly solc: string
  readonly input: SolcInput
  readonly place: ContractPlace
  /** What that input makes, compiled again. */
  readonly contract: SolcContract
}

/** Where builds are looked for, and what makes them again. */
export interface BuildPlaces {
  readonly project: Project
  readonly compiler: InputCompiler
}

/**
 * What a contract was compiled from: what was kept when it was deployed, else what the project has, if that is still the
 * same. Each is compiled again, as services do. Best first.
 *
 * @throws `VERIFY_CODE_CHANGED`, `VERIFY_BUILD_MISSING`, `SOLC_INPUT_INVALID`, `SOLC_INPUT_FAILED`, and as finding a
 * compiler does.
 */
export async function* findBuilds(
  { project, compiler }: BuildPlaces,
  target: VerifyTarget,
): AsyncGenerator<DeployedBuild> {
  const kept = await keptBuild({ project, compiler }, target)
  if (kept !== undefined) yield kept
  const found = await findArtifact(project, target.contract)
  if (found === undefined) {
    if (kept === undefined) throw verifyBuildMissingError(target.name, target.contract)
    return
  }
  const { artifact, info } = found
  const { codeDigest, migration = 'something' } = target
  if (codeDigest !== undefined && digestCode(artifact.bytecode) !== codeDigest) {
    if (kept === undefined) throw verifyCodeChangedError(target.name, migration)
    return
  }
  yield* currentBuilds(compiler, artifact, info)
}

async function keptBuild(
  { project, compiler }: BuildPlaces,
  { build, contract }: VerifyTarget,
): Promise<DeployedBuild | undefined> {
  const input = build && (await readInput(build, project.config.paths))
  if (build === undefined || input === undefined) return undefined
  const place = contractPlace(build.contract ?? contract)
  return compileBuild(compiler, { solc: build.solc, input, place })
}

/** First with the sources that the contract needs, then with all that were compiled with it. */
async function* currentBuilds(
  compiler: InputCompiler,
  place: ContractPlace,
  info: BuildInfo,
): AsyncGenerator<DeployedBuild> {
  const solc = info.solcLongVersion
  yield await compileBuild(compiler, { solc, input: minimalInput(info, place), place })
  const contract = info.output.contracts?.[place.sourceName]?.[place.contractName]
  if (contract !== undefined) yield { solc, input: info.input, place, contract }
}

async function compileBuild(
  compiler: InputCompiler,
  from: Omit<DeployedBuild, 'contract'>,
): Promise<DeployedBuild> {
  const { sourceName, contractName } = from.place
  const { contracts, errors = [] } = await compiler.run({ ...from, targets: [sourceName] })
  const contract = contracts?.[sourceName]?.[contractName]
  if (contract !== undefined) return { ...from, contract }
  const failed = errors.filter(({ severity }) => severity === 'error')
  const details = failed.map(({ formattedMessage, message }) => formattedMessage ?? message)
  throw solcInputFailedError(`${sourceName}:${contractName}`, details.join('\n'))
}
