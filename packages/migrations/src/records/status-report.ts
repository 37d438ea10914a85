import { formatTable, type Style } from '@scaffold-evm/common'
import type { VerifiedMatch } from '@scaffold-evm/project'

/** What is known of a contract. */
export interface ContractStatus {
  readonly name: string
  readonly address: string
  /** Fully qualified. */
  readonly contract: string
  readonly migration: string
  /** Whether the project's code is still what was deployed; `gone` when it has no such contract, `unknown` when nothing was recorded to tell it by. */
  readonly code: 'same' | 'changed' | 'gone' | 'unknown'
  /** What the chain says; undefined when it was not asked. */
  readonly chain: 'there' | 'missing' | 'other implementation' | undefined
  /** Of a proxy. */
  readonly proxy: ProxyStatus | undefined
  /** By service. Of a proxy, what is known of its implementation. */
  readonly verified: Readonly<Record<string, VerifiedMatch>>
}

/** What is behind a proxy. */
export interface ProxyStatus {
  readonly kind: string
  readonly implementation: string
  readonly version: number
}

/** A transaction that is recorded and not known to be done. */
export interface PendingStep {
  readonly migration: string
  readonly step: string
  readonly status: 'intended' | 'sent' | 'proposed'
  readonly transactionHash: string | undefined
  /** What the chain says of it now; undefined when it was not asked. */
  readonly chain: 'mined' | 'failed' | 'waiting' | 'unknown' | undefined
}

/** What is deployed to one network. */
export interface NetworkStatus {
  readonly network: string
  /** Decimal. */
  readonly chainId: string
  /** `unreachable` and `other chain` with the reason. */
  readonly connection: 'answers' | 'not asked' | 'unreachable' | 'other chain'
  readonly problem: string | undefined
  readonly contracts: readonly ContractStatus[]
  /** Names of migrations that are complete. */
  readonly completed: readonly string[]
  /** Names of migrations that began and are not complete. */
  readonly unfinished: readonly string[]
  /** Names of migrations that this network has not seen. */
  readonly open: readonly string[]
  readonly pending: readonly PendingStep[]
}

/** The status as text. */
export function formatStatus(networks: readonly NetworkStatus[], style: Style): string {
  return networks.map((network) => formatNetwork(network, style)).join('\n\n')
}

function formatNetwork(status: NetworkStatus, style: Style): string {
  const { network, chainId, contracts, completed, unfinished, open, pending } = status
  const columns = ['name', 'address', 'contract', 'state', 'verified'].map((title) => ({ title }))
  const rows = contracts.map((one) => contractRow(one, style))
  const migrations = [
    `${completed.length} done`,
    ...(unfinished.length === 0 ? [] : [style.yellow(`unfinished: ${unfinished.join(', ')}`)]),
    ...(open.length === 0 ? [] : [style.yellow(`not run: ${open.join(', ')}`)]),
  ]
  return [
    `${style.bold(network)} (chain ${chainId})${connectionText(status, style)}`,
    ...(rows.length === 0 ? ['  nothing is deployed'] : indent(formatTable(columns, rows))),
    `  migrations: ${migrations.join('; ')}`,
    ...pending.map((step) => `  ${style.yellow('pending')} ${pendingText(step)}`),
  ].join('\n')
}

function indent(text: string): readonly string[] {
  return text.split('\n').map((line) => `  ${line}`)
}

function connectionText({ connection, problem }: NetworkStatus, style: Style): string {
  if (connection === 'answers') return ''
  if (connection === 'not asked') return style.dim(', chain not asked')
  return style.red(`, ${connection}: ${problem ?? ''}`)
}

function contractRow(status: ContractStatus, style: Style): readonly string[] {
  const { name, address, contract, proxy, verified } = status
  const shown = contract.slice(contract.lastIndexOf(':') + 1)
  const behind = proxy === undefined ? shown : `${shown} v${proxy.version} (${proxy.kind} proxy)`
  const services = Object.entries(verified).map(([service, match]) =>
    match === 'exact' ? service : `${service} (partial)`,
  )
  return [name, address, behind, stateText(status, style), services.join(', ') || style.dim('no')]
}

function stateText({ code, chain }: ContractStatus, style: Style): string {
  if (chain === 'missing') return style.red('no code on the chain')
  if (chain === 'other implementation') return style.red('upgraded by somebody else')
  if (code === 'changed') return style.yellow('changed since')
  if (code === 'gone') return style.yellow('not in the project')
  return code === 'same' ? style.green('up to date') : 'deployed'
}

function pendingText({ migration, step, status, transactionHash, chain }: PendingStep): string {
  const hash = transactionHash === undefined ? '' : ` ${transactionHash}`
  const said = chain === undefined ? status : `${status}, ${chain}`
  return `${migration}: ${step} (${said})${hash}`
}
