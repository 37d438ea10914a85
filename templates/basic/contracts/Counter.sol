// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Counts, for everybody to see; only its owner may reset it.
contract Counter {
    address public immutable owner;
    uint256 public count;

    event Increased(address indexed by, uint256 count);

    error NotOwner(address caller);

    constructor(uint256 start) {
        owner = msg.sender;
        count = start;
    }

    function increase() external {
        count += 1;
        emit Increased(msg.sender, count);
    }

    function reset() external {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        count = 0;
    }
}
