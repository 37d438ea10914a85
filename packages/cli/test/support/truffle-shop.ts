import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createDevchain, type Devchain, type DevchainServer } from '@scaffold-evm/devchain'
import { repository } from './run-scaffold.js'

const fixture = join(repository, 'packages/cli/test/fixtures/truffle-shop')

// biome-ignore lint/suspicious/noExplicitAny: artifacts as Truffle writes them
type Json = any

/** What `node scripts/truffle-state.mjs --record` wrote: Truffle's migration of a project on Ganache. */
interface Recorded {
  readonly mnemonic: string
  readonly chainId: number
  readonly networkId: number
  /** Signed, in order. */
  readonly transactions: readonly `0x${string}`[]
  /** By file name. */
  readonly artifacts: Readonly<Record<string, Json>>
}

/** A project that Truffle has migrated, and the chain as Truffle left it. */
export interface TruffleShop {
  readonly chain: Devchain
  readonly server: DevchainServer
  /** For commands. */
  readonly env: NodeJS.ProcessEnv
  /** Addresses by names of contracts. */
  readonly addresses: Readonly<Record<string, string>>
  /** Adds a migration that Truffle has not seen. */
  addLater(name: string, as?: string): Promise<void>
  artifact(name: string): Promise<Json>
  /** Takes this chain out of an artifact. */
  forget(name: string): Promise<void>
  close(): Promise<void>
}

/** Lays the project into a folder, and plays the transactions again: they give the same hashes and addresses. */
export async function openTruffleShop(folder: string): Promise<TruffleShop> {
  const recorded: Recorded = JSON.parse(await readFile(join(fixture, 'recorded.json'), 'utf8'))
  const { mnemonic, chainId, networkId, transactions, artifacts } = recorded
  const chain = await createDevchain({
    dialect: 'ganache',
    ...{ mnemonic, chainId: BigInt(chainId), networkId: BigInt(networkId) },
  })
  for (const transaction of transactions) {
    await chain.request({ method: 'eth_sendRawTransaction', params: [transaction] })
  }
  const server = await chain.listen({ port: 0 })
  for (const part of ['contracts', 'migrations', 'truffle-config.js']) {
    await cp(join(fixture, 'project', part), join(folder, part), { recursive: true })
  }
  const build = join(folder, 'build/contracts')
  await mkdir(build, { recursive: true })
  for (const [name, artifact] of Object.entries(artifacts)) {
    const here = { ...artifact, sourcePath: join(folder, artifact.sourcePath) }
    await writeFile(join(build, name), JSON.stringify(here, undefined, 2))
  }
  const addresses = Object.values(artifacts).flatMap(({ contractName, networks }) => {
    const address: unknown = networks[networkId]?.address
    return typeof address === 'string' ? [[contractName, address] as const] : []
  })
  return {
    chain,
    server,
    env: { SHOP_PORT: String(server.port) },
    addresses: Object.fromEntries(addresses),
    addLater: (name, as = name) =>
      cp(join(fixture, 'project/later', name), join(folder, 'migrations', as)),
    artifact: async (name) => JSON.parse(await readFile(join(build, `${name}.json`), 'utf8')),
    async forget(name) {
      const { networks, ...artifact } = JSON.parse(
        await readFile(join(build, `${name}.json`), 'utf8'),
      )
      const { [networkId]: _, ...others } = networks
      await writeFile(
        join(build, `${name}.json`),
        JSON.stringify({ ...artifact, networks: others }),
      )
    },
    async close() {
      await server.close()
      await chain.close()
    },
  }
}
