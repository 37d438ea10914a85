import { readdir, readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { isHex } from '@scaffold-evm/common'
import { getAddress, isAddress, keccak256, toUtf8Bytes } from '@scaffold-evm/project/ethers'
import { importChainError } from '../../errors/import.js'
import type { ChainReader } from '../steps/chain-reader.js'
import type { ForeignContract, ForeignState } from './foreign-state.js'
import { isObject, readJsonObject, textIn } from './read-json.js'

/** Where Truffle's artifacts are, and the chain that they are about. */
export interface TrufflePlace {
  /** Absolute: `build/contracts`. */
  readonly folder: string
  readonly root: string
  readonly reader: ChainReader
}

type Artifact = Readonly<Record<string, unknown>>

/**
 * What Truffle deployed to the network that answers: addresses in artifacts by its network id, and how far the migrations
 * got by the contract `Migrations`.
 *
 * @throws `IMPORT_CHAIN` when the artifacts know of other networks only; `IMPORT_INVALID`.
 */
export async function readTruffleState({
  folder,
  root,
  reader,
}: TrufflePlace): Promise<ForeignState> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const artifacts = await Promise.all(names.map((name) => readJsonObject(join(folder, name))))
  const networkId = String(await reader.ask('net_version'))
  const found = artifacts.flatMap((artifact) => contractOn(artifact, { networkId, root }))
  if (found.length === 0) throw otherNetworks(folder, artifacts, networkId)
  const migrations = found.find(({ name }) => name === 'Migrations')
  const completed = migrations && (await lastCompleted(migrations.address, reader))
  return {
    tool: 'truffle',
    path: folder,
    // It counted Truffle's migrations, which the record does from now on.
    contracts: found.filter((contract) => contract !== migrations),
    completed,
    sourceText: sourcesOf(artifacts, root),
  }
}

function contractOn(
  artifact: Artifact,
  { networkId, root }: { readonly networkId: string; readonly root: string },
): readonly ForeignContract[] {
  const networks = artifact['networks']
  const network = isObject(networks) ? networks[networkId] : undefined
  const name = nameOf(artifact)
  const address = textIn(network, 'address')
  if (name === undefined || address === undefined || !isAddress(address)) return []
  const hash = textIn(network, 'transactionHash')
  return [
    {
      name,
      contractName: name,
      sourceName: sourceName(artifact, root),
      address: getAddress(address),
      transactionHash: isHex(hash) ? hash : undefined,
      libraries: linksOf(network),
      creationCode: textIn(artifact, 'bytecode') ?? textIn(artifact, 'unlinked_binary'),
      metadata: textIn(artifact, 'metadata'),
    },
  ]
}

/** Until Truffle 4, keys had underscores. */
function nameOf(artifact: unknown): string | undefined {
  return textIn(artifact, 'contractName') ?? textIn(artifact, 'contract_name')
}

function linksOf(network: unknown): Readonly<Record<string, string>> {
  const links = isObject(network) ? network['links'] : undefined
  if (!isObject(links)) return {}
  const addresses = Object.entries(links).flatMap(([name, address]) =>
    isAddress(address) ? [[name, getAddress(address)] as const] : [],
  )
  return Object.fromEntries(addresses)
}

/** Truffle writes where a source is on the machine that compiled it; the metadata has it by the project. */
function sourceName(artifact: Artifact, root: string): string | undefined {
  const target = /"compilationTarget":\{"((?:[^"\\]|\\.)*)"/.exec(
    textIn(artifact, 'metadata') ?? '',
  )?.[1]
  if (target?.startsWith('project:/')) return target.slice('project:/'.length)
  const path = textIn(artifact, 'sourcePath')
  if (target !== undefined && !target.startsWith('/')) return target
  return path === undefined ? undefined : relative(root, path).replaceAll('\\', '/')
}

/** As Truffle asks: one or the other name, whichever the contract has. */
async function lastCompleted(address: string, reader: ChainReader): Promise<number | undefined> {
  for (const selector of ['0x445df0ac', '0xfbdbad3c']) {
    const call = { to: address, data: selector }
    const answer = await reader.ask('eth_call', call, 'latest').catch(() => undefined)
    if (isHex(answer) && answer.length === 66) return Number(answer)
  }
  return undefined
}

function otherNetworks(folder: string, artifacts: readonly Artifact[], networkId: string): Error {
  const ids = artifacts.flatMap(({ networks }) => (isObject(networks) ? Object.keys(networks) : []))
  const known = [...new Set(ids)].sort()
  const recorded = known.length === 0 ? 'no network' : `network ids ${known.join(', ')}`
  return importChainError(folder, { recorded, here: networkId })
}

/** What artifacts hold of sources, then what lies in the project. */
function sourcesOf(artifacts: readonly Artifact[], root: string): ForeignState['sourceText'] {
  const byHash = new Map<string, string>()
  for (const artifact of artifacts) {
    const source = textIn(artifact, 'source')
    if (source !== undefined) byHash.set(keccak256(toUtf8Bytes(source)), source)
  }
  return async (name, hash) => {
    const known = byHash.get(hash)
    if (known !== undefined) return known
    const local = name.startsWith('project:/')
      ? name.slice('project:/'.length)
      : `node_modules/${name}`
    const text = await readFile(join(root, local), 'utf8').catch(() => undefined)
    return text !== undefined && keccak256(toUtf8Bytes(text)) === hash ? text : undefined
  }
}

/** Whether a folder is one of Truffle's artifacts. */
export async function isTruffleFolder(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => [])
  const first = names.find((name) => name.endsWith('.json') && basename(name) !== 'package.json')
  if (first === undefined) return false
  const artifact = await readJsonObject(join(folder, first)).catch(() => undefined)
  return isObject(artifact?.['networks']) && nameOf(artifact) !== undefined
}
