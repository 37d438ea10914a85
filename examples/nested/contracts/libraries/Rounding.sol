// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Divides so that nobody gains by small amounts. Its function is public: the library is deployed and linked.
library Rounding {
    error NoDivisor();

    function up(uint256 amount, uint256 divisor) public pure returns (uint256) {
        if (divisor == 0) revert NoDivisor();
        return amount == 0 ? 0 : (amount - 1) / divisor + 1;
    }
}
