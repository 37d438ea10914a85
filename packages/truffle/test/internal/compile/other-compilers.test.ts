import assert from 'node:assert/strict'
import { chmodSync } from 'node:fs'
import { delimiter } from 'node:path'
import { openArtifactStore } from '../../../src/internal/artifacts/open-store.js'
import { bundledVersion, type TruffleFolder, withProject } from '../../support/truffle-folder.js'

const header = '// SPDX-License-Identifier: MIT\npragma solidity ^0.8.0;\n'

/** Runs `action` with a command that is a script of the project. */
async function withCommand(
  folder: TruffleFolder,
  { name, script }: { readonly name: string; readonly script: string },
  action: () => Promise<unknown>,
): Promise<void> {
  folder.write(`bin/${name}`, `#!${process.execPath}\n${script}`)
  chmodSync(folder.path(`bin/${name}`), 0o755)
  const path = process.env['PATH']
  process.env['PATH'] = `${folder.path('bin')}${delimiter}${path}`
  try {
    await action()
  } finally {
    process.env['PATH'] = path
  }
}

/** Answers as solc does for one contract, and shows that it was asked by what it answers. */
const nativeScript = `
if (process.argv[2] === '--version') console.log('solc, the solidity compiler\\nVersion: 0.8.99+commit.abcdef12.Linux.g++')
else {
  const chunks = []
  process.stdin.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
    const { sources, settings } = JSON.parse(Buffer.concat(chunks))
    const [file] = Object.keys(settings.outputSelection)
    const bytecode = { object: '60', linkReferences: {} }
    const contract = { abi: [], metadata: sources[file].content, evm: { bytecode, deployedBytecode: bytecode } }
    console.log(JSON.stringify({ sources: { [file]: { id: 0 } }, contracts: { [file]: { A: contract } } }))
  })
}`

const vyperScript = `
if (process.argv[2] === '--version') console.log('0.3.10+commit.91361694')
else console.log('[{"type":"fallback","stateMutability":"payable"}]\\n0x6001\\n0x6002\\n{"pc":1}')`

