import { expect } from 'chai'
import { boxProject, boxSource } from './support/projects.js'
import { runScaffold } from './support/run-scaffold.js'
import { type Files, useCompiledFolder } from './support/temp-folder.js'

interface Misuse {
  readonly what: string
  readonly args: readonly string[]
  readonly files?: Files
  readonly env?: NodeJS.ProcessEnv
  readonly code: string
  /** What the message must hold to be of help. */
  readonly says: readonly RegExp[]
}

const contracts = (name: string, source: string): Files => ({ [`contracts/${name}.sol`]: source })
const config = (text: string): Files => ({ 'scaffold.config.js': `export default ${text}\n` })

const cases: readonly Misuse[] = [
  {
    what: 'a config key that is a typing mistake',
    args: ['compile'],
    files: config(`{ solidty: '0.8.37' }`),
    code: 'CONFIG_UNKNOWN_KEY',
    says: [/solidty/, /Did you mean "solidity"/, /scaffold\.config\.js/],
  },
  {
    what: 'a config value of the wrong type',
    args: ['compile'],
    files: config(`{ paths: { sources: 7 } }`),
    code: 'CONFIG_INVALID',
    says: [/paths\.sources/, /7/],
  },
  {
    what: 'a config that does not parse',
    args: ['compile'],
    files: config('{ solidity: '),
    code: 'CONFIG_LOAD_FAILED',
    says: [/scaffold\.config\.js/, /SyntaxError/],
  },
  {
    what: 'a file where the artifacts belong',
    args: ['compile'],
    files: { ...config(`{ paths: { artifacts: 'taken/artifacts' } }`), taken: '' },
    code: 'FILE_SYSTEM',
    says: [/taken/, /is a file, not a folder/],
  },
  {
    what: 'a config that is not there',
    args: ['compile', '--config', 'other.ts'],
    code: 'CONFIG_NOT_FOUND',
    says: [/other\.ts/],
  },
  {
    what: 'an unknown network',
    args: ['accounts', '--network', 'ded'],
    code: 'NETWORK_UNKNOWN',
    says: [/"ded"/, /dead/],
  },
  {
    what: 'a network that is down',
    args: ['accounts', '--network', 'dead'],
    code: 'NETWORK_UNREACHABLE',
    says: [/127\.0\.0\.1:9/],
  },
  {
    what: 'a compiler that is not cached, offline',
    args: ['compile', '--offline'],
    files: { ...config('{}'), ...contracts('Old', 'pragma solidity 0.6.3; contract Old {}') },
    env: { SCAFFOLD_CACHE_DIR: 'own-cache', npm_config_cache: 'npm-cache' },
    code: 'SOLC_NOT_CACHED',
    says: [
      /0\.6\.3/,
      /contracts\/Old\.sol/,
      /npm install --save-dev solc-0\.6\.3@npm:solc@0\.6\.3/,
    ],
  },
  {
    what: 'a pragma that no compiler satisfies',
    args: ['compile'],
    files: { ...config('{}'), ...contracts('New', 'pragma solidity ^0.9.0; contract New {}') },
    code: 'SOLC_VERSION_CONFLICT',
    says: [/contracts\/New\.sol:1/, /\^0\.9\.0/],
  },
  {
    what: 'pragmas that contradict each other',
    args: ['compile'],
    files: {
      ...config('{}'),
      ...contracts('A', 'pragma solidity ^0.8.0; import "./B.sol"; contract A {}'),
      ...contracts('B', 'pragma solidity ^0.7.0; contract B {}'),
    },
    code: 'SOLC_VERSION_CONFLICT',
    says: [/A\.sol:1/, /B\.sol:1/],
  },
  {
    what: 'an import that is not there',
    args: ['compile'],
    files: contracts('A', 'pragma solidity ^0.8.0; import "./Bxo.sol"; contract A {}'),
    code: 'IMPORT_NOT_FOUND',
    says: [/contracts\/A\.sol:1/, /Tried:/],
  },
  {
    what: 'contracts that inherit from each other in a circle',
    args: ['compile'],
    files: {
      ...contracts('A', 'pragma solidity ^0.8.0; import "./B.sol"; contract A is B {}'),
      ...contracts('B', 'pragma solidity ^0.8.0; import "./A.sol"; contract B is A {}'),
    },
    code: 'COMPILE_FAILED',
    says: [/contracts\/[AB]\.sol:1:\d+/],
  },
  {
    what: 'a contract that is not there',
    args: ['inspect', 'Bxo'],
    code: 'ARTIFACT_NOT_FOUND',
    says: [/Bxo/, /Box/],
  },
  {
    what: 'two contracts of one name',
    args: ['inspect', 'Box'],
    files: { 'contracts/other/Box.sol': boxSource },
    code: 'ARTIFACT_AMBIGUOUS',
    says: [/contracts\/Box\.sol:Box/, /contracts\/other\/Box\.sol:Box/],
  },
  {
    what: 'a migration that deploys what is not there',
    args: ['migrate'],
    files: { 'migrations/01_box.js': `export default async (m) => { await m.deploy('Bxo') }\n` },
    code: 'ARTIFACT_NOT_FOUND',
    says: [/Box/],
  },
  {
    what: 'a migration that reverts',
    args: ['migrate'],
    files: {
      'migrations/02_set.js': `export default async (m) => { await m.call(await m.deployed('Box'), 'set', [1]) }\n`,
    },
    code: 'MIGRATION_REVERTED',
    says: [/TooSmall/, /02_set/],
  },
  {
    what: 'a script that is not there',
    args: ['run', 'scripts/mint.ts'],
    code: 'SCRIPT_NOT_FOUND',
    says: [/scripts\/mint\.ts/],
  },
  {
    what: 'a script that throws',
    args: ['run', 'throw.js'],
    files: { 'throw.js': `function fail() { throw new TypeError('no such thing') }\nfail()\n` },
    code: 'SCRIPT_FAILED',
    says: [/TypeError: no such thing/, /throw\.js:1/],
  },
  {
    what: 'a secret that is nowhere',
    args: ['accounts', '--network', 'live'],
    files: {
      'scaffold.config.js': `import { secret } from 'scaffold-evm'
export default { networks: { live: { url: secret('NO_SUCH_URL') } } }
`,
    },
    code: 'SECRET_NOT_FOUND',
    says: [/NO_SUCH_URL/, /scaffold secrets set NO_SUCH_URL/],
  },
  {
    what: 'a hardfork that does not exist',
    args: ['node', '--port', '0', '--hardfork', 'lodnon'],
    code: '',
    says: [/london/],
  },
  {
    what: 'a dump that is none',
    args: ['node', '--port', '0', '--load-state', 'dump.json'],
    files: { 'dump.json': '{"a":1}' },
    code: 'FILE_UNREADABLE',
    says: [/dump\.json/, /has no accounts/],
  },
]

