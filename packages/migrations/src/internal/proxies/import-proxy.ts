import type { ContractName, ContractOf, DeployedContract, ProxyRecord } from '@scaffold-evm/project'
import { type Addressable, getAddress } from '@scaffold-evm/project/ethers'
import { proxyUnknownError } from '../../errors/proxy.js'
import { migrationNameTakenError } from '../../errors/step.js'
import type { StepPlace } from '../../errors/step-place.js'
import type { ImportProxyOptions } from '../../migration/proxy-options.js'
import { digestCode } from '../files/digest.js'
import type { FileRun } from '../files/file-run.js'
import { ChainReader } from '../steps/chain-reader.js'
import { proxyContract } from './apply-upgrade.js'
import { implementationFacts } from './implementation-facts.js'
import { askProxy } from './proxy-abi.js'
import { readProxySlot } from './proxy-slots.js'
import { layoutToJson } from './upgraded-contracts.js'

interface Asked {
  readonly address: string | Addressable
  readonly options: ImportProxyOptions
  readonly place: StepPlace
}

/** What the chain tells of a proxy. */
type Live = Pick<ProxyRecord, 'kind' | 'implementation' | 'admin' | 'beacon'>

/** `m.importProxy`. */
export async function importProxy<N extends ContractName>(
  run: FileRun,
  name: string,
  asked: Asked,
): Promise<ContractOf<N>> {
  const { options, place } = asked
  const address = getAddress(
    typeof asked.address === 'string' ? asked.address : await asked.address.getAddress(),
  )
  const known = run.parts.journal.contract(name)
  if (known !== undefined && known.address !== address) {
    throw migrationNameTakenError(name, known, place)
  }
  const live = await readLive(run, { name, address, options, place })
  // What was imported and then upgraded by us is as the record says.
  if (known?.proxy?.implementation !== live.implementation) {
    const record = await recordOf(run, { contract: options.contract ?? name, live, name })
    const { migration = run.name } = known ?? {}
    const { contract } = record
    await take(run, name, { ...known, contract, address, migration, proxy: record })
    await importBeacon(run, name, record)
  }
  return proxyContract<N>(run, name, undefined)
}

async function take(run: FileRun, name: string, entry: DeployedContract): Promise<void> {
  await run.parts.journal.saveContract(name, entry)
  const { contract, address } = entry
  run.recorded.push({ name, contract, address, origin: undefined })
}

/** So that it can be upgraded by name. */
async function importBeacon(run: FileRun, name: string, proxy: ProxyRecord): Promise<void> {
  const { beacon, ...rest } = proxy
  const recorded = Object.values(run.parts.journal.record.contracts)
  if (beacon === undefined || recorded.some(({ address }) => address === beacon)) return
  await take(run, `${name}Beacon`, {
    contract: '@openzeppelin/contracts/proxy/beacon/UpgradeableBeacon.sol:UpgradeableBeacon',
    address: beacon,
    migration: run.name,
    proxy: rest,
  })
}

async function readLive(
  run: FileRun,
  at: Omit<Asked, 'address'> & { readonly name: string; readonly address: string },
): Promise<Live> {
  const { provider } = run.parts.connection
  const { address, options } = at
  const beacon = await readProxySlot(provider, address, 'beacon')
  if (beacon !== undefined) {
    const implementation = await askProxy(provider, beacon, 'implementation')
    if (implementation !== undefined) return { kind: 'beacon', implementation, beacon }
  }
  const implementation = await readProxySlot(provider, address, 'implementation')
  if (implementation === undefined) {
    const reason = 'it has no implementation in the slots of EIP-1967'
    const hint = 'Give the address of the proxy, not that of its implementation'
    throw proxyUnknownError(at.name, { address, reason, hint }, at.place)
  }
  const admin = await readProxySlot(provider, address, 'admin')
  const kind = options.kind ?? (admin === undefined ? 'uups' : 'transparent')
  return { kind, implementation, ...(admin === undefined ? {} : { admin }) }
}

async function recordOf(
  run: FileRun,
  {
    contract,
    live,
    name,
  }: { readonly contract: string; readonly live: Live; readonly name: string },
): Promise<ProxyRecord> {
  const { project, journal, warn } = run.parts
  const artifact = await project.artifacts.get(contract)
  const { layout } = await implementationFacts(run.parts, artifact, live.kind)
  const isSame = await runsCode(run, live.implementation, artifact)
  if (!isSame) {
    warn(
      `${name}: the code at ${live.implementation} is not what ${contract} compiles to now; its storage is taken to be that of ${contract}`,
    )
  }
  const version = (journal.contract(name)?.proxy?.version ?? 0) + 1
  return {
    ...live,
    contract: `${artifact.sourceName}:${artifact.contractName}`,
    ...(isSame ? { codeDigest: digestCode(artifact.bytecode) } : {}),
    version,
    migration: run.name,
    layout: layoutToJson(layout),
  }
}

/** Compares what runs, without metadata, immutables and addresses of libraries. */
async function runsCode(
  run: FileRun,
  address: string,
  artifact: Awaited<ReturnType<FileRun['parts']['project']['artifacts']['get']>>,
): Promise<boolean> {
  const reader = new ChainReader(run.parts.connection.provider)
  const code = String(await reader.ask('eth_getCode', address, 'latest'))
  const places = [
    ...Object.values(artifact.immutableReferences).flat(),
    ...Object.values(artifact.deployedLinkReferences).flatMap((of) => Object.values(of).flat()),
  ]
  const masked = (text: string): string =>
    places.reduce((all, { start, length }) => {
      const from = 2 + start * 2
      return `${all.slice(0, from)}${'0'.repeat(length * 2)}${all.slice(from + length * 2)}`
    }, text)
  return digestCode(masked(code)) === digestCode(masked(artifact.deployedBytecode))
}
