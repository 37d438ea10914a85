import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What starting a project did. */
export interface InitResult {
  /** Relative to the folder. */
  readonly written: readonly string[]
  /** What was there already, and was left as it is. */
  readonly kept: readonly string[]
}

/** How a project is started. */
export interface InitOptions {
  /** Overwrites files that are there. @default false */
  readonly force?: boolean
}

/** Starts an empty Truffle project in a folder, which is made when it is not there. */
export function initTruffleProject(
  folder: string,
  { force = false }: InitOptions = {},
): InitResult {
  const written: string[] = []
  const kept: string[] = []
  for (const name of ['contracts', 'migrations', 'test']) {
    mkdirSync(join(folder, name), { recursive: true })
    const path = join(name, '.gitkeep')
    if (!existsSync(join(folder, path))) writeFileSync(join(folder, path), '')
  }
  const config = join(folder, 'truffle-config.js')
  if (existsSync(config) && !force) kept.push('truffle-config.js')
  else {
    writeFileSync(config, configText)
    written.push('truffle-config.js')
  }
  return { written, kept }
}

const configText = `// What each key means: https://archive.trufflesuite.com/docs/truffle/reference/configuration
module.exports = {
  networks: {
    // Nobody listens there? Then the network is a chain inside the process.
    // development: {
    //   host: "127.0.0.1",
    //   port: 8545,
    //   network_id: "*",
    // },
    //
    // sepolia: {
    //   provider: () => new HDWalletProvider(process.env.MNEMONIC, process.env.SEPOLIA_URL),
    //   network_id: 11155111,
    //   confirmations: 2,
    // },
  },

  mocha: {
    // timeout: 100000
  },

  compilers: {
    solc: {
      version: "0.8.21",
      // settings: { optimizer: { enabled: true, runs: 200 } }
    },
  },
};
`
