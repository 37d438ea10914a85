// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Rounding} from "./Rounding.sol";

/// @notice Parts of amounts. It is linked to another library, and linked into the vaults.
library Portions {
    function perMille(uint256 amount, uint256 part) public pure returns (uint256) {
        return Rounding.up(amount * part, 1000);
    }
}
