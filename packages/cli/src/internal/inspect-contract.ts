import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatTable, type Style } from '@scaffold-evm/common'
import {
  type AbiEntry,
  type Artifact,
  type BuildInfo,
  contractSizes,
  formatContractSizes,
} from '@scaffold-evm/compiler'
import type { Project } from '@scaffold-evm/project'
import { Fragment, Interface } from '@scaffold-evm/project/ethers'
import type { inspectFields } from '../definitions/inspect.js'
import { parseStorageLayout, storageRows } from './storage-layout.js'

/** One thing about a contract, as data and as text. */
export interface InspectField {
  json(): unknown
  text(): string
}

/** All that can be shown of a contract. */
export type ContractFields = Readonly<Record<(typeof inspectFields)[number], InspectField>>

/**
 * What the compiler made of a contract.
 *
 * @throws `ARTIFACT_NOT_FOUND`, `ARTIFACT_AMBIGUOUS`.
 */
export async function inspectContract(
  project: Project,
  name: string,
  style: Style,
): Promise<ContractFields> {
  const artifact: Artifact = await project.artifacts.get(name)
  const output = await compilerOutput(project, artifact)
  const coder = new Interface(artifact.abi)
  const methods = coder.fragments.filter((fragment) => fragment.type === 'function')
  return {
    abi: {
      json: () => artifact.abi,
      text: () => coder.format().join('\n'),
    },
    bytecode: plain(artifact.bytecode),
    'deployed-bytecode': plain(artifact.deployedBytecode),
    constructor: {
      json: () => artifact.abi.find(({ type }) => type === 'constructor') ?? null,
      text: () => formatEntries(artifact.abi, 'constructor'),
    },
    methods: {
      json: () =>
        Object.fromEntries(
          methods.map((method) => [
            method.format('sighash'),
            coder.getFunction(method.format('sighash'))?.selector,
          ]),
        ),
      text: () => selectorTable(coder, 'function'),
    },
    events: {
      json: () => artifact.abi.filter(({ type }) => type === 'event'),
      text: () => selectorTable(coder, 'event'),
    },
    errors: {
      json: () => artifact.abi.filter(({ type }) => type === 'error'),
      text: () => selectorTable(coder, 'error'),
    },
    'storage-layout': {
      json: () => output?.storageLayout ?? null,
      text: () => storageText(output?.storageLayout),
    },
    metadata: {
      json: () => (output?.metadata ? JSON.parse(output.metadata) : null),
      text: () => output?.metadata ?? 'This compiler gave no metadata.',
    },
    libraries: {
      json: () => libraryNames(artifact),
      text: () => libraryNames(artifact).join('\n') || 'Needs no libraries.',
    },
    size: {
      json: () => contractSizes([artifact])[0] ?? null,
      text: () => formatContractSizes(contractSizes([artifact]), style),
    },
  }
}

function plain(value: string): InspectField {
  return { json: () => value, text: () => value }
}

async function compilerOutput(
  project: Project,
  artifact: Artifact,
): Promise<{ storageLayout?: unknown; metadata?: string } | undefined> {
  const path = join(project.config.paths.artifacts, 'build-info', `${artifact.buildInfoId}.json`)
  const info: BuildInfo = JSON.parse(await readFile(path, 'utf8'))
  return info.output.contracts?.[artifact.sourceName]?.[artifact.contractName]
}

function formatEntries(abi: readonly AbiEntry[], type: AbiEntry['type']): string {
  return abi
    .filter((entry) => entry.type === type)
    .map((entry) => Fragment.from(entry).format('full'))
    .join('\n')
}

function selectorTable(coder: Interface, type: 'function' | 'event' | 'error'): string {
  const rows: string[][] = []
  if (type === 'function') coder.forEachFunction((f) => rows.push([f.selector, f.format('full')]))
  if (type === 'event') coder.forEachEvent((e) => rows.push([e.topicHash, e.format('full')]))
  if (type === 'error') coder.forEachError((e) => rows.push([e.selector, e.format('full')]))
  const title = type === 'event' ? 'topic' : 'selector'
  return rows.length === 0 ? '' : formatTable([{ title }, { title: type }], rows)
}

function storageText(layout: unknown): string {
  const slots = parseStorageLayout(layout)
  if (slots === undefined) return 'Compilers before 0.5.13 give no storage layout.'
  return slots.length === 0 ? 'No state variables.' : storageRows(slots)
}

function libraryNames(artifact: Artifact): string[] {
  return Object.entries(artifact.linkReferences).flatMap(([source, names]) =>
    Object.keys(names).map((name) => `${source}:${name}`),
  )
}
