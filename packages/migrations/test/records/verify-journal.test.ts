import type { DeploymentRecord, StepRecord } from '@scaffold-evm/project'
import { expect } from 'chai'
import { verifyJournal } from '../../src/records/verify-journal.js'
import { type FaultLab, withFaultLab } from '../faults/fault-lab.js'

type Change = (record: DeploymentRecord) => DeploymentRecord

/** A record with a step that is otherwise. */
function withStep(id: string, change: Partial<StepRecord>): Change {
  return (record) => {
    const core = record.migrations['01_core'] ?? { completed: false, steps: {} }
    const step = core.steps[id]
    if (step === undefined) throw new Error(`There is no step ${id}`)
    const steps = { ...core.steps, [id]: { ...step, ...change } }
    return { ...record, migrations: { ...record.migrations, '01_core': { ...core, steps } } }
  }
}

function withAddress(name: string, address: string): Change {
  return (record) => {
    const contract = record.contracts[name]
    if (contract === undefined) throw new Error(`There is no contract ${name}`)
    return { ...record, contracts: { ...record.contracts, [name]: { ...contract, address } } }
  }
}

const otherHash = `0x${'12'.repeat(32)}` as const
const nobody = `0x${'34'.repeat(20)}`
const token = 'deploy Token'

const wrong: readonly (readonly [what: string, change: Change, codes: readonly string[]])[] = [
  ['another chain id', (record) => ({ ...record, chainId: '1' }), ['chain-other']],
  ['another first block', (record) => ({ ...record, genesisHash: otherHash }), ['chain-other']],
  ['a step that is open', withStep(token, { status: 'sent' }), ['step-open']],
  ['a step with leftovers', withStep(token, { afterBlock: 1 }), ['step-incomplete']],
  [
    'a hash that is of nothing',
    withStep('call Token.mint', { transactionHash: otherHash }),
    ['transaction-missing'],
  ],
  ['a digest of something else', withStep(token, { digest: otherHash }), ['transaction-other']],
  ['another sender', withStep(token, { from: nobody }), ['transaction-other']],
  [
    'a nonce that another step has',
    withStep(token, { nonce: 3 }),
    ['nonce-shared', 'transaction-other'],
  ],
  ['another block', withStep(token, { blockNumber: 99 }), ['block-other']],
  ['an address without code', withAddress('Made', nobody), ['code-missing']],
  ['an address that no step made', withAddress('Token', nobody), ['address-other', 'code-missing']],
]

describe('verifyJournal', function () {
  this.timeout(60_000)

  async function migrated(action: (lab: FaultLab) => Promise<void>): Promise<void> {
    await withFaultLab({ accounts: 'node', mining: 'auto' }, async (lab) => {
      await lab.migrate()
      await action(lab)
    })
  }

  it('finds what is wrong, and nothing in a record that is right', async () => {
    await migrated(async (lab) => {
      const record = await lab.record()
      expect((await verifyJournal(record, lab.node)).problems).to.deep.equal([])
      for (const [what, change, codes] of wrong) {
        const { problems } = await verifyJournal(change(record), lab.node)
        expect(problems.map(({ code }) => code).sort(), what).to.deep.equal(codes)
      }
    })
  })

  it('finds two steps of one transaction, and contracts of none', async () => {
    await migrated(async (lab) => {
      const record = await lab.record()
      const { transactionHash = otherHash } = record.migrations['01_core']?.steps[token] ?? {}
      const shared = withStep('deploy MathLib', { transactionHash })(record)
      const { problems } = await verifyJournal(shared, lab.node)
      expect(problems.map(({ code }) => code)).to.include.members([
        'transaction-shared',
        'step-missing',
      ])
    })
  })

  it('finds deployments that were sent once more, when asked to', async () => {
    await migrated(async (lab) => {
      const record = await lab.record()
      const verify = (): ReturnType<typeof verifyJournal> =>
        verifyJournal(record, lab.node, { duplicates: true })
      expect((await verify()).problems).to.deep.equal([])
      const { transactionHash } = record.migrations['01_core']?.steps[token] ?? {}
      const sent = await lab.node.request({
        method: 'eth_getTransactionByHash',
        params: [transactionHash],
      })
      const { from, input: data } = sent as { from: string; input: string }
      await lab.node.request({ method: 'eth_sendTransaction', params: [{ from, data }] })
      const { problems } = await verify()
      expect(problems.map(({ code, subject }) => `${code} ${subject}`)).to.deep.equal([
        'deployed-twice 01_core "deploy Token"',
      ])
    })
  })
})
