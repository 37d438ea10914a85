// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What the proposals of the tests pay and call.
contract Charity {
    string public lastReason;

    event Donated(address indexed from, uint256 amount, string reason);

    error NoGift();

    function donate(string calldata reason) external payable {
        if (msg.value == 0) revert NoGift();
        lastReason = reason;
        emit Donated(msg.sender, msg.value, reason);
    }
}
