import { createStyle } from '@scaffold-evm/common'
import { expect } from 'chai'
import type { Contract } from 'ethers'
import { formatMigrationPlan, type MigrationPlan, migrationPlanToJson } from '../../src/plan.js'
import { failure } from '../support/expect-code.js'
import { type NodeProject, withNodeProject } from '../support/node-project.js'
import { box, contracts, migrations } from './contracts.js'

/** `+ Token` and so on, what is the same left out. */
function summary(plan: MigrationPlan): readonly string[] {
  return plan.entries
    .filter(({ action }) => action !== 'same')
    .map(
      ({ action, subject, isApplied }) =>
        `${action} ${subject}${isApplied ? '' : ' (not applied)'}`,
    )
}

async function contractAt({ connection }: NodeProject, name: string): Promise<Contract> {
  return (await connection.deployed(name)) as Contract
}

/** Sends something past the migrations. */
async function send(
  on: NodeProject,
  name: string,
  method: string,
  ...args: unknown[]
): Promise<void> {
  const sent = await (await contractAt(on, name)).getFunction(method)(...args)
  await sent.wait()
}

const all = ['Box', 'Prices', 'Shop', 'Token']

describe('planMigrations', function () {
  this.timeout(60_000)

  it('says what is done, which is what is done then, and after that that there is nothing', async () => {
    await withNodeProject({ contracts, migrations }, async (on) => {
      const plan = await on.plan()
      expect(plan).to.include({ status: 'pending', record: undefined, network: 'n' })
      expect(summary(plan)).to.deep.equal([
        'create Prices',
        'create Token',
        'call Token.mint("0x70997970C51812dc3A010C7d01b50e0d17dc79C8", 5)',
        'create Shop',
        'create Box',
        'call Box.set(43)',
      ])
      expect(on.node.methods.filter((method) => /send|sign/i.test(method))).to.deep.equal([])
      const report = await on.migrate()
      const steps = report.files.flatMap((file) => file.steps)
      const planned = plan.entries.flatMap((entry) => entry.steps)
      expect(planned.map(({ id, gas, address }) => ({ id, gas, address }))).to.deep.equal(
        steps.map(({ id, gasUsed: gas, address }) => ({ id, gas, address })),
      )
      const [signer] = plan.signers
      expect(signer?.gas).to.equal(report.totals.gasUsed)
      const after = await on.plan()
      expect(after.status).to.equal('up-to-date')
      expect(after.entries.map(({ action, subject }) => [action, subject])).to.deep.equal(
        all.map((name) => ['same', name]),
      )
    })
  })

  it('shows an upgrade with verdict and rehearsal, and the state is kept', async () => {
    await withNodeProject({ contracts, migrations }, async (on) => {
      await on.migrate()
      await on.compile({ 'Box.sol': box('value = v + 1;') })
      const plan = await on.plan()
      expect(summary(plan)).to.deep.equal(['upgrade Box'])
      const [entry] = plan.entries
      expect(entry?.safety).to.include({ isSafe: true })
      expect(entry?.rehearsals.map(({ isIntact }) => isIntact)).to.deep.equal([true])
      expect(entry?.steps.map(({ kind }) => kind)).to.deep.equal(['deploy', 'call'])
      const before = await on.record()
      expect(entry?.from).to.equal(before.contracts.Box?.proxy?.implementation)
      await on.migrate()
      expect((await on.record()).contracts.Box?.proxy?.implementation).to.equal(entry?.to)
      const value = await contractAt(on, 'Box')
      expect(await value.getFunction('value')()).to.equal(43n)
      expect(await on.plan()).to.include({ status: 'up-to-date' })
    })
  })

  it('refuses a mistake in the layout, with what it found until then', async () => {
    await withNodeProject({ contracts, migrations }, async (on) => {
      await on.migrate()
      await on.compile({
        'Box.sol': box(
          'value = v + 2;',
          'bool public paused; uint256 public value; address public owner;',
        ),
        'Token.sol': `${contracts['Token.sol']?.replace('+= v', '+= 2 * v')}`,
      })
      const found: MigrationPlan[] = []
      const error = await failure('UPGRADE_UNSAFE', () =>
        on.plan({ onFailed: (plan) => found.push(plan) }),
      )
      expect(error.details).to.match(/slot 0 +slot 1\n/)
      expect(found.flatMap(summary)).to.deep.equal(
        ['replace Shop (not applied)', 'replace Token (not applied)'].slice(1),
      )
    })
  })

  it('shows what a replacement brings with it, and leaves it alone when nobody asks', async () => {
    await withNodeProject({ contracts, migrations }, async (on) => {
      await on.migrate()
      await on.compile({
        'Token.sol': `${contracts['Token.sol']?.replace('+= v', '+= 2 * v')}`,
      })
      const plan = await on.plan()
      expect(summary(plan)).to.deep.equal(['replace Token (not applied)'])
      expect(plan.entries[0]?.remedy).to.equal('scaffold migrate --replace Token')
      const asked = await on.plan({ replace: ['Token'] })
      expect(summary(asked)).to.deep.equal([
        'replace Token',
        'call Token.mint("0x70997970C51812dc3A010C7d01b50e0d17dc79C8", 5)',
        'replace Shop',
      ])
      await on.migrate({ replace: ['Token'] })
      expect(await on.plan()).to.include({ status: 'up-to-date' })
    })
  })

  it('upgrades proxies whose implementation has a replaced address, and says which were initialized with it', async () => {
    const keeper = `contract Keeper { address public token; function initialize(address t) external { token = t; } }
contract Holder { address public immutable token; constructor(address t) { token = t; } }`
    const body = `
      const token = await m.deployed('Token')
      await m.deployProxy('Keeper', { args: [token] })
      const unsafeAllow = ['constructor', 'state-variable-immutable']
      await m.deployProxy('Holder', { constructorArgs: [token], unsafeAllow })`
    const files = {
      contracts: { ...contracts, 'Keeper.sol': keeper },
      migrations: { '01_token': migrations['01_token'] ?? '', '02_keeper': body },
    }
    await withNodeProject(files, async (on) => {
      await on.migrate()
      const { entries, warnings } = await on.plan({ replace: ['Token'] })
      expect(warnings[0]).to.match(/^Keeper was initialized with 0x\w+, where Token was/)
      const actionOf = (name: string) => entries.find(({ subject }) => subject === name)?.action
      expect(actionOf('Keeper')).to.equal('same')
      expect(actionOf('Holder')).to.equal('upgrade')
    })
  })

  it('tells constructor arguments that changed', async () => {
    await withNodeProject({ contracts, migrations }, async (on) => {
      await on.migrate()
      await on.write({ '01_token': `${migrations['01_token']?.replace('1000n', '2000n')}` })
      const plan = await on.plan()
      expect(summary(plan)).to.deep.equal(['replace Token (not applied)'])
      expect(plan.entries[0]?.why).to.include('deployed as Token("Gold", 1000)')
    })
  })

  it('tells owners and implementations that somebody else changed', async () => {
    await withNodeProject({ contracts, migrations }, async (on) => {
      await on.migrate()
      const [owner = '', other = ''] = await on.connection.accounts()
      await send(on, 'Token', 'transferOwnership', other)
      const plan = await on.plan()
      expect(summary(plan)).to.deep.equal(['drift Token (not applied)'])
      expect(plan.entries[0]?.differences).to.deep.equal([
        { what: 'owner', recorded: owner, found: other },
      ])
      await on.migrate({ accept: ['Token'] })
      expect(await on.plan()).to.include({ status: 'up-to-date' })
      const { Box, Shop } = (await on.record()).contracts
      const admin = await on.connection.ethersProvider.getStorage(
        Box?.address ?? '',
        '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103',
      )
      const { Contract } = await import('ethers')
      const proxyAdmin = new Contract(
        `0x${admin.slice(26)}`,
        [
          'function upgradeAndCall(address, address, bytes) payable',
          'function transferOwnership(address)',
        ],
        await on.connection.signer(),
      )
      await (
        await proxyAdmin.getFunction('upgradeAndCall')(Box?.address, Shop?.address, '0x')
      ).wait()
      const upgraded = await on.plan()
      expect(summary(upgraded)).to.deep.equal(['drift Box (not applied)'])
      expect(upgraded.entries[0]?.differences).to.deep.equal([
        { what: 'implementation', recorded: Box?.proxy?.implementation, found: Shop?.address },
      ])
      await failure('MIGRATION_ACCEPT_REFUSED', () => on.migrate({ accept: ['Box'] }))
      await (
        await proxyAdmin.getFunction('upgradeAndCall')(
          Box?.address,
          Box?.proxy?.implementation,
          '0x',
        )
      ).wait()
      await (await proxyAdmin.getFunction('transferOwnership')(other)).wait()
      const handed = await on.plan()
      expect(handed.entries[0]?.differences).to.deep.equal([
        { what: 'admin-owner', recorded: owner, found: other },
      ])
      await on.migrate({ accept: ['Box'] })
      expect(await on.plan()).to.include({ status: 'up-to-date' })
    })
  })

  it('takes ownership that migrations hand over for what is recorded', async () => {
    await withNodeProject({ contracts, migrations }, async (on) => {
      await on.migrate()
      await on.write({
        '03_over': `await (await m.deployed('Token')).transferOwnership(m.accounts[2])`,
      })
      await on.migrate()
      const accounts = await on.connection.accounts()
      expect((await on.record()).contracts.Token).to.include({ owner: accounts[2] })
      expect(await on.plan()).to.include({ status: 'up-to-date' })
    })
  })

  it('records owners that a run could not ask for, and those that are nobody', async () => {
    const body = `
      const token = await m.deploy('Token', { args: ['Gold', 1n] })
      await m.deploy('Token', { id: 'Left', args: ['Gold', 1n] })
      await (await m.deployed('Left')).transferOwnership('0x' + '0'.repeat(40))`
    await withNodeProject({ contracts, migrations: { '01_a': body } }, async (on) => {
      on.node.fault = (method) => (method === 'eth_call' ? { refuse: 'busy' } : undefined)
      expect((await on.migrate()).warnings[0]).to.include('could not be recorded: busy')
      on.node.fault = () => undefined
      expect((await on.record()).contracts.Token).to.not.have.property('owner')
      expect(await on.migrate()).to.include({ status: 'up-to-date' })
      const { Token, Left } = (await on.record()).contracts
      expect(Token?.owner).to.equal((await on.connection.accounts())[0])
      expect(Left?.owner).to.equal(`0x${'0'.repeat(40)}`)
      expect(await on.plan()).to.include({ status: 'up-to-date' })
    })
  })

  it('tells a record that was edited', async () => {
    await withNodeProject({ contracts, migrations }, async (on) => {
      await on.migrate()
      const { Prices, Token } = (await on.record()).contracts
      const whats = async (change: (text: string) => string): Promise<readonly string[]> => {
        await on.edit(change)
        const plan = await on.plan()
        return plan.entries.flatMap(({ subject, differences }) =>
          differences.map(({ what }) => `${subject}: ${what}`),
        )
      }
      expect(await whats((text) => text.replace('"1000"', '"1001"'))).to.deep.equal([
        'Token: arguments',
      ])
      expect(
        await whats((text) =>
          text
            .replace('"1001"', '"1000"')
            .replace(`Prices": "${Prices?.address}`, `Prices": "${Token?.address}`),
        ),
      ).to.deep.equal(['Shop: libraries'])
      expect(
        await whats((text) =>
          text
            .replace(`Prices": "${Token?.address}`, `Prices": "${Prices?.address}`)
            .replace(`"address": "${Prices?.address}"`, `"address": "${Token?.address}"`),
        ),
      ).to.deep.equal(['Prices: code'])
    })
  })

  it('makes a plan for an account that cannot pay, and says so', async () => {
    await withNodeProject({ contracts, migrations }, async (on) => {
      const poor = on.node.chain.accounts[0]?.address ?? '0x'
      await on.node.chain.setBalance(poor, 1000n)
      const plan = await on.plan()
      expect(
        plan.signers.map(({ isSufficient, balanceWei }) => ({ isSufficient, balanceWei })),
      ).to.deep.equal([{ isSufficient: false, balanceWei: 1000n }])
      expect(formatMigrationPlan(plan, createStyle(false))).to.include('too little')
    })
  })

  it('tells steps of an earlier run that wait to be mined', async () => {
    const plain = { '01_token': migrations['01_token'] ?? '' }
    await withNodeProject({ contracts, migrations: plain }, async (on) => {
      const { chain } = on.node
      await chain.request({ method: 'evm_setAutomine', params: [false] })
      const controller = new AbortController()
      on.node.fault = (method) => {
        if (method.startsWith('eth_send')) setTimeout(() => controller.abort(), 30)
        return undefined
      }
      await failure('MIGRATION_ABORTED', () => on.migrate({ signal: controller.signal }))
      on.node.fault = () => undefined
      const { entries } = await on.plan()
      expect(entries.map(({ subject }) => subject).slice(0, 2)).to.deep.equal(['Prices', 'Token'])
      expect(entries[0]?.why).to.include('sent by an earlier run')
      await chain.request({ method: 'evm_setAutomine', params: [true] })
      await chain.mine()
      await on.migrate()
      expect(await on.plan()).to.include({ status: 'up-to-date' })
    })
  })

  it('knows what is proposed to others', async () => {
    const body = `
      const token = await m.deploy('Token', { args: ['Gold', 1n] })
      await m.call(token, 'mint', [m.accounts[1], 1n], { from: token })`
    await withNodeProject({ contracts, migrations: { '01_a': body } }, async (on) => {
      const plan = await on.plan()
      expect(plan.signers.map(({ isOwn }) => isOwn)).to.deep.equal([true, false])
      const text = formatMigrationPlan(plan, createStyle(false))
      expect(text).to.include('is not one of our accounts').and.not.include('too little')
    })
  })

  it('keeps to 80 columns, and tells the same as JSON', async () => {
    await withNodeProject({ contracts, migrations }, async (on) => {
      await on.migrate()
      await on.compile({
        'Box.sol': box('value = v + 1;'),
        'Token.sol': `${contracts['Token.sol']?.replace('+= v', '+= 2 * v')}`,
      })
      await send(on, 'Box', 'transferOwnership', (await on.connection.accounts())[3])
      const plan = await on.plan({ replace: ['Prices'] })
      for (const all of [false, true]) {
        const lines = formatMigrationPlan(plan, createStyle(false), { all }).split('\n')
        expect(lines.filter((line) => line.length > 80)).to.deep.equal([])
        expect(lines.some((line) => /^ {2}[~!>?=] /.test(line))).to.equal(true)
      }
      const json = migrationPlanToJson(plan)
      expect(JSON.stringify(json)).to.not.include('undefined')
      expect(json).to.deep.include({ chainId: '31337', status: 'pending' })
    })
  })
})
