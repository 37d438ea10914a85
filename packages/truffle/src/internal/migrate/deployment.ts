import { setInterval } from 'node:timers/promises'
import { deploymentFailedError, deploymentRefusedError } from '../../errors/migrate.js'
import type { CallPlace } from './call-place.js'
import type { ChainReader } from './chain-reader.js'
import { asDeployable, type Deployable, type DeployedInstance } from './deployable.js'
import { batchesUnsupported, describeDeploymentFailure, withoutBytecode } from './failure-text.js'
import { type MigrationListener, silentListener } from './migration-listener.js'
import type { ResumeRecord } from './resume-record.js'

/** What deployments have in common. */
export interface DeploymentContext {
  readonly chain: ChainReader
  readonly listener: MigrationListener
  /** Blocks after each deployment before the next step. */
  readonly confirmations: number
  /** As web3 has it: 0 is its default. */
  readonly timeoutBlocks: number
  /** Between two looks at the chain while something is awaited. */
  readonly pollingIntervalMs: number
  /** What this file deployed in a run that failed; undefined when nothing is remembered. */
  readonly resume: ResumeRecord | undefined
  /** Whether arrays of contracts are deployed, as in Truffle 4, which Truffle 5 refuses. */
  readonly takesBatches: boolean
  /** Keeps what a contract knows about this network, at once. */
  record(contract: Deployable): void
}

/** What `deployer.deploy` was called with, and where. */
export interface DeploymentRequest {
  readonly contract: unknown
  /** Constructor arguments and transaction options, or promises of them. */
  readonly args: readonly unknown[]
  readonly place: CallPlace
}

interface Deployment extends DeploymentRequest {
  readonly contract: Deployable
}

/** Deploys contracts one after the other: each with its arguments in an array, or alone. */
export async function deployBatch(
  batch: readonly unknown[],
  place: CallPlace,
  context: DeploymentContext,
): Promise<readonly DeployedInstance[]> {
  const instances: DeployedInstance[] = []
  for (const entry of batch) {
    const [contract, ...args]: readonly unknown[] = Array.isArray(entry) ? entry : [entry]
    instances.push(await deployContract({ contract, args, place }, context))
  }
  return instances
}

/** Deploys a contract, or takes the one that is there, as `deployer.deploy` does. */
export async function deployContract(
  { contract: value, args: given, place }: DeploymentRequest,
  context: DeploymentContext,
): Promise<DeployedInstance> {
  const { listener } = context
  const contract = checkDeployable(value, place, listener)
  if (contract.network_id === undefined || contract.network_id === null) {
    await contract.detectNetwork?.()
  }
  const isDeployed = contract.isDeployed()
  const args = await Promise.all(given)
  if (isDeployed && keepsExisting(args)) return reuse(contract, context)
  const earlier = await context.resume?.find(contract, args)
  if (earlier !== undefined) return takeOver(earlier, contract, context)
  const isReplacing = isDeployed && context.resume?.isAbandoned(contract.address) !== true
  await listener.deploymentStarted({ contract, args, isReplacing })
  return create({ contract, args, place }, context)
}

function checkDeployable(
  value: unknown,
  place: CallPlace,
  listener: MigrationListener,
): Deployable {
  const contract = asDeployable(value)
  const isBatch = Array.isArray(value)
  if (!isBatch && contract.bytecode !== '0x') return contract
  const message = isBatch ? batchesUnsupported : withoutBytecode(contract.contractName)
  listener.refused(message, { type: isBatch ? 'noBatches' : 'noBytecode', contract: value })
  throw deploymentRefusedError(message, place)
}

/** `{ overwrite: false }` among the options. */
function keepsExisting(args: readonly unknown[]): boolean {
  return Reflect.get(Object(args.at(-1)), 'overwrite') === false
}

async function reuse(
  contract: Deployable,
  { listener }: DeploymentContext,
): Promise<DeployedInstance> {
  const instance = await contract.deployed()
  await listener.reused(contract, instance)
  return instance
}

/** What a run that failed has deployed stands for what is asked for. */
async function takeOver(
  { address, transactionHash }: DeployedInstance,
  contract: Deployable,
  context: DeploymentContext,
): Promise<DeployedInstance> {
  contract.address = address
  contract.transactionHash = transactionHash
  context.record(contract)
  return Object.assign(await reuse(contract, context), { transactionHash })
}

async function create(
  deployment: Deployment,
  context: DeploymentContext,
): Promise<DeployedInstance> {
  const { contract } = deployment
  contract.timeoutBlocks = context.timeoutBlocks
  const { instance, receipt } = await send(deployment, context).catch((error: unknown) =>
    fail(error, deployment, context),
  )
  contract.address = instance.address
  contract.transactionHash = instance.transactionHash
  context.record(contract)
  context.resume?.complete(instance)
  await context.listener.deployed(contract, instance, receipt)
  if (context.confirmations > 0) await awaitConfirmations(context)
  return instance
}

async function fail(
  error: unknown,
  { contract, args, place }: Deployment,
  { chain, listener }: DeploymentContext,
): Promise<never> {
  const message = await describeDeploymentFailure({ contract, args, error, chain })
  await listener.deploymentFailed(message, error)
  throw deploymentFailedError(message, { cause: error, place })
}

interface SentDeployment {
  readonly instance: DeployedInstance
  /** Undefined where the contract's library does not tell it. */
  readonly receipt: unknown
}

async function send(
  { contract, args }: Deployment,
  context: DeploymentContext,
): Promise<SentDeployment> {
  const remember = await context.resume?.begin(contract, args)
  const watch = new AbortController()
  const first = context.listener === silentListener ? 0 : blockNumberOf(context.chain)
  const tell = (hash: string): void => {
    remember?.(hash)
    context.listener.transactionSent(hash)
  }
  let receipt: unknown
  try {
    const created = contract.new(...args)
    created.on?.('receipt', (got) => {
      receipt = got
    })
    created.on?.('transactionHash', (hash) => {
      tell(hash)
      void reportWaiting(first, context, watch.signal)
    })
    const instance = await created
    // Abstractions of Truffle 4 tell nothing on the way.
    if (created.on === undefined && instance.transactionHash !== undefined) {
      tell(instance.transactionHash)
    }
    return { instance, receipt }
  } finally {
    watch.abort()
  }
}

/** When the chain does not answer, whoever sends the transaction hears of it. */
function blockNumberOf(chain: ChainReader): Promise<number> {
  return chain.blockNumber().catch(() => 0)
}

/** Tells how long a transaction is awaited, until somebody says that it is there. */
async function reportWaiting(
  firstBlock: number | Promise<number>,
  { chain, listener, pollingIntervalMs }: DeploymentContext,
  signal: AbortSignal,
): Promise<void> {
  const started = Date.now()
  try {
    const first = await firstBlock
    for await (const _ of setInterval(pollingIntervalMs, undefined, { signal, ref: false })) {
      const block = await chain.blockNumber()
      if (signal.aborted) return
      listener.waited(block - first, Math.floor((Date.now() - started) / 1000), block)
    }
  } catch {
    // Aborted, or the chain did not answer: whoever awaits the transaction will know.
  }
}

async function awaitConfirmations(context: DeploymentContext): Promise<void> {
  const { chain, listener, confirmations, pollingIntervalMs } = context
  const first = await chain.blockNumber()
  let heard = 0
  for await (const _ of setInterval(pollingIntervalMs)) {
    const block = await chain.blockNumber()
    if (block - first > heard) {
      heard = block - first
      await listener.confirmed(heard, block)
    }
    if (heard >= confirmations) return
  }
}
