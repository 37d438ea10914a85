// SPDX-License-Identifier: MIT
pragma solidity >=0.4.25 <0.9.0;

/// Amounts of one currency in another.
library ConvertLib {
    function convert(uint256 amount, uint256 rate) public pure returns (uint256) {
        return amount * rate;
    }
}
