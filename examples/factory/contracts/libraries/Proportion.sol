// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Parts of a whole. Its functions are public: it is deployed once and linked into what uses it.
library Proportion {
    error EmptyWhole();

    /// @return The part of `amount` that `shares` of `total` are due, rounded down.
    function part(uint256 amount, uint256 shares, uint256 total) public pure returns (uint256) {
        if (total == 0) revert EmptyWhole();
        return (amount * shares) / total;
    }
}
