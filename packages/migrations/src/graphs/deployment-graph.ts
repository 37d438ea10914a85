import type { DeployedContract, DeploymentRecord, StepRecord } from '@scaffold-evm/project'
import type { MigrationPlan } from '../planning/migration-plan.js'

/** What a node of the graph is. */
export type GraphNodeKind = 'contract' | 'library' | 'proxy' | 'beacon' | 'implementation' | 'call'

/** How something depends on something. */
export type GraphEdgeKind =
  /** A contract's address is among the arguments. */
  | 'argument'
  /** A library is linked. */
  | 'library'
  /** A contract is called. */
  | 'target'
  /** A call or a constructor created a contract. */
  | 'creates'
  /** What a proxy or a beacon leads to. */
  | 'implements'

/** What becomes of a node: what a plan says of it. */
export type GraphMark = 'create' | 'upgrade' | 'replace' | 'call' | 'drift' | 'same'

/** A contract, or a transaction that is no deployment. */
export interface GraphNode {
  /** Unique in its graph. */
  readonly id: string
  readonly kind: GraphNodeKind
  /** Recorded name; of calls what is called: `Registry.setFactory`. */
  readonly name: string
  /** What it is, besides its name: the contract's own name where it has another, and its address. Empty for calls. */
  readonly detail: string
  /** The migration that did it. */
  readonly file: string
  readonly mark: GraphMark | undefined
}

/** `to` depends on `from`. */
export interface GraphEdge {
  readonly from: string
  readonly to: string
  readonly kind: GraphEdgeKind
}

