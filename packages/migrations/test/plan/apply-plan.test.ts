import { expect } from 'chai'
import type { Contract } from 'ethers'
import type { PlanMove } from '../../src/errors/plan.js'
import { formatPlanFile, type PlanToApply, parsePlanFile } from '../../src/planning/plan-file.js'
import { failure } from '../support/expect-code.js'
import { type NodeProject, withNodeProject } from '../support/node-project.js'
import { box, contracts, migrations } from './contracts.js'

async function send(
  on: NodeProject,
  name: string,
  method: string,
  ...args: unknown[]
): Promise<void> {
  const contract = (await on.connection.deployed(name)) as Contract
  await (await contract.getFunction(method)(...args)).wait()
}

/** A transaction past the migrations, after which all new contracts come to lie elsewhere. */
async function moveNonce({ node }: NodeProject): Promise<void> {
  const from = node.chain.accounts[0]?.address
  await node.chain.request({ method: 'eth_sendTransaction', params: [{ from, to: from }] })
}

async function refusal(on: NodeProject, plan: PlanToApply): Promise<readonly PlanMove['what'][]> {
  on.node.methods.length = 0
  const error = await failure('PLAN_STALE', () => on.migrate({ plan }))
  expect(on.node.methods.filter((method) => /send|sign/i.test(method))).to.deep.equal([])
  const moved = error.data?.moved as readonly PlanMove[]
  return [...new Set(moved.map(({ what }) => what))]
}

const token = contracts['Token.sol'] ?? ''

