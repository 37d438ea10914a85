import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isHex } from '@scaffold-evm/common'
import type { JsonValue } from '@scaffold-evm/project'
import { getAddress, isAddress, keccak256, toUtf8Bytes } from '@scaffold-evm/project/ethers'
import { importChainError } from '../../errors/import.js'
import { toJson } from '../contracts/label.js'
import type { ForeignContract, ForeignState } from './foreign-state.js'
import { isObject, readJsonObject, textIn } from './read-json.js'

type Deployment = Readonly<Record<string, unknown>>

/**
 * What hardhat-deploy recorded in the folder of a network.
 *
 * @throws `IMPORT_CHAIN` when its `.chainId` is another; `IMPORT_INVALID`.
 */
export async function readHardhatDeployState(
  folder: string,
  chainId: bigint,
): Promise<ForeignState> {
  const recorded = (await readFile(join(folder, '.chainId'), 'utf8')).trim()
  if (!/^(\d+|0x[0-9a-f]+)$/i.test(recorded) || BigInt(recorded) !== chainId) {
    const here = `chain ${chainId}`
    throw importChainError(folder, { recorded: `chain ${recorded}`, here })
  }
  const files = (await readdir(folder)).filter((name) => /^[^.].*\.json$/.test(name)).sort()
  const names = files.map((file) => file.slice(0, -'.json'.length))
  const isPart = (name: string): boolean =>
    /_(Implementation|Proxy)$/.test(name) && names.includes(name.replace(/_[A-Za-z]+$/, ''))
  const contracts: ForeignContract[] = []
  for (const name of names.filter((one) => !isPart(one))) {
    const deployment = await readJsonObject(join(folder, `${name}.json`))
    const behind = names.includes(`${name}_Implementation`)
      ? await readJsonObject(join(folder, `${name}_Implementation.json`))
      : undefined
    contracts.push(...contractOf(name, deployment, behind))
  }
  return {
    tool: 'hardhat-deploy',
    path: folder,
    contracts,
    sourceText: await inputsIn(join(folder, 'solcInputs')),
  }
}

function contractOf(
  name: string,
  deployment: Deployment,
  behind: Deployment | undefined,
): readonly ForeignContract[] {
  const address = textIn(deployment, 'address')
  if (address === undefined || !isAddress(address)) return []
  const hash = textIn(deployment, 'transactionHash')
  const code = behind ?? deployment
  const metadata = textIn(code, 'metadata')
  const target = targetOf(metadata)
  const isProxy = behind !== undefined || textIn(deployment, 'implementation') !== undefined
  return [
    {
      name,
      contractName: target?.name ?? name,
      sourceName: target?.source,
      address: getAddress(address),
      transactionHash: isHex(hash) ? hash : undefined,
      args: isProxy ? undefined : argsOf(deployment),
      libraries: librariesOf(code),
      creationCode: textIn(code, 'bytecode'),
      metadata,
      proxy: isProxy ? { kind: undefined, version: versionOf(deployment) } : undefined,
    },
  ]
}

function versionOf({ numDeployments }: Deployment): number | undefined {
  return typeof numDeployments === 'number' && numDeployments > 0 ? numDeployments : undefined
}

function argsOf({ args }: Deployment): readonly JsonValue[] | undefined {
  return Array.isArray(args) && args.length > 0 ? args.map(toJson) : undefined
}

function librariesOf({ libraries }: Deployment): Readonly<Record<string, string>> {
  const given = isObject(libraries) ? Object.entries(libraries) : []
  return Object.fromEntries(
    given.flatMap(([name, address]) => (isAddress(address) ? [[name, getAddress(address)]] : [])),
  )
}

function targetOf(
  metadata: string | undefined,
): { readonly source: string; readonly name: string } | undefined {
  if (metadata === undefined) return undefined
  const settings: unknown = Reflect.get(Object(parse(metadata)), 'settings')
  const target = isObject(settings) ? settings['compilationTarget'] : undefined
  const [entry] = isObject(target) ? Object.entries(target) : []
  return entry === undefined ? undefined : { source: entry[0], name: String(entry[1]) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Every source that was ever an input of the compiler, by its hash. */
async function inputsIn(folder: string): Promise<ForeignState['sourceText']> {
  const byHash = new Map<string, string>()
  for (const name of await readdir(folder).catch(() => [])) {
    const { sources } = await readJsonObject(join(folder, name))
    for (const source of isObject(sources) ? Object.values(sources) : []) {
      const content = textIn(source, 'content')
      if (content !== undefined) byHash.set(keccak256(toUtf8Bytes(content)), content)
    }
  }
  return async (_name, hash) => byHash.get(hash)
}
