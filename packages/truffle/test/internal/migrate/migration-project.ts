import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDevchain, type Devchain, type DevchainOptions } from '@scaffold-evm/devchain'
import { createDevchainProvider } from '../../../src/internal/network/devchain-provider.js'
import { loadTruffleProject } from '../../../src/load-truffle-project.js'
import { type MigrateOptions, runMigrate } from '../../../src/migrate-command.js'
import type { TruffleArtifact } from '../../../src/truffle-artifact.js'
import type { TruffleFlavor } from '../../../src/truffle-flavor.js'
import type { TruffleProject } from '../../../src/truffle-project.js'

const fixtures = fileURLToPath(
  new URL('../../../../test/internal/migrate/fixtures/contracts.json', import.meta.url),
)

/** What migrations run on, other than usual. */
export interface MigrationPlace {
  readonly devchain?: Devchain
  readonly flavor?: Partial<TruffleFlavor>
}

/** A Truffle project in a folder of its own, compiled, with a chain to migrate on. */
export class MigrationProject {
  readonly root: string
  readonly devchain: Devchain
  /** What was printed. */
  text = ''
  /** What was printed to stderr. */
  errors = ''
  answers: string[] = []
  readonly #network: Readonly<Record<string, unknown>>

  private constructor(
    root: string,
    devchain: Devchain,
    network: Readonly<Record<string, unknown>>,
  ) {
    this.root = root
    this.devchain = devchain
    this.#network = network
  }

  /** With these migrations by name. */
  static async create(
    migrations: Readonly<Record<string, string>>,
    {
      network = {},
      chain = {},
    }: { network?: Readonly<Record<string, unknown>>; chain?: DevchainOptions } = {},
  ): Promise<MigrationProject> {
    const root = mkdtempSync(join(tmpdir(), 'truffle-migrate-'))
    const project = new MigrationProject(
      root,
      await createDevchain({ dialect: 'ganache', networkId: 4447n, ...chain }),
      network,
    )
    project.write('truffle-config.js', 'module.exports = {}')
    const contracts = JSON.parse(readFileSync(fixtures, 'utf8'))
    for (const [contractName, contract] of Object.entries(contracts)) {
      const artifact = { contractName, ...Object(contract), networks: {} }
      project.write(`build/contracts/${contractName}.json`, JSON.stringify(artifact))
    }
    for (const [name, text] of Object.entries(migrations)) {
      project.write(`migrations/${name}`, text)
    }
    return project
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    writeFileSync(join(this.root, path), text)
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8')
  }

  /** The project's artifact as it is on disk. */
  artifact(name: string): TruffleArtifact {
    return JSON.parse(this.read(`build/contracts/${name}.json`))
  }

  addressOf(name: string, networkId = '4447'): string | undefined {
    return this.artifact(name).networks[networkId]?.address
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true })
  }

  /** Runs `migrate` anew; gives what it printed. */
  async migrate(
    options: MigrateOptions = {},
    { devchain, flavor = {} }: MigrationPlace = {},
  ): Promise<string> {
    this.text = ''
    this.errors = ''
    const loaded = await this.load(devchain)
    const project = { ...loaded, flavor: { ...loaded.flavor, ...flavor } }
    await runMigrate(project, options, {
      stderr: { write: (text: string) => (this.errors += text) },
      compile: async () => undefined,
      confirm: async (question) => {
        this.text += question
        return this.answers.shift() === 'yes'
      },
    })
    return this.text
  }

  /** The project on a chain. */
  async load(devchain: Devchain = this.devchain): Promise<TruffleProject> {
    const print = (...values: unknown[]): void => {
      this.text += `${values.map(String).join(' ')}\n`
    }
    const logger = { log: print, warn: print, error: print }
    const project = await loadTruffleProject({ cwd: this.root, logger })
    const provider = createDevchainProvider(devchain)
    project.config.networks['development'] = { network_id: '*', provider, ...this.#network }
    return project
  }

  async close(): Promise<void> {
    await this.devchain.close()
    rmSync(this.root, { recursive: true })
  }
}

/** The usual first migration. */
export const initialMigration =
  "const Migrations = artifacts.require('Migrations')\nmodule.exports = (deployer) => { deployer.deploy(Migrations) }\n"

/** A migration that is a function over the contracts of the fixture. */
export function migration(body: string, kind: 'sync' | 'async' = 'async'): string {
  const names = ['Migrations', 'Doubling', 'Box', 'LinkedBox', 'Picky', 'Silent', 'Idea']
  const required = names.filter((name) => body.includes(name))
  return [
    ...required.map((name) => `const ${name} = artifacts.require('${name}')`),
    `module.exports = ${kind === 'async' ? 'async ' : ''}(deployer, network, accounts) => {`,
    body,
    '}',
  ].join('\n')
}
