import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import type { AbiEntry } from '../../../src/artifact.js'
import { contractTypes, type TypedContract } from '../../../src/internal/typegen/contract-types.js'
import { generateTypes } from '../../../src/internal/typegen/generate-types.js'
import { removeScratches, Scratch } from '../../support/scratch.js'
import { bundledCompiler, compileWith, inputFor } from '../../support/solc.js'

const { resolve } = createRequire(import.meta.url)
const fixtures = fileURLToPath(new URL('../../../../test/fixtures/typegen/', import.meta.url))
const tsc = join(dirname(resolve('typescript/package.json')), 'bin/tsc')
// Its entry for require lies one folder down, and it does not export its package.json.
const ethersFolder = dirname(dirname(resolve('ethers')))

/** The contracts of the fixture, and one of the same name in another file. */
function nastyContracts(): TypedContract[] {
  const sources = {
    'contracts/nasty.sol': readFileSync(join(fixtures, 'nasty.sol'), 'utf8'),
    'contracts/other.sol': 'contract Empty { constructor(uint a) {} }',
  }
  const { contracts = {} } = compileWith(bundledCompiler(), inputFor(sources))
  return Object.entries(contracts).flatMap(([sourceName, inFile]) =>
    Object.entries(inFile).map(([contractName, { abi, evm }]) => ({
      sourceName,
      contractName,
      abi,
      hasBytecode: evm.bytecode.object !== '',
    })),
  )
}

/** What the repository's TypeScript says of the fixture's use of the generated types. */
function typeErrors(scratch: Scratch, options: Readonly<Record<string, unknown>>): string {
  const compilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: 'es2022',
    types: [],
    ...options,
  }
  const files = ['usage.ts', 'types/index.d.ts']
  scratch.write('tsconfig.json', JSON.stringify({ compilerOptions, files }))
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', scratch.root])
  return `${stdout}${stderr}`
}

describe('generateTypes', function () {
  this.timeout(60_000)
  after(removeScratches)

  function generated(): Scratch {
    const scratch = new Scratch({ 'usage.ts': readFileSync(join(fixtures, 'usage.ts'), 'utf8') })
    mkdirSync(scratch.path('node_modules'))
    symlinkSync(ethersFolder, scratch.path('node_modules/ethers'), 'junction')
    for (const { path, text } of generateTypes(nastyContracts()))
      scratch.write(`types/${path}`, text)
    return scratch
  }

  for (const [type, module, moduleResolution] of [
    ['module', 'nodenext', 'nodenext'],
    ['commonjs', 'nodenext', 'nodenext'],
    ['module', 'esnext', 'bundler'],
  ] as const) {
    it(`types use and misuse of a nasty contract (${type}, ${moduleResolution})`, () => {
      const scratch = generated()
      scratch.write('package.json', JSON.stringify({ type }))
      const errors = typeErrors(scratch, { module, moduleResolution, skipLibCheck: false })
      // ethers' own declarations need Node's types, which are not at issue here.
      const ours = errors.split('\n').filter((line) => /^(?:usage|types\/)/.test(line))
      expect(ours).to.deep.equal([])
    })
  }

  it('notices when a type is wrong', () => {
    const scratch = generated()
    const usage = scratch
      .read('usage.ts')
      .replace('same<typeof name, string>', 'same<typeof name, bigint>')
    scratch.write('usage.ts', usage)
    scratch.write('package.json', '{"type":"module"}')
    const options = { module: 'nodenext', moduleResolution: 'nodenext', skipLibCheck: true }
    expect(typeErrors(scratch, options)).to.include('usage.ts')
  })

  it('gives the same files for the same contracts in any order', () => {
    const contracts = nastyContracts()
    expect(generateTypes([...contracts].reverse())).to.deep.equal(generateTypes(contracts))
  })

  it('lists a contract by its plain name only while no other has it', () => {
    const index = generateTypes(nastyContracts()).find(({ path }) => path === 'index.d.ts')
    expect(index?.text).to.include("    Nasty: import('./contracts/nasty.sol/Nasty.js').Nasty\n")
    expect(index?.text).to.include("    'contracts/nasty.sol:Nasty': ")
    expect(index?.text).to.include("    'contracts/other.sol:Empty': ")
    expect(index?.text).not.to.match(/^ {4}Empty:/m)
  })

  it('stays in its folder whatever a source is named', () => {
    const names = [
      '../up/A.sol',
      'C:/x/A.sol',
      '/abs/A.sol',
      './A.sol',
      '@oz/contracts/A.sol',
      'a:b?.sol',
    ]
    const contracts = names.map((sourceName) => ({
      sourceName,
      contractName: 'A',
      abi: [],
      hasBytecode: true,
    }))
    const paths = generateTypes(contracts).map(({ path }) => path)
    expect(new Set(paths).size).to.equal(names.length + 2)
    for (const path of paths) expect(path).to.match(/^(?!\/)(?!.*\.\.)[\w@./]+\.d\.ts$/)
  })
})

function typesOf(abi: readonly AbiEntry[]): string {
  return contractTypes({ contractName: 'C', sourceName: 'c.sol', abi, hasBytecode: true }).text
}

describe('contractTypes', () => {
  it('knows what old compilers call constant and payable', () => {
    const text = typesOf([
      {
        type: 'function',
        name: 'a',
        constant: true,
        inputs: [],
        outputs: [{ name: '', type: 'uint8' }],
      },
      { type: 'function', name: 'b', constant: false, payable: true, inputs: [], outputs: [] },
    ])
    expect(text).to.include('readonly a: typed.View<[], bigint>')
    expect(text).to.include('readonly b: typed.Transact<[], []>')
  })

  it('names no struct where the compiler tells none', () => {
    const components = [{ name: 'x', type: 'address' }]
    const text = typesOf([
      {
        type: 'function',
        name: 'f',
        inputs: [{ name: 'p', type: 'tuple[]', components }],
        outputs: [],
      },
    ])
    expect(text).to.include(
      'f: typed.Transact<[p: readonly ({ x: ethers.AddressLike } | readonly [x: ethers.AddressLike])[]], []>',
    )
  })

  it("gives two structs of one name both their contract's, whichever comes first", () => {
    const struct = (owner: string, type: string): AbiEntry => ({
      type: 'function',
      name: `f${owner}`,
      inputs: [
        {
          name: 's',
          type: 'tuple',
          internalType: `struct ${owner}.S`,
          components: [{ name: 'x', type }],
        },
      ],
      outputs: [],
    })
    for (const abi of [
      [struct('A', 'bool'), struct('B', 'string')],
      [struct('B', 'string'), struct('A', 'bool')],
    ]) {
      const text = typesOf(abi)
      expect(text).to.match(/export type AS = \[x: boolean\]/)
      expect(text).to.match(/export type BS = \[x: string\]/)
    }
  })
})
