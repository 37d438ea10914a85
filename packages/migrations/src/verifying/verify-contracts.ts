import { isScaffoldError, type Reporter, type ScaffoldError } from '@scaffold-evm/common'
import type { SolcInput } from '@scaffold-evm/compiler'
import type { Connection, Project, VerifiedMatch } from '@scaffold-evm/project'
import { InputCompiler } from '../internal/builds/input-compiler.js'
import { ChainReader } from '../internal/steps/chain-reader.js'
import {
  type CheckedTarget,
  type CheckPlaces,
  checkTarget,
} from '../internal/verify/check-target.js'
import { findConstructorArguments } from '../internal/verify/constructor-arguments.js'
import { createVerifiers, type VerifierChoice } from '../internal/verify/create-verifiers.js'
import { findTargets, type TargetChoice } from '../internal/verify/find-targets.js'
import { rememberVerified } from '../internal/verify/remember-verified.js'
import type { Submission, Verifier } from '../internal/verify/verifier.js'
import type { VerifyTarget } from '../internal/verify/verify-target.js'
import type { VerificationReport, VerificationResult } from './verify-report.js'

/** What is verified, where, and who is told how far it is. */
export interface VerifyOptions extends TargetChoice, VerifierChoice {
  /** @default one that drops everything */
  readonly reporter?: Reporter | undefined
}

/** What would be sent of one contract. */
export interface PreparedVerification {
  readonly name: string
  readonly address: string
  /** Fully qualified. */
  readonly contract: string
  /** Long version of the compiler, e.g. `0.8.37+commit.…`. */
  readonly solc: string
  /** For solc's standard JSON interface. */
  readonly input: SolcInput
  /** How what it makes fits what is on the chain. */
  readonly match: VerifiedMatch
}

/**
 * Publishes the sources of deployed contracts. Before anything is sent, the code on the chain is held against what the
 * sources make. What fails for one contract or service is in the report, and the others go on.
 *
 * Cost: a run of the compiler for each contract.
 *
 * @throws `VERIFY_NOTHING`, `DEPLOYMENT_NOT_FOUND`, `VERIFY_CONTRACT_UNNAMED`, `VERIFIER_…`, `SECRET_NOT_FOUND`.
 */
export async function verifyContracts(
  project: Project,
  connection: Connection,
  options: VerifyOptions = {},
): Promise<VerificationReport> {
  const targets = await findTargets(connection, options)
  const verifiers = await createVerifiers(project, connection, options)
  const results: VerificationResult[] = []
  const notes: string[] = []
  await withPlaces(project, connection, async (places) => {
    const run: VerificationRun = { places, verifiers, options, notes }
    for (const target of targets) results.push(...(await verifyTarget(target, run)))
  })
  options.reporter?.progress()
  notes.push(...(await rememberVerified(connection.deployments, results)))
  const { networkName: network, chainId } = connection
  const succeeded = results.every(({ status }) => status !== 'failed')
  return { network, chainId, results, notes, succeeded }
}

/**
 * What `verifyContracts` would send, held against the chain as there.
 *
 * @throws as `verifyContracts` does, and what is wrong with a contract.
 */
export async function prepareVerifications(
  project: Project,
  connection: Connection,
  choice: TargetChoice = {},
): Promise<readonly PreparedVerification[]> {
  const targets = await findTargets(connection, choice)
  return withPlaces(project, connection, async (places) => {
    const prepared: PreparedVerification[] = []
    for (const target of targets) {
      const { build, match } = await checkTarget(target, places)
      const { solc, input } = build
      const { name, address } = target
      prepared.push({ name, address, contract: fullName(build), solc, input, match })
    }
    return prepared
  })
}

async function withPlaces<T>(
  project: Project,
  connection: Connection,
  action: (places: CheckPlaces) => Promise<T>,
): Promise<T> {
  const compiler = new InputCompiler(project)
  try {
    return await action({ project, compiler, reader: new ChainReader(connection.provider) })
  } finally {
    await compiler.close()
  }
}

interface VerificationRun {
  readonly places: CheckPlaces
  readonly verifiers: readonly Verifier[]
  readonly options: VerifyOptions
  readonly notes: string[]
}

async function verifyTarget(
  target: VerifyTarget,
  run: VerificationRun,
): Promise<readonly VerificationResult[]> {
  const { places, verifiers, options } = run
  options.reporter?.progress(`${target.name}: comparing with the chain`)
  let checked: CheckedTarget
  try {
    checked = await checkTarget(target, places)
  } catch (error) {
    return [failedResult(target, undefined, error)]
  }
  const submission = submissionOf(checked, places.reader)
  const results: VerificationResult[] = []
  for (const verifier of verifiers) {
    options.reporter?.progress(`${target.name}: ${verifier.name}`)
    results.push(await verifyAt(verifier, submission, target))
    await linkProxy(verifier, target, run)
  }
  return results
}

function submissionOf(
  { target, build, match, libraries }: CheckedTarget,
  reader: ChainReader,
): Submission {
  const { name, address, transactionHash } = target
  return {
    ...{ name, address, transactionHash, match, libraries },
    solc: build.solc,
    input: build.input,
    contract: fullName(build),
    constructorArguments: () => findConstructorArguments(target, build.contract, reader),
  }
}

function fullName({ place }: CheckedTarget['build']): string {
  return `${place.sourceName}:${place.contractName}`
}

async function verifyAt(
  verifier: Verifier,
  submission: Submission,
  target: VerifyTarget,
): Promise<VerificationResult> {
  try {
    const { name, address, contract } = submission
    const outcome = await verifier.verify(submission)
    return { name, address, contract, verifier: verifier.name, error: undefined, ...outcome }
  } catch (error) {
    return failedResult(target, verifier.name, error)
  }
}

/** That a service does not show where a proxy leads takes nothing from what it verified. */
async function linkProxy(
  verifier: Verifier,
  { name, address, implementation }: VerifyTarget,
  { notes }: VerificationRun,
): Promise<void> {
  if (implementation === undefined || verifier.linkProxy === undefined) return
  try {
    await verifier.linkProxy({ name, address, implementation })
  } catch (error) {
    const { shortMessage, details } = asScaffoldError(error)
    notes.push(`${verifier.name} does not show ${name} as a proxy yet: ${details ?? shortMessage}`)
  }
}

function failedResult(
  { name, address, contract }: VerifyTarget,
  verifier: string | undefined,
  error: unknown,
): VerificationResult {
  const failed = { status: 'failed', match: undefined, url: undefined } as const
  return { name, address, contract, verifier, ...failed, error: asScaffoldError(error) }
}

function asScaffoldError(error: unknown): ScaffoldError {
  if (isScaffoldError(error)) return error
  throw error
}