describe('runMigrations with a plan', function () {
  this.timeout(60_000)

  it('does what the plan says, once', async () => {
    await withNodeProject({ contracts, migrations }, async (on) => {
      const plan = await on.kept()
      const { totals } = await on.migrate({ plan })
      expect(totals).to.include({ deployments: 5, calls: 2 })
      expect(await on.record()).to.not.have.property('applying')
      expect(await on.plan()).to.include({ status: 'up-to-date' })
      expect(await refusal(on, plan)).to.deep.equal(['record'])
    })
  })

  it('is not held up by contracts that come to lie elsewhere', async () => {
    const factory = `contract Child { address public maker; constructor(address m) { maker = m; } }
contract Factory {
  event Made(address child);
  function make() external { emit Made(address(new Child(msg.sender))); }
}`
    const made = `
      const factory = await m.deploy('Factory')
      const receipt = await m.call(factory, 'make')
      const { child } = receipt.logs.find((log) => log.fragment).args
      await m.record('Kid', child, { contract: 'Child' })
      await m.deploy('Child', { id: 'Other', args: [child] })`
    const files = {
      contracts: { ...contracts, 'Factory.sol': factory },
      migrations: { ...migrations, '03_made': made },
    }
    await withNodeProject(files, async (on) => {
      const planned = await on.plan()
      const plan = parsePlanFile(formatPlanFile(planned), 'plan.json')
      await moveNonce(on)
      const report = await on.migrate({ plan })
      const before = planned.entries.find(({ subject }) => subject === 'Token')?.to
      expect(report.contracts.Token).to.not.equal(before)
      const kid = (await on.connection.deployed('Other')) as Contract
      expect(await kid.getFunction('maker')()).to.equal(report.contracts.Kid)
    })
  })

  it('refuses addresses that a migration computed itself and that moved', async () => {
    const body = `
      const { getCreateAddress } = await import('ethers')
      const prices = await m.deploy('Prices')
      const from = m.accounts[0]
      const nonce = prices.target === getCreateAddress({ from, nonce: 0 }) ? 2 : 3
      const later = getCreateAddress({ from, nonce })
      await m.deploy('Shop', { args: [later] })
      await m.deploy('Token', { args: ['Gold', 1n] })`
    await withNodeProject({ contracts, migrations: { '01_a': body } }, async (on) => {
      const plan = await on.kept()
      await moveNonce(on)
      expect(await refusal(on, plan)).to.deep.equal(['steps'])
    })
  })

  it('names what moved: the record, the code, what is on the chain, the steps', async () => {
    await withNodeProject({ contracts, migrations }, async (on) => {
      await on.migrate({ to: 1 })
      const plan = await on.kept()
      await on.compile({ 'Shop.sol': `${contracts['Shop.sol']}// other metadata\n` })
      expect(await refusal(on, plan)).to.deep.equal(['code'])
      await on.compile({ 'Shop.sol': contracts['Shop.sol'] ?? '' })
      const [owner, other] = await on.connection.accounts()
      await send(on, 'Token', 'transferOwnership', other)
      expect(await refusal(on, plan)).to.deep.equal(['state'])
      await on.node.chain.request({ method: 'hardhat_impersonateAccount', params: [other] })
      const contract = (await on.connection.deployed('Token')) as Contract
      await (await contract.getFunction('transferOwnership')(owner)).wait()
      await on.write({ '02_shop': `${migrations['02_shop']?.replace('43n', '44n')}` })
      expect(await refusal(on, plan)).to.deep.equal(['steps'])
      await on.write({
        '02_shop': migrations['02_shop'] ?? '',
        '03_more': `await m.deploy('Prices', { id: 'P2' })`,
      })
      expect(await refusal(on, plan)).to.deep.equal(['steps'])
      await on.migrate({ from: 3 })
      expect(await refusal(on, plan)).to.deep.equal(['record'])
    })
  })

  it('refuses another network and another chain', async () => {
    await withNodeProject(
      { contracts, migrations: { '01_a': `await m.deploy('Prices')` } },
      async (on) => {
        const plan = await on.kept()
        expect(await refusal(on, { ...plan, network: 'other' })).to.deep.equal(['network'])
        expect(await refusal(on, { ...plan, chainId: 1n })).to.deep.equal(['chain'])
        expect(await refusal(on, { ...plan, genesisHash: `0x${'00'.repeat(32)}` })).to.deep.equal([
          'chain',
        ])
      },
    )
  })

  it('stops before a step that is another than planned while it is applied', async () => {
    const body = `
      await m.deploy('Prices')
      const token = await m.deploy('Token', { args: ['Gold', 1n] })
      // What a migration asks of the world may be another the third time.
      await token.mint(m.accounts[1], m.isDryRun ? 5n : 6n)`
    await withNodeProject({ contracts, migrations: { '01_a': body } }, async (on) => {
      const plan = await on.kept()
      const error = await failure('PLAN_STEP_CHANGED', () => on.migrate({ plan }))
      expect(error.data).to.include({ file: '01_a', id: 'call Token.mint' })
      const { migrations: files, applying } = await on.record()
      expect(Object.keys(files['01_a']?.steps ?? {})).to.deep.equal([
        'deploy Prices',
        'deploy Token',
      ])
      expect(applying).to.equal(plan.digest)
      expect(
        await on.connection.ethersProvider.getTransactionCount(
          (await on.connection.accounts())[0] ?? '',
        ),
      ).to.equal(2)
    })
  })

  it('goes on with a plan whose last transaction was mined after the node went away', async () => {
    const files = {
      contracts,
      migrations: {
        '01_a': `
          await m.deploy('Prices')
          const token = await m.deploy('Token', { args: ['Gold', 1n] })
          await token.mint(token, 1n)
          await m.deploy('Shop', { args: [token] })`,
      },
    }
    await withNodeProject(files, async (on) => {
      const plan = await on.kept()
      await moveNonce(on)
      let isAway = false
      const { methods } = on.node
      on.node.fault = (method) => {
        if (method === 'eth_sendTransaction')
          isAway = methods.filter((it) => it === method).length === 2
        return isAway && method !== 'eth_sendTransaction' ? 'lost' : undefined
      }
      methods.length = 0
      await failure('MIGRATION_INTERRUPTED', () => on.migrate({ plan }))
      on.node.fault = () => undefined
      const report = await on.migrate({ plan })
      expect(report.totals).to.include({ deployments: 1, calls: 1 })
      expect(await on.plan()).to.include({ status: 'up-to-date' })
    })
  })

  it('goes on with a plan that was interrupted, although its own steps moved the record', async () => {
    await withNodeProject({ contracts, migrations }, async (on) => {
      await on.migrate()
      await on.compile({
        'Box.sol': box('value = v + 1;'),
        'Token.sol': token.replace('+= v', '+= 2 * v'),
      })
      const plan = await on.kept({ replace: ['Token'] })
      expect(plan.steps).to.have.lengthOf(5)
      await moveNonce(on)
      for (let sent = 1; sent <= 3; sent++) {
        const { methods } = on.node
        methods.length = 0
        on.node.fault = (method) =>
          method === 'eth_sendTransaction' && methods.filter((it) => it === method).length > 1
            ? { refuse: 'not today' }
            : undefined
        await failure('MIGRATION_REJECTED', () => on.migrate({ plan }))
      }
      on.node.fault = () => undefined
      await on.migrate({ plan })
      expect(await on.record()).to.not.have.property('applying')
      expect(await on.plan()).to.include({ status: 'up-to-date' })
      const steps = Object.values((await on.record()).migrations).flatMap((file) =>
        Object.keys(file.steps),
      )
      expect(steps).to.have.lengthOf(7 + 2)
      const accounts = await on.connection.accounts()
      const made = (await on.connection.deployed('Token')) as Contract
      expect(await made.getFunction('balanceOf')(accounts[1])).to.equal(10n)
      // Seven steps, the one past them, and the five of the plan.
      expect(await on.connection.ethersProvider.getTransactionCount(accounts[0] ?? '')).to.equal(
        7 + 1 + 5,
      )
    })
  })
})

describe('parsePlanFile', () => {
  const plan = {
    format: 'scaffold-plan-1',
    network: 'n',
    chainId: '1',
    genesisHash: '0xab',
    block: { number: 1 },
    record: null,
    choice: {},
    code: {},
    facts: [],
    made: [],
    entries: [{ steps: [{ file: 'a', id: 'b', label: 'c', from: '0x1', digest: '0x2' }] }],
  }

  it('reads what decides', () => {
    const parsed = parsePlanFile(JSON.stringify(plan), 'plan.json')
    expect(parsed).to.deep.include({ network: 'n', chainId: 1n, record: undefined, blockNumber: 1 })
    expect(parsed.steps.map(({ id }) => id)).to.deep.equal(['b'])
  })

  for (const [what, content] of [
    ['no JSON', 'plan'],
    ['no object', '[]'],
    ['another format', JSON.stringify({ ...plan, format: 'scaffold-plan-2' })],
    ['a member of another type', JSON.stringify({ ...plan, chainId: 1 })],
    ['a missing member', JSON.stringify({ ...plan, facts: undefined })],
    ['an unknown choice', JSON.stringify({ ...plan, choice: { replace: 'Token' } })],
    ['steps that are none', JSON.stringify({ ...plan, entries: [{ steps: [{}] }] })],
  ] as const) {
    it(`refuses ${what}`, async () => {
      await failure('PLAN_INVALID', () => parsePlanFile(content, 'plan.json'))
    })
  }
})
