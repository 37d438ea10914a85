import { expect } from 'chai'
import { Interface } from 'ethers'
import {
  createSafeBatch,
  type SafeBatch,
  safeChecksum,
} from '../../src/internal/proposals/safe-batch.js'
import type { ProposedTransaction } from '../../src/proposing/proposal.js'

/** As the Safe app's transaction builder wrote it. */
const ofTheApp: SafeBatch = {
  version: '1.0',
  chainId: '1',
  createdAt: 1761326849944,
  meta: {
    name: 'Transactions Batch',
    description: '',
    txBuilderVersion: '1.18.2',
    createdFromSafeAddress: '0xA77DE01e157f9f57C7c4A326eeE9C4874D0598b6',
    createdFromOwnerAddress: '',
    checksum: '0x8b5032f716845c8b08bab3d63dbd9ba92e056f3557793cd041e59b84e16aa989',
  },
  transactions: [
    {
      to: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
      value: '0',
      // The app leaves it to be encoded.
      data: null as unknown as string,
      contractMethod: {
        inputs: [
          { internalType: 'address', name: 'spender', type: 'address' },
          { internalType: 'uint256', name: 'value', type: 'uint256' },
        ],
        name: 'approve',
        payable: false,
      },
      contractInputsValues: {
        spender: '0x474e5Ded6b5D078163BFB8F6dBa355C3aA5478C8',
        value: '100000000000',
      },
    },
  ],
}

const abi = new Interface([
  'function set(uint256 amount, string[] names, tuple(address who, bool isOn) flag, bytes) payable',
])
const who = '0xA77DE01e157f9f57C7c4A326eeE9C4874D0598b6'

function proposed(data: string): ProposedTransaction {
  return {
    ...{ file: '01_a', id: 'call', label: 'x.set()', from: who, to: who.toLowerCase() },
    ...{ valueWei: 10n ** 18n, data, interfaces: [abi], unsigned: undefined },
  }
}

const about = {
  ...{ safe: who.toLowerCase(), chainId: 1n, createdAtMs: 1761326849944 },
  ...{ name: 'n', description: '"quoted" text' },
}

describe('createSafeBatch', () => {
  it('has the checksum that the Safe app computes', () => {
    expect(safeChecksum(ofTheApp)).to.equal(ofTheApp.meta.checksum)
    const renamed = { ...ofTheApp, meta: { ...ofTheApp.meta, name: 'Another' } }
    expect(safeChecksum(renamed)).to.equal(ofTheApp.meta.checksum)
    const changed = { ...ofTheApp, chainId: '2' }
    expect(safeChecksum(changed)).not.to.equal(ofTheApp.meta.checksum)
  })

  it('says what is called, and holds the data itself', () => {
    const args = [5n, ['a', 'b"c'], { who, isOn: true }, '0x1234']
    const data = abi.encodeFunctionData('set', args)
    const batch = createSafeBatch([proposed(data)], about)
    expect(batch.meta.checksum).to.equal(safeChecksum(batch))
    const [tx] = batch.transactions
    expect(tx).to.include({ to: who, value: '1000000000000000000', data })
    expect(tx?.contractMethod).to.include({ name: 'set', payable: true })
    expect(tx?.contractMethod?.inputs.map(({ name, type }) => [name, type])).to.deep.equal([
      ['amount', 'uint256'],
      ['names', 'string[]'],
      ['flag', 'tuple'],
      ['argument4', 'bytes'],
    ])
    const members = tx?.contractMethod?.inputs[2]?.components
    expect(members?.map(({ name, type }) => [name, type])).to.deep.equal([
      ['who', 'address'],
      ['isOn', 'bool'],
    ])
    expect(tx?.contractInputsValues).to.deep.equal({
      amount: '5',
      names: '["a","b\\"c"]',
      flag: `["${who}",true]`,
      argument4: '0x1234',
    })
  })

  it('has no names for what no interface knows', () => {
    const [tx] = createSafeBatch([proposed('0x12345678')], about).transactions
    expect(tx).to.include({ data: '0x12345678', contractMethod: null, contractInputsValues: null })
  })
})