/** Which contracts and transactions depend on which. */
export interface DeploymentGraph {
  readonly network: string
  /** By migration, contracts before calls, in the order of the record. */
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

/** What a plan says, by recorded name and by `02_shop: call Shop.open`. */
export type GraphMarks = ReadonlyMap<string, GraphMark>

/** What a plan says of each contract and each transaction that is no deployment. */
export function planMarks({ entries, made }: Pick<MigrationPlan, 'entries' | 'made'>): GraphMarks {
  const marks = new Map<string, GraphMark>()
  for (const { name, before } of made) if (before === undefined) marks.set(name, 'create')
  for (const { action, subject, steps } of entries) {
    if (action !== 'call') marks.set(subject, action)
    for (const { file, id, kind } of steps) if (kind === 'call') marks.set(`${file}: ${id}`, 'call')
  }
  return marks
}

function shortAddress(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`
}

function shortName(fullName: string): string {
  return fullName.slice(fullName.lastIndexOf(':') + 1)
}

const contractId = (name: string): string => `contract ${name}`
const implementationId = (address: string): string => `implementation ${address.toLowerCase()}`
const stepId = (file: string, id: string): string => `step ${file}: ${id}`

/** Addresses of contracts, to find them in what was recorded. */
class Addresses {
  readonly #contracts: DeploymentRecord['contracts']
  readonly #names: readonly (readonly [digits: string, name: string])[]

  constructor(contracts: DeploymentRecord['contracts']) {
    this.#contracts = contracts
    this.#names = Object.entries(contracts).map(([name, { address }]) => [
      address.slice(2).toLowerCase(),
      name,
    ])
  }

  /** What is called at an address: a contract, or a proxy by its admin. */
  behind(address: string | undefined): readonly string[] {
    const wanted = address?.toLowerCase()
    const called = Object.entries(this.#contracts).filter(([, it]) =>
      [it.address, it.proxy?.admin].some((own) => own?.toLowerCase() === wanted),
    )
    return wanted === undefined ? [] : called.map(([name]) => name)
  }

  in(value: unknown): readonly string[] {
    const text = JSON.stringify(value ?? '').toLowerCase()
    return this.#names.filter(([digits]) => text.includes(digits)).map(([, name]) => name)
  }
}

/** Collects what is found, each edge once. */
class GraphBuilder {
  readonly nodes: GraphNode[] = []
  readonly #edges = new Map<string, GraphEdge>()

  get edges(): readonly GraphEdge[] {
    const known = new Set(this.nodes.map(({ id }) => id))
    return [...this.#edges.values()].filter(({ from, to }) => known.has(from) && known.has(to))
  }

  /** Once: several proxies may have one implementation. */
  add(node: GraphNode): void {
    if (!this.nodes.some(({ id }) => id === node.id)) this.nodes.push(node)
  }

  link(kind: GraphEdgeKind, from: readonly string[], to: string): void {
    for (const id of from) {
      const key = `${id} ${to}`
      if (id !== to && !this.#edges.has(key)) this.#edges.set(key, { from: id, to, kind })
    }
  }
}

function kindOf(
  contract: DeployedContract,
  libraries: ReadonlySet<string>,
): Exclude<GraphNodeKind, 'call' | 'implementation'> {
  const { proxy, address } = contract
  if (proxy === undefined) return libraries.has(address.toLowerCase()) ? 'library' : 'contract'
  return proxy.kind === 'beacon' && proxy.beacon === undefined ? 'beacon' : 'proxy'
}

function addContract(
  builder: GraphBuilder,
  entry: {
    readonly name: string
    readonly contract: DeployedContract
    readonly kind: GraphNodeKind
  },
  at: { readonly addresses: Addresses; readonly marks: GraphMarks },
): void {
  const { name, contract, kind } = entry
  const own = shortName(contract.contract)
  const { address, migration: file, proxy, origin, args, libraries = {} } = contract
  const id = contractId(name)
  const detail = [own === name ? '' : own, shortAddress(address)].filter(Boolean).join(' · ')
  const mark = at.marks.get(name)
  const contracts = (value: unknown): readonly string[] => at.addresses.in(value).map(contractId)
  builder.add({ id, kind, name, detail, file, mark })
  builder.link('library', contracts(libraries), id)
  if (proxy !== undefined) {
    if (proxy.beacon !== undefined) builder.link('implements', contracts(proxy.beacon), id)
    else {
      const behind = implementationId(proxy.implementation)
      const told = shortAddress(proxy.implementation)
      const node = { name: shortName(proxy.contract), detail: `implementation · ${told}` }
      builder.add({
        id: behind,
        kind: 'implementation',
        ...node,
        file: proxy.migration,
        mark,
      })
      builder.link('implements', [behind], id)
      builder.link('library', contracts(proxy.libraries), behind)
      builder.link('argument', contracts(proxy.args), behind)
    }
  }
  builder.link('argument', contracts([args, proxy?.initialized, proxy?.admin]), id)
  if (origin?.by === 'call') builder.link('creates', contracts(origin.maker), id)
}

function addCall(
  builder: GraphBuilder,
  at: { readonly file: string; readonly id: string; readonly step: StepRecord },
  context: {
    readonly addresses: Addresses
    readonly record: DeploymentRecord
    readonly marks: GraphMarks
  },
): void {
  const { file, id: own, step } = at
  const { addresses, record, marks } = context
  const id = stepId(file, own)
  const targets = addresses.behind(step.to)
  const used = step.uses ?? addresses.in(step.label)
  const made = Object.entries(record.contracts).filter(
    ([, { origin }]) =>
      origin?.by === 'call' &&
      origin.transactionHash !== undefined &&
      origin.transactionHash === step.transactionHash,
  )
  const [name = step.label] = step.label.split('(')
  const mark = marks.get(`${file}: ${own}`)
  builder.add({ id, kind: 'call', name, detail: '', file, mark })
  builder.link('target', targets.map(contractId), id)
  builder.link('argument', used.map(contractId), id)
  for (const [child] of made) builder.link('creates', [id], contractId(child))
}

/** Of several ways to a contract that a call made, the one over the call says it all. */
function withoutShortcuts(edges: readonly GraphEdge[]): readonly GraphEdge[] {
  const byCall = new Set(
    edges
      .filter(({ from, kind }) => kind === 'creates' && from.startsWith('step '))
      .map(({ to }) => to),
  )
  return edges.filter(
    ({ from, to, kind }) => kind !== 'creates' || from.startsWith('step ') || !byCall.has(to),
  )
}

/**
 * Which contracts, libraries and calls of a network depend on which, by its record: whose addresses are in
 * constructor arguments, in calls, linked, called, or created.
 */
export function createDeploymentGraph(
  record: DeploymentRecord,
  marks: GraphMarks = new Map(),
): DeploymentGraph {
  const builder = new GraphBuilder()
  const addresses = new Addresses(record.contracts)
  const linked = Object.values(record.contracts).flatMap(({ libraries, proxy }) => [
    ...Object.values(libraries ?? {}),
    ...Object.values(proxy?.libraries ?? {}),
  ])
  const libraries = new Set(linked.map((address) => address.toLowerCase()))
  const files = Object.keys(record.migrations)
  const others = Object.values(record.contracts).map(({ migration }) => migration)
  for (const file of new Set([...files, ...others])) {
    for (const [name, contract] of Object.entries(record.contracts)) {
      if (contract.migration !== file) continue
      const kind = kindOf(contract, libraries)
      addContract(builder, { name, contract, kind }, { addresses, marks })
    }
    for (const [id, step] of Object.entries(record.migrations[file]?.steps ?? {})) {
      if (step.kind === 'call') addCall(builder, { file, id, step }, { addresses, record, marks })
    }
  }
  const { nodes, edges } = builder
  return { network: record.network, nodes, edges: withoutShortcuts(edges) }
}
