import { readFile, rm } from 'node:fs/promises'
import type { Eip1193Provider } from '@scaffold-evm/common'
import { isScaffoldError } from '@scaffold-evm/common'
import type { DeploymentRecord, Project } from '@scaffold-evm/project'
import { expect } from 'chai'
import type { MigrationReport } from '../../src/run/report.js'
import { runMigrations } from '../../src/run/run-migrations.js'
import { withProject } from '../support/project-dir.js'
import { type FaultProxy, startFaultProxy } from './fault-proxy.js'
import { type LabNode, type Mining, startLabNode } from './lab-node.js'
import { assertOnce, assertVerified, finalState, tenSteps } from './scenario.js'

/** Who signs, and how blocks come about. */
export interface LabSettings {
  readonly accounts: 'keys' | 'node'
  readonly mining: Mining
  /** More of the network's config, as text. */
  readonly config?: string
  readonly chainId?: bigint
}

/** A node that lives as long as the lab, a proxy before it, and a project that migrates through the proxy. */
export interface FaultLab {
  readonly node: LabNode
  readonly proxy: FaultProxy
  readonly project: Project
  readonly recordPath: string
  /** The accounts that the migration sends from. */
  readonly accounts: readonly string[]
  migrate(signal?: AbortSignal, network?: string): Promise<MigrationReport>
  /** Migrates until it succeeds, each time without what failed before. Gives the errors. */
  migrateToEnd(): Promise<readonly string[]>
  record(): Promise<DeploymentRecord>
  /** All is done, once, and recorded as it is. */
  assertDone(): Promise<void>
  /** As `assertDone`, where others sent transactions in between that made some of ours be sent anew. */
  assertState(): Promise<void>
  /** The chain as it was in the beginning, and no record. */
  reset(): Promise<void>
}

/** Of the accounts that the migration sends from. */
export const keys: readonly string[] = [
  '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
  '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d',
]

/** After so long a client gives up on a request, in the lab. */
export const patienceMs = 150

const mostRuns = 4

function forwardTo(node: Eip1193Provider): (body: string) => Promise<string> {
  return async (body) => {
    const { id, method, params } = JSON.parse(body)
    try {
      const result = await node.request({ method, params })
      return JSON.stringify({ jsonrpc: '2.0', id, result })
    } catch (error) {
      const { code, message, data } = error as { code: number; message: string; data?: unknown }
      return JSON.stringify({ jsonrpc: '2.0', id, error: { code, message, data } })
    }
  }
}

/** Text of a network in the lab's config. */
function networkText(url: string, { accounts, config = '' }: LabSettings): string {
  const signers = accounts === 'keys' ? `accounts: ${JSON.stringify(keys)},` : ''
  return `{ url: '${url}', ${signers} timeoutMs: ${patienceMs}, bumpAfterMs: 0, ${config} }`
}

/** Runs `action` in a lab. */
export async function withFaultLab(
  settings: LabSettings,
  action: (lab: FaultLab) => Promise<void>,
): Promise<void> {
  const node = await startLabNode(settings.mining, settings.chainId)
  const proxy = await startFaultProxy(forwardTo(node), patienceMs)
  const text = networkText(proxy.url, settings)
  const config = `{ networks: { n: ${text}, other: ${text} } }`
  try {
    await withProject({ config, migrations: tenSteps }, async (project) => {
      await action(await createLab({ node, proxy, project }))
    })
  } finally {
    await proxy.close()
    await node.close()
  }
}

async function createLab(parts: {
  readonly node: LabNode
  readonly proxy: FaultProxy
  readonly project: Project
}): Promise<FaultLab> {
  const { node, proxy, project } = parts
  const recordPath = `${project.config.paths.deployments}/n.json`
  const accounts = node.addresses.slice(0, 2)
  let start = await node.request({ method: 'evm_snapshot', params: [] })
  let expected: unknown

  const record = async (): Promise<DeploymentRecord> =>
    JSON.parse(await readFile(recordPath, 'utf8'))
  const migrate = async (signal?: AbortSignal, network = 'n'): Promise<MigrationReport> => {
    const connection = await project.connect(network)
    const options = signal === undefined ? {} : { signal }
    return runMigrations(project, connection, options).finally(() => connection.close())
  }
  const assertState = async (): Promise<void> => {
    await assertVerified(node, await record())
    const state = await finalState(node, await record(), accounts)
    // Without faults it is right, or else the tests of migrations say so.
    expected ??= state
    expect(state).to.deep.equal(expected)
  }
  return {
    ...parts,
    recordPath,
    accounts,
    record,
    migrate,
    assertState,
    async migrateToEnd() {
      const errors: string[] = []
      for (;;) {
        try {
          await migrate()
          await proxy.idle()
          return errors
        } catch (error) {
          if (!isScaffoldError(error) || errors.length >= mostRuns) throw error
          errors.push(error.code)
        }
      }
    },
    async assertDone() {
      await assertState()
      await assertOnce(node, accounts)
    },
    async reset() {
      proxy.fault = () => undefined
      proxy.before = () => undefined
      proxy.methods.length = 0
      await node.request({ method: 'evm_revert', params: [start] })
      start = await node.request({ method: 'evm_snapshot', params: [] })
      // Ganache has no such method.
      await node.request({ method: 'anvil_dropAllTransactions', params: [] }).catch(() => undefined)
      await rm(recordPath, { force: true })
    },
  }
}
