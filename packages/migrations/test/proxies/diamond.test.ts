import { expect } from 'chai'
import { type Contract, id } from 'ethers'
import { failure } from '../support/expect-code.js'
import { type SolidityProject, withSolidity } from '../support/solidity-project.js'

/** In the shape of the EIP's reference: facets by selector in a struct at a hash, cut and loupe as facets. */
const diamond = `
library LibDiamond {
  struct Storage { mapping(bytes4 => address) facetOf; bytes4[] selectors; address owner; }
  function data() internal pure returns (Storage storage s) {
    bytes32 place = keccak256("diamond.standard.diamond.storage");
    assembly { s.slot := place }
  }
}
interface IDiamondCut {
  enum FacetCutAction { Add, Replace, Remove }
  struct FacetCut { address facetAddress; FacetCutAction action; bytes4[] functionSelectors; }
}
contract Diamond is IDiamondCut {
  constructor(address cutFacet, address loupe) payable {
    LibDiamond.Storage storage s = LibDiamond.data();
    s.owner = msg.sender;
    s.facetOf[CutFacet.diamondCut.selector] = cutFacet;
    s.selectors.push(CutFacet.diamondCut.selector);
    bytes4[2] memory own = [LoupeFacet.facets.selector, LoupeFacet.owner.selector];
    for (uint256 i; i < 2; i++) { s.facetOf[own[i]] = loupe; s.selectors.push(own[i]); }
  }
  fallback() external payable {
    address facet = LibDiamond.data().facetOf[msg.sig];
    require(facet != address(0), "no function");
    assembly {
      calldatacopy(0, 0, calldatasize())
      let result := delegatecall(gas(), facet, 0, calldatasize(), 0, 0)
      returndatacopy(0, 0, returndatasize())
      switch result case 0 { revert(0, returndatasize()) } default { return(0, returndatasize()) }
    }
  }
}
contract CutFacet is IDiamondCut {
  error NotContractOwner(address user, address contractOwner);
  function diamondCut(FacetCut[] calldata cuts, address init, bytes calldata call) external {
    LibDiamond.Storage storage s = LibDiamond.data();
    if (msg.sender != s.owner) revert NotContractOwner(msg.sender, s.owner);
    for (uint256 i; i < cuts.length; i++) {
      for (uint256 j; j < cuts[i].functionSelectors.length; j++) {
        bytes4 selector = cuts[i].functionSelectors[j];
        if (cuts[i].action == FacetCutAction.Remove) {
          require(cuts[i].facetAddress == address(0) && s.facetOf[selector] != address(0));
          for (uint256 k; k < s.selectors.length; k++) if (s.selectors[k] == selector) {
            s.selectors[k] = s.selectors[s.selectors.length - 1]; s.selectors.pop(); break;
          }
          delete s.facetOf[selector];
        } else {
          require((cuts[i].action == FacetCutAction.Add) == (s.facetOf[selector] == address(0)));
          if (cuts[i].action == FacetCutAction.Add) s.selectors.push(selector);
          s.facetOf[selector] = cuts[i].facetAddress;
        }
      }
    }
    if (init != address(0)) { (bool ok, ) = init.delegatecall(call); require(ok, "init failed"); }
  }
}
contract LoupeFacet {
  struct Facet { address facetAddress; bytes4[] functionSelectors; }
  function facets() external view returns (Facet[] memory all) {
    LibDiamond.Storage storage s = LibDiamond.data();
    all = new Facet[](s.selectors.length);
    for (uint256 i; i < all.length; i++) {
      all[i].facetAddress = s.facetOf[s.selectors[i]];
      all[i].functionSelectors = new bytes4[](1);
      all[i].functionSelectors[0] = s.selectors[i];
    }
  }
  function owner() external view returns (address) { return LibDiamond.data().owner; }
}`

const state = (more = ''): string =>
  `struct AppStorage { uint256 total; mapping(address => uint256) balances; ${more} }`
