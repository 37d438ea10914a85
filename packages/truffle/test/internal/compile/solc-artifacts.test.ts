import assert from 'node:assert/strict'
import type { SolcContract, SolcOutput } from '@scaffold-evm/compiler'
import { printJsonMember } from '../../../src/internal/artifacts/artifact-text.js'
import { orderAbi } from '../../../src/internal/compile/order-abi.js'
import { contractsOf } from '../../../src/internal/compile/solc-artifacts.js'

const origin = {
  compilerVersion: '0.4.24+commit.e67f0147.Emscripten.clang',
  keepsAbiOrder: false,
  sources: new Map([['project:/contracts/A.sol', { path: '/p/contracts/A.sol', content: 'A' }]]),
  print: printJsonMember,
}

function member(output: SolcOutput, key: string): unknown {
  const [contract] = contractsOf(output, origin)
  return JSON.parse(contract?.members.get(key) ?? 'null')
}

function outputOf(
  contract: SolcContract,
  name = 'A',
  file = 'project:/contracts/A.sol',
): SolcOutput {
  return { contracts: { [file]: { [name]: contract } } }
}

describe('contractsOf', () => {
  it('puts the names of libraries where their addresses go', () => {
    const placeholder = '__$0123456789abcdef0123456789abcdef01$__'
    const long = 'ALibraryWhoseNameIsLongerThanThirtyEightCharacters'
    const object = `6001${placeholder}6002${placeholder}`
    const linkReferences = {
      'a.sol': { Lib: [{ start: 2, length: 20 }] },
      'b.sol': { [long]: [{ start: 24, length: 20 }] },
    }
    const code = member(outputOf({ evm: { bytecode: { object, linkReferences } } }), 'bytecode')
    assert.equal(code, `0x6001__Lib${'_'.repeat(35)}6002__${long.slice(0, 38)}`)
  })

  it('gives contracts without code 0x, and leaves out what was not asked for', () => {
    const output = outputOf({ evm: { bytecode: { object: '' } } })
    assert.equal(member(output, 'bytecode'), '0x')
    assert.equal(member(output, 'deployedBytecode'), '0x')
    assert.deepEqual(contractsOf(outputOf({ abi: [], evm: {} }), origin), [])
    assert.deepEqual(contractsOf(outputOf({ abi: [] }), origin), [])
  })

  it('mends what releases before 0.4.20 make of the colon in a source’s name', () => {
    const contract = { evm: { bytecode: { object: '60' } } }
    const [found] = contractsOf(outputOf(contract, '/contracts/A.sol:A', 'project'), origin)
    assert.equal(found?.contractName, 'A')
    assert.equal(found?.sourcePath, '/p/contracts/A.sol')
  })
})

describe('orderAbi', () => {
  const entry = (name: string, type = 'function') => ({ name, type }) as never
  const tree = (...names: string[]): unknown => ({
    nodes: [
      { nodeType: 'ContractDefinition', name: 'Other', nodes: [] },
      {
        nodeType: 'ContractDefinition',
        name: 'A',
        nodes: names.map((name) => ({ nodeType: 'FunctionDefinition', name })),
      },
    ],
  })
  const namesOf = (abi: readonly { name?: string }[]): unknown[] => abi.map(({ name }) => name)

  it('puts a contract’s own functions last, in the order of the source', () => {
    const abi = [entry('b'), entry('inherited'), entry('a'), entry('E', 'event'), entry('b')]
    assert.deepEqual(namesOf(orderAbi(abi, 'A', tree('', 'a', 'b'))), [
      'inherited',
      'E',
      'a',
      'b',
      'b',
    ])
  })

  it('leaves an ABI alone when there is nothing to tell by', () => {
    const abi = [entry('b'), entry('a')]
    assert.equal(orderAbi(abi, 'A', undefined), abi)
    assert.equal(orderAbi(abi, 'Missing', tree('a', 'b')), abi)
  })
})
