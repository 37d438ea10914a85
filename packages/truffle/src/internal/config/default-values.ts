import { EventManager } from '../events/event-manager.js'
import type { Values } from './merge-deep.js'

/** What Truffle's config has before the user's own is merged in. */
export function defaultValues(workingDirectory: string): Values {
  return {
    ...outerValues(workingDirectory),
    ...toolValues(),
    compilers: {
      // Without a version: whoever compiles takes 0.5.16 then.
      solc: { settings: { optimizer: { enabled: false, runs: 200 }, remappings: [] } },
      vyper: { settings: {} },
    },
    logger: console,
    events: new EventManager(),
    _: [],
  }
}

function outerValues(workingDirectory: string): Values {
  return {
    truffle_directory: workingDirectory,
    working_directory: workingDirectory,
    network: undefined,
    networks: {
      dashboard: {
        network_id: '*',
        networkCheckTimeout: 120_000,
        url: 'http://localhost:24012/rpc',
        skipDryRun: true,
      },
    },
    build: null,
    resolver: null,
    artifactor: null,
    skipDryRun: false,
  }
}

function toolValues(): Values {
  return {
    verboseRpc: false,
    quiet: false,
    solidityLog: { displayPrefix: '', preventConsoleLogMigration: false },
    debugGlobal: 'debug',
    dashboard: { host: 'localhost', port: 24_012, autoOpen: true, verbose: false },
    ens: { enabled: false, registryAddress: undefined },
    mocha: { bail: false, grep: null },
    console: { require: null },
    plugins: undefined,
  }
}
