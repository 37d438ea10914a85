import { fileURLToPath } from 'node:url'
import { createSilentReporter } from '@scaffold-evm/common'
import { expect } from 'chai'
import type { Contract } from 'ethers'
import {
  installedSources,
  shippedSources,
} from '../../src/internal/proxies/openzeppelin-sources.js'
import { failure } from '../support/expect-code.js'
import { startFaultyNode } from '../support/faulty-node.js'
import { type SolidityProject, withSolidity } from '../support/solidity-project.js'

const uups = (name: string, body: string): string => `
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
contract ${name} is UUPSUpgradeable, Initializable {
  address public owner;
  error NotOwner();
  ${body}
  function _authorizeUpgrade(address) internal view override { if (msg.sender != owner) revert NotOwner(); }
}`

const boxes = {
  'Box.sol': `contract Box {
    uint256 public value;
    address public owner;
    mapping(address => uint256) public balances;
    function initialize(uint256 value_) external { require(owner == address(0)); value = value_; owner = msg.sender; }
    function deposit(uint256 amount) external { balances[msg.sender] += amount; }
  }`,
  'BoxV2.sol': `contract BoxV2 {
    uint256 public value;
    address public owner;
    mapping(address => uint256) public balances;
    uint256 public fee;
    function migrateV2(uint256 fee_) external { require(fee == 0); fee = fee_; }
    function deposit(uint256 amount) external { balances[msg.sender] += amount - fee; }
  }`,
  'Moved.sol': `contract Moved {
    address public owner;
    uint256 public value;
    mapping(address => uint256) public balances;
  }`,
  'Preset.sol': 'contract Preset { uint256 public value = 5; }',
  'Self.sol': uups(
    'Self',
    'uint256 public count; function initialize() external initializer { owner = msg.sender; } function inc() external { count++; }',
  ),
  'SelfV2.sol': uups(
    'SelfV2',
    'uint256 public count; uint256 public step; function migrate(uint256 step_) external reinitializer(2) { step = step_; } function inc() external { count += step; }',
  ),
}

async function contract({ connection }: SolidityProject, name: string): Promise<Contract> {
  return (await connection.deployed(name)) as Contract
}

function read(target: Contract, method: string, ...args: unknown[]): Promise<unknown> {
  return target.getFunction(method).staticCall(...args)
}

