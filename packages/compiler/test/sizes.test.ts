import { createStyle } from '@scaffold-evm/common'
import { expect } from 'chai'
import { contractSizes, formatContractSizes, type SizedArtifact } from '../src/sizes.js'

function sized(name: string, deployed: number, init: number, sourceName = 'a.sol'): SizedArtifact {
  const code = (bytes: number): string => `0x${'00'.repeat(bytes)}`
  return { contractName: name, sourceName, bytecode: code(init), deployedBytecode: code(deployed) }
}

describe('contractSizes', () => {
  it('measures against both limits, the largest first, without interfaces', () => {
    const sizes = contractSizes([
      sized('Small', 10, 20),
      sized('Interface', 0, 0),
      sized('Exact', 24_576, 49_152),
      sized('Over', 24_577, 30_000),
      sized('Wide', 100, 49_153),
    ])
    expect(sizes.map(({ contractName, isTooLarge }) => [contractName, isTooLarge])).to.deep.equal([
      ['Over', true],
      ['Exact', false],
      ['Wide', true],
      ['Small', false],
    ])
    expect(sizes[0]).to.include({ deployedBytes: 24_577, deployedMarginBytes: -1 })
    expect(sizes[1]).to.include({ deployedMarginBytes: 0, initMarginBytes: 0 })
  })

  it('counts a placeholder of a library as the address that replaces it', () => {
    const placeholder = `__$${'a'.repeat(34)}$__`
    const artifact = { ...sized('Linked', 1, 0), bytecode: `0x73${placeholder}30` }
    expect(contractSizes([artifact])[0]?.initBytes).to.equal(22)
  })

  it('does not depend on the order it is given', () => {
    const all = [sized('A', 5, 9), sized('A', 5, 9, 'b.sol'), sized('B', 5, 9), sized('C', 5, 10)]
    expect(contractSizes(all)).to.deep.equal(contractSizes([...all].reverse()))
  })
})

describe('formatContractSizes', () => {
  it('lists sizes and margins, full names where plain ones clash', () => {
    const sizes = contractSizes([
      sized('Token', 24_577, 30_000),
      sized('Token', 1, 2, 'b.sol'),
      sized('X', 2, 4),
    ])
    expect(formatContractSizes(sizes, createStyle(false)).split('\n')).to.deep.equal([
      'contract     deployed  margin  init code  margin',
      'a.sol:Token    24,577      -1     30,000  19,152  too large',
      'X                   2  24,574          4  49,148',
      'b.sol:Token         1  24,575          2  49,150',
      'Limits in bytes: 24,576 deployed (EIP-170), 49,152 init code with arguments (EIP-3860)',
    ])
  })
})
