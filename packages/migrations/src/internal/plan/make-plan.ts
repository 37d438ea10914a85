import { createSilentReporter, isHex } from '@scaffold-evm/common'
import {
  type Connection,
  createMemoryDeploymentStore,
  type DeploymentRecord,
  type Project,
} from '@scaffold-evm/project'
import type { MigrationPlan, PlanChoice } from '../../planning/migration-plan.js'
import type { PlanOptions } from '../../planning/plan-migrations.js'
import type { MigrationReport } from '../../run/report.js'
import { openSettledJournal } from '../proposals/open-settled-journal.js'
import { dryRun } from '../run/dry-run.js'
import { ChainReader } from '../steps/chain-reader.js'
import { type ContractFacts, readFacts } from './contract-facts.js'
import { lendFunds } from './lend-funds.js'
import { digestsOf, findChanged, findDrift } from './look-at-code.js'
import { type PlanSource, planEntries } from './plan-entries.js'
import { involvedContracts, toPlanFacts } from './plan-facts.js'
import { planSigners } from './plan-signers.js'
import { keyOfStep, PlanWatch } from './plan-watch.js'
import { digestRecord } from './record-digest.js'

interface Target {
  readonly project: Project
  readonly connection: Connection
  readonly reader: ChainReader
  readonly record: DeploymentRecord
  readonly block: MigrationPlan['block']
}

/** What is recorded and of this chain. */
async function recordOf(connection: Connection): Promise<DeploymentRecord> {
  const stored = await connection.deployments.read()
  const copy = createMemoryDeploymentStore(connection.networkName, stored)
  const { journal } = await openSettledJournal(connection, copy, { isReset: false })
  return journal.record
}

async function latestBlock(reader: ChainReader): Promise<MigrationPlan['block']> {
  const raw = Object(await reader.ask('eth_getBlockByNumber', 'latest', false))
  const hash: unknown = Reflect.get(raw, 'hash')
  return { number: Number(Reflect.get(raw, 'number')), hash: isHex(hash) ? hash : '0x' }
}

/** What a unit of gas costs at present, and never more than the config allows. */
async function gasPriceOf({ config }: Connection, reader: ChainReader): Promise<bigint> {
  const { gasPrice, maxFeePerGas } = config.type === 'http' ? config : {}
  if (typeof gasPrice === 'bigint') return gasPrice
  const price = BigInt(String(await reader.ask('eth_gasPrice')))
  return maxFeePerGas !== undefined && maxFeePerGas < price ? maxFeePerGas : price
}

async function signersOf(
  { sent }: PlanWatch,
  gasPriceWei: bigint,
  { reader, connection }: Target,
): Promise<MigrationPlan['signers']> {
  // What is signed already is paid for by another step.
  const steps = sent.filter(({ request }) => request.signed === undefined)
  const senders = steps.map(({ planned }) => planned.from)
  const balances = await Promise.all(
    [...new Set(senders)].map(async (from) => [from, await reader.balanceWei(from)] as const),
  )
  const accounts = await connection.accounts()
  return planSigners(
    steps.map(({ planned }) => planned),
    gasPriceWei,
    { balances: new Map(balances), accounts },
  )
}

/** Without what is not said, as a plan file has it. */
function choiceOf({ from, to, replace = [] }: PlanOptions): PlanChoice {
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(replace.length === 0 ? {} : { replace }),
  }
}

interface Seen {
  readonly watch: PlanWatch
  readonly facts: ReadonlyMap<string, ContractFacts>
  readonly gasPriceWei: bigint
  /** Of the run on the copy, as far as it went. */
  readonly report: MigrationReport | undefined
  readonly isComplete: boolean
}

/** What upgrades did to the values of proxies, by step. */
function rehearsalsOf(report: MigrationReport | undefined): PlanSource['rehearsals'] {
  const steps = (report?.files ?? []).flatMap(({ name: file, steps: all }) =>
    all.map(({ id, rehearsals = [] }) => [keyOfStep({ file, id }), rehearsals] as const),
  )
  return new Map(steps)
}

async function assemble(target: Target, choice: PlanChoice, seen: Seen): Promise<MigrationPlan> {
  const { project, connection, reader, record, block } = target
  const { watch, facts, gasPriceWei, report, isComplete } = seen
  const { sent, outdated } = watch
  const drift = await findDrift(target, facts)
  const changed = await findChanged(target)
  const entries = planEntries({
    ...{ record, sent, outdated, drift, changed, isComplete },
    rehearsals: rehearsalsOf(report),
  })
  const involved = involvedContracts(record, sent)
  const hasRecord = Object.keys(record.migrations).length > 0
  return {
    format: 'scaffold-plan-1',
    network: connection.networkName,
    chainId: connection.chainId,
    genesisHash: await reader.genesisHash(),
    block,
    record: hasRecord ? digestRecord(record) : undefined,
    choice,
    code: await digestsOf(project, watch),
    facts: [...facts]
      .filter(([name]) => involved.has(name))
      .map(([name, it]) => toPlanFacts(name, record.contracts[name]?.address ?? '', it)),
    made: watch.made,
    entries,
    signers: await signersOf(watch, gasPriceWei, target),
    gasPriceWei,
    warnings: report?.warnings ?? [],
    status: entries.every(({ action }) => action === 'same') ? 'up-to-date' : 'pending',
  }
}

/**
 * Runs the migrations on a copy of the network, and compares what is recorded with the chain.
 *
 * @param prepared - Gives the watch what it has to know before.
 */
export async function makePlan(
  project: Project,
  connection: Connection,
  options: PlanOptions,
  prepared: (watch: PlanWatch) => PlanWatch = (watch) => watch,
): Promise<MigrationPlan> {
  const { reporter = createSilentReporter(), signal, onFailed } = options
  const choice = choiceOf(options)
  const reader = new ChainReader(connection.provider)
  const [record, block] = [await recordOf(connection), await latestBlock(reader)]
  const target: Target = { project, connection, reader, record, block }
  const { artifacts } = project
  // In this order: a chain in the process is the copy itself while the migrations run.
  const facts = await readFacts(record.contracts, { reader, artifacts, blockNumber: block.number })
  const gasPriceWei = await gasPriceOf(connection, reader)
  let watch = new PlanWatch()
  let failed: MigrationReport | undefined
  const run = {
    project,
    connection,
    options: {
      ...choice,
      reporter,
      ...(signal === undefined ? {} : { signal }),
      onFailed: (report: MigrationReport): void => {
        failed = report
      },
    },
    blockNumber: block.number,
    onRecord: (planned: DeploymentRecord | undefined): void => {
      if (planned !== undefined) options.onRecord?.(planned)
    },
    watch: (copy: Connection): PlanWatch => {
      watch = prepared(new PlanWatch((request) => lendFunds(copy, request)))
      return watch
    },
  }
  const seen = { facts, gasPriceWei }
  try {
    const report = await dryRun(run)
    return await assemble(target, choice, { ...seen, watch, report, isComplete: true })
  } catch (error) {
    const partial = { ...seen, watch, report: failed, isComplete: false }
    onFailed?.(await assemble(target, choice, partial))
    throw error
  }
}
