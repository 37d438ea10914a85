// SPDX-License-Identifier: MIT
pragma solidity 0.6.12;

library OldSums {
    function add(uint256 a, uint256 b) internal pure returns (uint256) {
        uint256 sum = a + b;
        return sum;
    }
}

contract OldBase {
    uint256 public total = 7;
    address internal owner;
    constructor() public { owner = msg.sender; }
    modifier onlyOwner() {
        require(msg.sender == owner, "no owner");
        _;
        total += 1;
    }
    function inherited(uint256 x) internal returns (uint256) {
        total += x;
        return total;
    }
}

contract OldDebuggee is OldBase {
    using OldSums for uint256;
    mapping(address => uint256) public balances;
    function run(uint256 n) external onlyOwner returns (uint256 result) {
        uint256 sum = 0;
        for (uint256 i = 0; i < n; i++) {
            sum = sum.add(i);
            if (i % 2 == 0) {
                balances[msg.sender] += i;
            }
        }
        result = inherited(sum);
    }
}