describe('misuse gives help, not stacks', () => {
  const folder = useCompiledFolder(boxProject)

  for (const { what, args, files = {}, env = {}, code, says } of cases) {
    it(what, async () => {
      await folder.write(files)
      const { exitCode, stderr } = await runScaffold(args, { cwd: folder.path, env })
      expect(stderr).to.contain(`error[${code}`)
      for (const text of says) expect(stderr).to.match(text)
      if (code !== 'SCRIPT_FAILED') expect(stderr).not.to.match(/\n[ \t]+at /)
      expect(stderr).not.to.contain('please report it')
      expect(exitCode).to.equal(1)
    })
  }

  it('outside of any project', async () => {
    const { exitCode, stderr } = await runScaffold(['compile'], { cwd: '/' })
    expect(stderr).to.match(/^error\[PROJECT_NOT_FOUND\]/)
    expect(stderr).to.contain('scaffold init')
    expect(exitCode).to.equal(1)
  })

  it('shows the stack when asked', async () => {
    const shown = await runScaffold(['inspect', 'Bxo', '--stack-traces'], { cwd: folder.path })
    expect(shown.stderr).to.match(/\n\s+at /)
    const env = { DEBUG: '1' }
    const debugged = await runScaffold(['inspect', 'Bxo'], { cwd: folder.path, env })
    expect(debugged.stderr).to.match(/\n\s+at /)
  })

  it('says that what nobody foresaw is a bug', async () => {
    await folder.write({
      'scaffold.config.js': 'export default new Proxy({}, { ownKeys() { throw 7 } })',
    })
    const { exitCode, stderr } = await runScaffold(['compile'], { cwd: folder.path })
    expect(exitCode).to.equal(1)
    expect(stderr).not.to.match(/\n[ \t]+at /)
  })
})
