import { expect } from 'chai'
import { readFacetLayout } from '../../src/layout/read-storage-layout.js'
import { analyseContracts } from '../support/compile-contracts.js'

const sources = {
  'a.sol': `
    library LibConstant {
      bytes32 constant PLACE = keccak256("diamond.standard.diamond.storage");
      struct Data { uint256 first; address owner; }
      function data() internal pure returns (Data storage d) { bytes32 place = PLACE; assembly { d.slot := place } }
    }
    library LibDirect {
      uint256 constant PLACE = 77;
      struct Data { uint256 x; }
      function data() internal pure returns (Data storage d) { assembly { d.slot := PLACE } }
    }
    library LibLiteral {
      struct Data { uint256 y; }
      function data() internal pure returns (Data storage d) { assembly { d.slot := 0x1234 } }
    }
    library LibAnnotated {
      /// @custom:storage-location erc7201:bank.main
      struct Data { uint256 z; }
      function data() internal pure returns (Data storage d) {
        bytes32 place = keccak256(abi.encode(uint256(keccak256("bank.main")) - 1)) & ~bytes32(uint256(0xff));
        assembly { d.slot := place }
      }
    }
    library LibUnused {
      struct Data { uint256 w; }
      function data() internal pure returns (Data storage d) { assembly { d.slot := 7 } }
    }
    library LibAround { function first() internal view returns (uint256) { return LibConstant.data().first; } }
    contract Facet {
      function all() external view returns (uint256) {
        return LibAround.first() + LibDirect.data().x + LibLiteral.data().y + LibAnnotated.data().z;
      }
    }`,
}

describe('readFacetLayout', function () {
  this.timeout(20_000)

  it('finds structs at slots of their own, in libraries that are used', async () => {
    const { namespaces = [] } = readFacetLayout(
      await (await analyseContracts(sources)).contract('a.sol:Facet'),
    )
    const found = namespaces.map(({ slot, members }) => [
      slot,
      members.map(({ label }) => label).join(),
    ])
    expect(found.sort()).to.deep.equal(
      [
        ['0x1234', 'y'],
        ['0x13c41ef15fe3413cd957f284fa01c9ee0da7c80de2160c02cadfb8da94a3e200', 'z'],
        ['0xc8fcad8db84d3cc18b4c41d551ea0ee66dd599cde068d998e57d5e09332c131c', 'first,owner'],
        ['0x4d', 'x'],
      ].sort(),
    )
    expect(namespaces.map(({ id }) => id)).to.include('erc7201:bank.main')
  })
})