describe('compileProject with other compilers', () => {
  it('uses the solc that is installed', async () => {
    await withProject({ 'contracts/A.sol': `${header}contract A {}` }, async (folder) => {
      await withCommand(folder, { name: 'solc', script: nativeScript }, async () => {
        const changes = { compilers: { solc: { version: 'native' } } }
        const { compilers } = await folder.compile({}, changes)
        assert.deepEqual(compilers, [{ name: 'solc', version: '0.8.99+commit.abcdef12.Linux.g++' }])
        assert.equal(openArtifactStore(folder.config()).find('A')?.bytecode, '0x60')
        assert.deepEqual((await folder.compile({}, changes)).contracts, [])
      })
    })
  })

  it('takes what the pragmas allow where the config names none and the default is shut out', async () => {
    await withProject({ 'contracts/A.sol': `${header}contract A {}` }, async (folder) => {
      const { compilers } = await folder.compile({}, { compilers: {} })
      assert.match(compilers[0]?.version ?? '', /^0\.8\./)
      assert.match(folder.stderr, /The config names no compiler/)
    })
  })

  it('does the same where the default is that of an older Truffle', async () => {
    await withProject({ 'contracts/A.sol': `${header}contract A {}` }, async (folder) => {
      const solc = { version: '0.4.24', isDefaultVersion: true }
      const { compilers } = await folder.compile({}, { compilers: { solc } })
      assert.match(compilers[0]?.version ?? '', /^0\.8\./)
    })
  })

  it('finds another where none is installed, and says so', async () => {
    await withProject({ 'contracts/A.sol': `${header}contract A {}` }, async (folder) => {
      const path = process.env['PATH']
      process.env['PATH'] = folder.path('bin')
      try {
        const { compilers } = await folder.compile(
          {},
          { compilers: { solc: { version: 'native' } } },
        )
        assert.match(compilers[0]?.version ?? '', /^0\.8\./)
        assert.match(folder.stderr, /"native", and no solc is installed/)
      } finally {
        process.env['PATH'] = path
      }
    })
  })

  it('uses JavaScript where the project names a container', async () => {
    await withProject({ 'contracts/A.sol': `${header}contract A {}` }, async (folder) => {
      const solc = { version: bundledVersion, docker: true }
      await folder.compile({}, { compilers: { solc } })
      assert.match(folder.stderr, /docker is set/)
    })
  })

  it('takes another of the series for a release that npm does not have, and says so', async () => {
    const source = `pragma solidity >=${bundledVersion}; contract A {}`
    await withProject({ 'contracts/A.sol': source }, async (folder) => {
      const { compilers } = await folder.compile({}, { compilers: { solc: { version: '0.8.1' } } })
      assert.ok(compilers[0]?.version.startsWith(bundledVersion))
      assert.match(folder.stderr, /npm does not have solc 0\.8\.1/)
    })
  })

  it('leaves ABIs in the order of solc where the older Truffle did', async () => {
    const source = `${header}contract A { function b() public {} function a() public {} }`
    for (const [keepsAbiOrder, expected] of [
      [true, ['a', 'b']],
      [false, ['b', 'a']],
    ]) {
      await withProject({ 'contracts/A.sol': source }, async (folder) => {
        const solc = { version: bundledVersion, keepsAbiOrder }
        await folder.compile({}, { compilers: { solc } })
        const { abi = [] } = openArtifactStore(folder.config()).find('A') ?? {}
        assert.deepEqual(
          abi.map(({ name }) => name),
          expected,
        )
      })
    }
  })

  it('lets pragmas decide', async () => {
    const files = {
      'contracts/A.sol': `${header}import "./B.sol"; contract A is B {}`,
      'contracts/B.sol':
        '// SPDX-License-Identifier: MIT\npragma solidity >=0.8.0 <0.9.0;\ncontract B {}',
    }
    await withProject(files, async (folder) => {
      const pragma = { compilers: { solc: { version: 'pragma' } } }
      assert.deepEqual([...(await folder.compile({}, pragma)).contracts].sort(), ['A', 'B'])
      folder.write('contracts/C.sol', 'contract C {}')
      await assert.rejects(folder.compile({}, pragma), { code: 'TRUFFLE_PRAGMA_UNSATISFIED' })
      folder.write('contracts/C.sol', 'pragma solidity ^0.99.0; contract C {}')
      await assert.rejects(folder.compile({}, pragma), { code: 'TRUFFLE_PRAGMA_UNSATISFIED' })
    })
  })

  it('helps when the one compiler does not fit a file', async () => {
    await withProject(
      { 'contracts/A.sol': 'pragma solidity ^0.7.0; contract A {}' },
      async (folder) => {
        await assert.rejects(folder.compile(), (error: Error) => {
          assert.match(error.message, /requires different compiler version/)
          assert.match(
            error.message,
            /Error: Truffle is currently using solc 0\.8\.37, but one or more of your contracts specify "pragma solidity \^0\.7\.0"/,
          )
          return true
        })
      },
    )
  })

  it('compiles Yul by itself', async () => {
    const yul = 'object "Y" { code { sstore(0, 1) } }'
    await withProject({ 'contracts/Y.yul': yul }, async (folder) => {
      assert.deepEqual((await folder.compile()).contracts, ['Y'])
      assert.match(folder.stdout, /Warning: Yul is still experimental. Avoid using it/)
      assert.deepEqual(openArtifactStore(folder.config()).find('Y')?.abi, [])
    })
  })

  it('makes interfaces of ABIs', async () => {
    const tuple = {
      name: 'p',
      type: 'tuple[]',
      internalType: 'struct Lib.Point[]',
      components: [{ name: 'x', type: 'uint256' }],
    }
    const abi = [
      { type: 'constructor', inputs: [] },
      {
        type: 'function',
        name: 'f',
        inputs: [tuple],
        outputs: [{ name: '', type: 'string' }],
        stateMutability: 'view',
      },
      {
        type: 'function',
        name: 'old',
        inputs: [{ name: 'from', type: 'address' }],
        outputs: [],
        constant: true,
      },
      { type: 'event', name: 'E', inputs: [{ name: 'who', type: 'address', indexed: true }] },
      { type: 'error', name: 'Bad', inputs: [] },
      { type: 'fallback', stateMutability: 'payable' },
      { type: 'receive', stateMutability: 'payable' },
    ]
    const files = {
      'contracts/Thing.abi.json': JSON.stringify(abi),
      'contracts/note.json': '{ "not": "an ABI" }',
      'contracts/A.sol': `${header}import "./Thing.abi.json"; contract A { Thing thing; }`,
    }
    await withProject(files, async (folder) => {
      const { contracts } = await folder.compile()
      assert.deepEqual([...contracts].sort(), ['A', 'Thing'])
      assert.doesNotMatch(folder.stdout, /json/)
      const names = openArtifactStore(folder.config())
        .find('Thing')
        ?.abi.map(({ type, name }) => name ?? type)
      assert.deepEqual([...(names ?? [])].sort(), ['Bad', 'E', 'f', 'fallback', 'old', 'receive'])
    })
  })

  it('compiles Vyper when there is something in it', async () => {
    await withProject({ 'contracts/V.vy': 'x: uint256' }, async (folder) => {
      await withCommand(folder, { name: 'vyper', script: vyperScript }, async () => {
        const { contracts, compilers } = await folder.compile()
        assert.deepEqual(contracts, ['V'])
        assert.deepEqual(compilers, [{ name: 'vyper', version: '0.3.10+commit.91361694' }])
        const artifact = openArtifactStore(folder.config()).find('V')
        assert.equal(artifact?.bytecode, '0x6001')
        assert.equal(artifact?.sourcePath, folder.path('contracts/V.vy'))
        assert.deepEqual((await folder.compile()).contracts, [])
      })
      folder.write('contracts/V.vy', 'y: uint256')
      const path = process.env['PATH']
      process.env['PATH'] = folder.path('nowhere')
      try {
        await assert.rejects(folder.compile(), { code: 'TRUFFLE_VYPER_FAILED' })
      } finally {
        process.env['PATH'] = path
      }
    })
  })

  it('runs a project’s own command, and reads its targets', async () => {
    const artifact = { contractName: 'One', abi: [], bytecode: '6001', 'x-kept': 1 }
    const files = {
      'out/One.json': JSON.stringify(artifact),
      'out/Two.txt': '0x6002',
      'out/Two.abi': '[]',
    }
    await withProject(files, async (folder) => {
      const print = `${process.execPath} -e "console.log(JSON.stringify({contractName:'Three',abi:[]}))"`
      const external = {
        command: 'echo building',
        targets: [
          { path: 'out/*.json' },
          {
            properties: { contractName: 'Two' },
            fileProperties: { bytecode: 'out/Two.txt', abi: 'out/Two.abi' },
          },
          { command: print },
        ],
      }
      const { contracts } = await folder.compile({}, { compilers: { external } })
      assert.deepEqual(contracts, ['One', 'Two', 'Three'])
      assert.match(folder.stdout, /\nbuilding\n/)
      const written = JSON.parse(folder.read('build/contracts/One.json'))
      assert.equal(written.bytecode, '0x6001')
      assert.equal(written['x-kept'], 1)
      assert.equal(openArtifactStore(folder.config()).find('Two')?.bytecode, '0x6002')
    })
  })

  it('says what is wrong with a project’s own command', async () => {
    const compile = (folder: TruffleFolder, external: object) =>
      folder.compile({}, { compilers: { external } })
    await withProject({}, async (folder) => {
      await assert.rejects(compile(folder, { command: 'exit 3', targets: [] }), {
        code: 'TRUFFLE_EXTERNAL_FAILED',
        shortMessage: 'Unknown exit code: 3',
      })
      await assert.rejects(compile(folder, { command: 'exit 0', targets: [{}] }), {
        code: 'TRUFFLE_EXTERNAL_TARGET',
      })
      await assert.rejects(compile(folder, { targets: [] }), { code: 'TRUFFLE_EXTERNAL_TARGET' })
    })
  })
})
