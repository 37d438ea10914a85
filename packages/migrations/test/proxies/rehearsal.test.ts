import { expect } from 'chai'
import type { MigrationReport } from '../../src/run/report.js'
import type { UpgradeRehearsal } from '../../src/upgrade/upgrade-rehearsal.js'
import { withSolidity } from '../support/solidity-project.js'

const vault = (name: string, variables: string, functions = ''): string => `contract ${name} {
  enum Phase { Open, Closed }
  struct Position { uint128 amount; uint64 since; address owner; }
  ${variables}
  ${functions}
}`

const state = `
  address public owner;
  Phase public phase;
  uint256 public total;
  mapping(address => uint256) public balances;
  mapping(uint256 => mapping(address => bool)) public voted;
  mapping(string => uint256) public prices;
  mapping(bytes32 => mapping(address => bool)) public roles;
  Position[] public positions;
  string public title;
  uint64[3] public steps;`

const contracts = {
  'Vault.sol': vault(
    'Vault',
    state,
    `bytes32 public constant ROLE = keccak256("ROLE");
    event Voted(uint256 indexed id, address indexed voter);
    event Priced(string name, uint256 price);
    function initialize(address owner_) external {
      owner = owner_; phase = Phase.Closed; total = 7; title = "A vault with a name of more than thirty-one bytes";
      balances[owner_] = 5; balances[address(0xabCDeF0123456789AbcdEf0123456789aBCDEF01)] = 6;
      voted[500][owner_] = true; emit Voted(500, owner_);
      prices["tea"] = 3; emit Priced("tea", 3);
      roles[ROLE][owner_] = true;
      positions.push(Position(1, 2, owner_)); positions.push(Position(3, 4, address(0xabCDeF0123456789AbcdEf0123456789aBCDEF01)));
      steps[1] = 9;
    }`,
  ),
  'Grown.sol': vault(
    'Grown',
    `${state}\n uint64 public fee;`,
    'function migrate() external { fee = 3; total = 8; }',
  ),
  'Swapped.sol': vault(
    'Swapped',
    state
      .replace(
        'address public owner;\n  Phase public phase;\n  uint256 public total;',
        'uint256 public total;\n  address public owner;\n  Phase public phase;',
      )
      .replace('string public title;', ''),
  ),
}

function rehearsalOf({ files }: MigrationReport): UpgradeRehearsal {
  const steps = files.flatMap((file) => file.steps)
  const found = steps.flatMap(({ rehearsals = [] }) => rehearsals)[0]
  return found ?? expect.fail('nothing was rehearsed')
}

describe('rehearsals', function () {
  this.timeout(60_000)

  it('shows live values before and after, of everything that storage can hold', async () => {
    await withSolidity(contracts, async (on) => {
      const [account = '', other = ''] = await on.connection.accounts()
      const first = `await m.deployProxy('Vault', { args: ['${other}'] })`
      await on.migrate({ '01_vault': first })
      const grown = rehearsalOf(
        await on.migrate(
          { '02_v2': `await m.upgrade('Vault', { to: 'Grown', call: 'migrate' })` },
          { dryRun: true },
        ),
      )
      expect(grown.isIntact).to.equal(true)
      const paths = grown.values.map(({ path, before, after }) => [path, before, after])
      const stranger = '0xabCDeF0123456789AbcdEf0123456789aBCDEF01'
      expect(grown.values.filter(({ status }) => status === 'written')).to.deep.equal([
        { path: 'total', type: 'uint256', before: '7', after: '8', status: 'written' },
        { path: 'fee', type: 'uint64', before: undefined, after: '3', status: 'written' },
      ])
      for (const [path, value] of [
        ['owner', other],
        ['phase', 'Closed'],
        [`balances[${other}]`, '5'],
        [`balances[${stranger}]`, '6'],
        [`voted[500][${other}]`, 'true'],
        ['prices["tea"]', '3'],
        ['positions.length', '2'],
        ['positions[1].owner', stranger],
        ['positions[0].amount', '1'],
        ['title', '"A vault with a name of more than thirty-one bytes"'],
        ['steps[1]', '9'],
      ])
        expect(paths).to.deep.include([path, value, value])
      expect(
        paths.some(([path]) => path?.startsWith('roles[0x') && path.endsWith(`[${other}]`)),
      ).to.equal(true)
      expect(account).to.not.equal(other)

      const swap = `await m.upgrade('Vault', { to: 'Swapped', unsafeAllow: ['storage'] })`
      const swapped = rehearsalOf(await on.migrate({ '02_v2': swap }, { dryRun: true }))
      expect(swapped.isIntact).to.equal(false)
      const owner = swapped.values.find(({ path }) => path === 'owner')
      expect(owner).to.include({ status: 'misread', before: other })
      expect(swapped.values.find(({ path }) => path === 'title')?.status).to.equal('lost')
      expect(swapped.values.find(({ path }) => path === `balances[${other}]`)?.status).to.equal(
        'kept',
      )
    })
  })
})