const facet = (name: string, body: string): string =>
  `import "./State.sol"; contract ${name} { AppStorage internal s; ${body} }`

const contracts = {
  'Diamond.sol': diamond,
  'State.sol': state(),
  'Bank.sol': facet(
    'Bank',
    'function deposit() external payable { s.balances[msg.sender] += msg.value; s.total += msg.value; } function totalOf() external view returns (uint256) { return s.total; }',
  ),
  'Reader.sol': facet(
    'Reader',
    'function balanceOf(address who) external view returns (uint256) { return s.balances[who]; } function old() external pure returns (uint256) { return 1; }',
  ),
  'Setup.sol': facet('Setup', 'function set(uint256 total) external { s.total = total; }'),
  'Twin.sol': facet(
    'Twin',
    'function totalOf() external view returns (uint256) { return s.total; }',
  ),
}

const found = `
  const cut = await m.deploy('CutFacet')
  const loupe = await m.deploy('LoupeFacet')
  await m.deploy('Diamond', { args: [cut, loupe] })
  const diamond = await m.diamondCut('Diamond', {
    facets: ['LoupeFacet', 'Bank', 'Reader'],
    init: { contract: 'Setup', call: ['set', [100n]] },
  })
  await diamond.deposit({ value: 5n })`

function ask(
  { connection }: SolidityProject,
  method: string,
  ...args: unknown[]
): Promise<unknown> {
  return connection
    .deployed('Diamond')
    .then((contract) => (contract as Contract).getFunction(method).staticCall(...args))
}

describe('diamonds in migrations', function () {
  this.timeout(60_000)

  it('cuts what differs, keeps state, and refuses clashes and moved state', async () => {
    await withSolidity(contracts, async (on) => {
      const [account = ''] = await on.connection.accounts()
      await on.migrate({ '01_diamond': found })
      expect(await ask(on, 'totalOf')).to.equal(105n)
      expect(await ask(on, 'balanceOf', account)).to.equal(5n)
      expect(await ask(on, 'owner')).to.equal(account)
      expect((await on.migrate({})).status).to.equal('up-to-date')

      const reader =
        'function balanceOf(address who) external view returns (uint256) { return s.balances[who] * 2; }'
      await on.compile({ 'Reader.sol': facet('Reader', reader) })
      const again = await on.migrate({})
      const [step] = again.files
        .flatMap(({ steps }) => steps)
        .filter(({ change, kind, status }) => kind === 'call' && status === 'done' && change)
      expect(step?.change).to.include({ action: 'upgrade', subject: 'Diamond' })
      expect(again.totals).to.include({ deployments: 1, calls: 1 })
      expect(await ask(on, 'balanceOf', account)).to.equal(10n)
      expect(await ask(on, 'totalOf')).to.equal(105n)
      const live = String(await ask(on, 'facets'))
      expect(live).to.not.include(id('old()').slice(0, 10))
      expect(live).to.include(id('owner()').slice(0, 10))

      const twin = `await m.diamondCut('Diamond', { facets: ['LoupeFacet', 'Bank', 'Reader', 'Twin'] })`
      const clash = await failure('DIAMOND_CLASH', () => on.migrate({ '02_twin': twin }))
      expect(clash.data?.functions).to.deep.equal(['Bank.totalOf()', 'Twin.totalOf()'])
      const except = `await m.diamondCut('Diamond', { facets: ['LoupeFacet', 'Bank', 'Reader', { contract: 'Twin', except: ['totalOf'] }] })`
      expect((await on.migrate({ '02_twin': except })).status).to.equal('migrated')

      await on.compile({
        'State.sol':
          'struct AppStorage { address guardian; uint256 total; mapping(address => uint256) balances; }',
      })
      const moved = await failure('UPGRADE_UNSAFE', () =>
        on.migrate({
          '03_moved': `await m.diamondCut('Diamond', { facets: ['LoupeFacet', 'Bank', 'Reader'] })`,
        }),
      )
      expect(moved.message).to.include('storage-moved')
    })
  })
})
