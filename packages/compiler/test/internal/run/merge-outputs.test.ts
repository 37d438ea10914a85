import assert from 'node:assert/strict'
import { mergeOutputs } from '../../../src/internal/run/merge-outputs.js'

describe('mergeOutputs', () => {
  // What solc 0.5.0 says of files that are not selected.
  const nothing = { evm: {} }
  const made = { abi: [], evm: { bytecode: { object: '60' } } }

  it('keeps what each part made, whatever the others say of it', () => {
    const { contracts } = mergeOutputs([
      { contracts: { 'a.sol': { A: made }, 'b.sol': { B: nothing } } },
      { contracts: { 'a.sol': { A: nothing }, 'b.sol': { B: made, I: nothing } } },
    ])
    assert.deepEqual(contracts, { 'a.sol': { A: made }, 'b.sol': { B: made, I: nothing } })
  })

  it('keeps an error once that several parts found', () => {
    const error = { severity: 'warning', type: 'Warning', component: '', message: '' } as const
    const { errors } = mergeOutputs([{ errors: [error] }, { errors: [error] }])
    assert.deepEqual(errors, [error])
  })
})
