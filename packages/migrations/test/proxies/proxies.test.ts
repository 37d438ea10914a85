import { expect } from 'chai'
import type { Contract } from 'ethers'
import { failure } from '../support/expect-code.js'
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
      const allowed = `await m.upgrade('Box', { to: 'Moved', unsafeAllow: ['storage'] })`
      await on.migrate({ '02_moved': allowed })
      expect(await read(await contract(on, 'Box'), 'value')).to.not.equal(7n)
    })
  })
})
