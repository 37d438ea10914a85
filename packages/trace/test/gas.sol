// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

library Sums {
    struct Kept {
        uint256 total;
    }

    function add(Kept storage kept, uint256 value) external {
        kept.total += value;
    }
}

contract Counter {
    using Sums for Sums.Kept;

    Sums.Kept internal kept;

    receive() external payable {}

    function add(uint256 value) external {
        for (uint256 i = 0; i < value; i++) kept.add(1);
    }

    function total() external view returns (uint256) {
        return kept.total;
    }

    function forget() external {
        kept.total = 0;
    }

    function hash(bytes calldata data) external returns (bytes32) {
        bytes32 result = sha256(data);
        kept.total += uint256(result) % 7;
        return result;
    }

    function fail() external pure {
        revert("no");
    }
}

contract Proxy {
    address internal immutable implementation;

    constructor(address target) {
        implementation = target;
    }

    receive() external payable {
        pass();
    }

    fallback() external payable {
        pass();
    }

    function pass() internal {
        address target = implementation;
        assembly {
            calldatacopy(0, 0, calldatasize())
            let ok := delegatecall(gas(), target, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(ok) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }
}

contract Factory {
    event Made(address at);

    function make(address implementation) external returns (Proxy made) {
        made = new Proxy(implementation);
        Counter(payable(address(made))).add(2);
        try Counter(payable(address(made))).fail() {} catch {}
        emit Made(address(made));
    }
}