describe('proxies in migrations', function () {
  this.timeout(60_000)

  it('deploys, upgrades with a call, and keeps state, for each kind', async () => {
    await withSolidity(boxes, async (on) => {
      const first = await on.migrate({
        '01_box': `
          const box = await m.deployProxy('Box', { args: [7n] })
          await box.deposit(5n)
          const self = await m.deployProxy('Self')
          await m.call(self, 'inc')
          await m.deployProxy('Box', { id: 'Second', args: [8n], kind: 'beacon' })
          await m.deployProxy('Box', { id: 'Third', args: [9n], kind: 'beacon' })`,
      })
      expect(
        first.files[0]?.steps.map(({ id }) => id.replace(/ [0-9a-f]{8}$/, ' …')),
      ).to.deep.equal([
        'deploy Box implementation …',
        'deploy Box proxy',
        'call Box.deposit',
        'deploy Self implementation …',
        'deploy Self proxy',
        'call Self.inc',
        'deploy BoxBeacon',
        'deploy Second proxy',
        'deploy Third proxy',
      ])
      const [account = ''] = await on.connection.accounts()
      const before = first.contracts
      const second = await on.migrate({
        '02_v2': `
          const box = await m.upgrade('Box', { to: 'BoxV2', call: ['migrateV2', [1n]] })
          await box.deposit(10n)
          const self = await m.upgrade('Self', { to: 'SelfV2', call: ['migrate', [3n]] })
          await self.inc()
          await m.upgradeBeacon('BoxBeacon', { to: 'BoxV2' })`,
      })
      expect(second.contracts).to.deep.equal(before)
      const box = await contract(on, 'Box')
      expect(await read(box, 'value')).to.equal(7n)
      expect(await read(box, 'balances', account)).to.equal(14n)
      expect(await read(box, 'owner')).to.equal(account)
      expect(await read(await contract(on, 'Self'), 'count')).to.equal(4n)
      expect(await read(await contract(on, 'Second'), 'value')).to.equal(8n)
      expect(await read(await contract(on, 'Third'), 'fee')).to.equal(0n)
      const change = second.files[1]?.steps.find(({ id }) => id === 'upgrade Box')?.change
      expect(change).to.include({ action: 'upgrade', subject: 'Box' })
      expect(change?.safety?.isSafe).to.equal(true)
    })
  })

  it('refuses what would lose state before anything is sent', async () => {
    await withSolidity(boxes, async (on) => {
      await on.migrate({ '01_box': `await m.deployProxy('Box', { args: [7n] })` })
      const block = await on.connection.ethersProvider.getBlockNumber()
      const moved = `await m.upgrade('Box', { to: 'Moved' })`
      const error = await failure('UPGRADE_UNSAFE', () => on.migrate({ '02_moved': moved }))
      expect(error.details).to.include('old   ').and.to.include('slot 0')
      expect(await on.connection.ethersProvider.getBlockNumber()).to.equal(block)
      const tried = await failure('UPGRADE_UNSAFE', () =>
        on.migrate({ '02_moved': moved }, { dryRun: true }),
      )
      const [account = ''] = await on.connection.accounts()
      expect(JSON.stringify(tried.data?.rehearsals)).to.include(
        `"path":"owner","type":"address","before":"${account}"`,
      )
      const allowed = `await m.upgrade('Box', { to: 'Moved', unsafeAllow: ['storage'] })`
      await on.migrate({ '02_moved': allowed })
      expect(await read(await contract(on, 'Box'), 'value')).to.not.equal(7n)
    })
  })

  it('upgrades by itself what compiles to other code, and goes on where it was interrupted', async () => {
    await withSolidity({ 'Box.sol': boxes['Box.sol'] }, async (on) => {
      const files = {
        '01_box': `const box = await m.deployProxy('Box', { args: [7n] })\nawait box.deposit(5n)`,
      }
      const first = await on.migrate(files)
      expect((await on.migrate(files)).status).to.equal('up-to-date')
      await on.compile({ 'Box.sol': boxes['Box.sol'].replace('+= amount', '+= 2 * amount') })
      // As if the process had ended between the two transactions of the upgrade.
      const controller = new AbortController()
      const reporter = {
        ...createSilentReporter(),
        progress: (text?: string) => {
          if (text?.includes('implementation') === true) controller.abort()
        },
      }
      await failure('MIGRATION_ABORTED', () =>
        on.migrate(files, { signal: controller.signal, reporter }),
      )
      const again = await on.migrate(files)
      expect(again.contracts).to.deep.equal(first.contracts)
      const record = await on.connection.deployments.read()
      expect(record?.contracts.Box?.proxy?.version).to.equal(2)
      const deployed = Object.values(record?.migrations['01_box']?.steps ?? {}).filter(
        ({ kind }) => kind === 'deploy',
      )
      expect(deployed.length).to.equal(3)
      expect((await on.migrate(files)).status).to.equal('up-to-date')
      const [account = ''] = await on.connection.accounts()
      const box = await contract(on, 'Box')
      expect(await read(box, 'balances', account)).to.equal(5n)
      await box.getFunction('deposit')(1n)
      expect(await read(box, 'balances', account)).to.equal(7n)
    })
  })

  it('notices who else upgraded a proxy or owns it, and takes up proxies that are there', async () => {
    await withSolidity(boxes, async (on) => {
      const [account = '', other = ''] = await on.connection.accounts()
      await on.migrate({ '01_box': `await m.deployProxy('Box', { args: [7n], owner: 1 })` })
      const stranger = '0x00000000000000000000000000000000000000AA'
      const transfer = `await m.transferProxyOwnership('Box', '${stranger}')`
      const handed = await on.migrate({ '02_owner': transfer })
      expect(handed.files[1]?.steps[0]?.change).to.include({ from: other, to: stranger })
      // On a chain in the process everybody can send.
      await on.migrate({ '03_v2': `await m.upgrade('Box', { to: 'BoxV2' })` })
      const { provider } = on.connection
      const box = await contract(on, 'Box')
      expect(await read(box, 'value')).to.equal(7n)

      const slot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'
      const word = `0x${account.slice(2).toLowerCase().padStart(64, '0')}`
      const old = await provider.request({
        method: 'eth_getStorageAt',
        params: [String(box.target), slot, 'latest'],
      })
      await provider.request({
        method: 'hardhat_setStorageAt',
        params: [String(box.target), slot, word],
      })
      const drift = {
        '04_v3': `await m.upgrade('Box', { to: 'BoxV2', from: '${stranger}', call: ['migrateV2', [2n]] })`,
      }
      const error = await failure('PROXY_DRIFT', () => on.migrate(drift))
      expect(error.data?.found).to.equal(account)
      const adopt = (name: string): string =>
        `await m.importProxy('Box', '${String(box.target)}', { contract: '${name}' })`
      await on.migrate({ '04_v3': adopt('Box') })
      const adopted = (await on.connection.deployments.read())?.contracts.Box?.proxy
      expect(adopted).to.include({
        implementation: account,
        contract: 'contracts/Box.sol:Box',
        version: 3,
      })
      await provider.request({
        method: 'hardhat_setStorageAt',
        params: [String(box.target), slot, old],
      })
      await on.migrate({
        '04_v3': `${adopt('BoxV2')}\n${drift['04_v3']}`,
        '05_import': `await m.importProxy('Taken', '${String(box.target)}', { contract: 'BoxV2' })\nawait m.importProxy('Taken', '${String(box.target)}', { contract: 'BoxV2' })`,
      })
      const record = await on.connection.deployments.read()
      const { proxy } = record?.contracts.Taken ?? {}
      expect(proxy).to.include({
        kind: 'transparent',
        contract: 'contracts/BoxV2.sol:BoxV2',
        version: 1,
      })
      expect(proxy?.implementation).to.equal(record?.contracts.Box?.proxy?.implementation)
      expect(proxy?.codeDigest).to.equal(record?.contracts.Box?.proxy?.codeDigest)
      const none = `await m.importProxy('None', '${account}', { contract: 'BoxV2' })`
      await failure('PROXY_UNKNOWN', () => on.migrate({ '06_none': none }))
    })
  })

  it('sends nothing when none of our accounts may upgrade', async () => {
    const node = await startFaultyNode()
    const action = async (on: SolidityProject): Promise<void> => {
      const stranger = '0x00000000000000000000000000000000000000AA'
      await on.migrate({
        '01_box': `await m.deployProxy('Box', { args: [7n], owner: '${stranger}' })`,
      })
      const block = await on.connection.ethersProvider.getBlockNumber()
      const upgrade = { '02_v2': `await m.upgrade('Box', { to: 'BoxV2' })` }
      const foreign = await failure('PROXY_FOREIGN', () => on.migrate(upgrade))
      expect(foreign.data).to.include({ owner: stranger })
      expect(await on.connection.ethersProvider.getBlockNumber()).to.equal(block)
    }
    await withSolidity(boxes, action, node.url).finally(() => node.close())
  })

  it('knows which step says what is behind a proxy, and what was prepared for others', async () => {
    await withSolidity(boxes, async (on) => {
      const both = (to: string): string => `
        const [box, again] = await Promise.all([
          m.deployProxy('Box', { args: [7n] }),
          m.deployProxy('Box', { id: 'Again', args: [8n] }),
        ])
        await m.upgrade('Box', { to: '${to}' })
        await box.deposit(5n)`
      const first = await on.migrate({ '01_box': both('Box') })
      expect(first.totals.deployments).to.equal(3)
      const later = await on.migrate({ '01_box': both('BoxV2') })
      expect(later.totals).to.include({ deployments: 1, calls: 1 })
      expect((await on.migrate({ '01_box': `${both('BoxV2')} // again` })).totals.calls).to.equal(0)
      const implementation = async (name: string): Promise<string | undefined> =>
        (await on.connection.deployments.read())?.contracts[name]?.proxy?.implementation
      expect(await implementation('Again')).to.equal(first.files[0]?.steps[0]?.address)

      const prepare = `
        const { to, data } = await m.prepareUpgrade('Again', { to: 'BoxV2', call: ['migrateV2', [2n]] })
        m.log(JSON.stringify({ to, data }))`
      const lines: string[] = []
      const reporter = { ...createSilentReporter(), info: (text: string) => lines.push(text) }
      const prepared = await on.migrate({ '02_prepare': prepare }, { reporter })
      expect(prepared.totals).to.include({ deployments: 0, calls: 0 })
      const [from = ''] = await on.connection.accounts()
      const params = [{ from, ...JSON.parse(lines[0] ?? '') }]
      await on.connection.provider.request({ method: 'eth_sendTransaction', params })
      const taken = await on.migrate({ '03_v2': `await m.upgrade('Again', { to: 'BoxV2' })` })
      expect(taken.totals).to.include({ deployments: 0, calls: 0 })
      expect(await implementation('Again')).to.equal(await implementation('Box'))
      const again = await contract(on, 'Again')
      expect([await read(again, 'value'), await read(again, 'fee')]).to.deep.equal([8n, 2n])
      const bad = { '04_wrong': `await m.deployProxy('Preset')` }
      const unsafe = await failure('UPGRADE_UNSAFE', () => on.migrate(bad))
      expect(unsafe.message).to.include('state-variable-assignment')
      for (const wrong of ['[7n]', "{ kind: 'proxy' }"]) {
        const wrongly = { '04_wrong': `await m.deployProxy('Box', ${wrong})` }
        await failure('MIGRATION_ARGUMENTS', () => on.migrate(wrongly))
      }
    })
  })

  it('ships the proxies of the release that it is built with', async () => {
    const shipped = await shippedSources()
    const installed = await installedSources(fileURLToPath(new URL('.', import.meta.url)))
    expect(installed).to.deep.equal(shipped)
  })
})
