import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import { EventManager } from '../../../src/internal/events/event-manager.js'
import type { TruffleArtifactStore } from '../../../src/truffle-artifact.js'
import type { TruffleConfig } from '../../../src/truffle-config.js'
import type { TruffleProvider } from '../../../src/truffle-provider.js'
import type { TruffleSession } from '../../../src/truffle-session.js'

/** A folder with files, and a session on a chain of its own without any contract. */
export interface FakeSession {
  readonly session: TruffleSession
  readonly devchain: Devchain
  path(file: string): string
  close(): Promise<void>
}

export async function createFakeSession(
  files: Readonly<Record<string, string>>,
  config: Readonly<Record<string, unknown>> = {},
): Promise<FakeSession> {
  const root = mkdtempSync(join(tmpdir(), 'truffle-tests-'))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  const devchain = await createDevchain({ dialect: 'ganache' })
  const provider = devchain as unknown as TruffleProvider
  const store: TruffleArtifactStore = {
    directory: join(root, 'build/contracts'),
    names: () => [],
    find: () => undefined,
    write: () => undefined,
    refresh: () => undefined,
  }
  const artifacts = {
    require(name: string): never {
      throw new Error(`Could not find artifacts for ${name} from any sources`)
    },
  }
  const session: TruffleSession = {
    config: {
      working_directory: root,
      events: new EventManager(),
      test_directory: join(root, 'test'),
      test_file_extension_regexp: /.*\.(js|ts|es|es6|jsx|sol)$/,
      mocha: {},
      debugGlobal: 'debug',
      ...config,
    } as unknown as TruffleConfig,
    networkName: 'test',
    networkId: '5777',
    devchain,
    ownAccounts: devchain.accounts,
    provider,
    accounts: devchain.accounts.map(({ address }) => address),
    from: undefined,
    store,
    artifacts,
    createArtifacts: () => artifacts,
    web3: { currentProvider: provider },
    testWeb3: { currentProvider: provider },
    interfaceAdapter: {},
    close: () => devchain.close(),
  }
  return {
    session,
    devchain,
    path: (file) => join(root, file),
    async close() {
      await devchain.close()
      rmSync(root, { recursive: true })
    },
  }
}
