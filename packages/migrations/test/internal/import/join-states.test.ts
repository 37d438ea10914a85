import { expect } from 'chai'
import type { ForeignContract, ForeignState } from '../../../src/internal/import/foreign-state.js'
import { joinStates } from '../../../src/internal/import/join-states.js'

function state(tool: ForeignState['tool'], contracts: readonly ForeignContract[]): ForeignState {
  return { tool, path: '/', contracts, sourceText: async () => undefined }
}

describe('joinStates', () => {
  it('gives proxies of OpenZeppelin the names that Truffle has at their addresses', () => {
    const proxy = { kind: 'uups' as const, layoutAt: () => 'layout' }
    const unnamed = { name: '', contractName: undefined, proxy }
    const joined = joinStates([
      state('truffle', [
        { name: 'Box', contractName: 'Box', address: '0xA' },
        { name: 'Token', contractName: 'Token', address: '0xB' },
      ]),
      state('openzeppelin', [
        { ...unnamed, address: '0xA' },
        { ...unnamed, address: '0xC' },
      ]),
    ])
    const told = joined.map(({ contract, state: { tool } }) => [
      contract.name,
      contract.address,
      contract.proxy?.kind,
      tool,
    ])
    expect(told).to.deep.equal([
      ['Box', '0xA', 'uups', 'truffle'],
      ['Token', '0xB', undefined, 'truffle'],
      ['', '0xC', 'uups', 'openzeppelin'],
    ])
  })
})
