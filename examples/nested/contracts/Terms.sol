// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";

/// @notice What withdrawals cost. It stands behind a proxy, so that the terms can change, after the timelock's delay.
contract Terms is Initializable {
    /// @notice Thousandths of what is withdrawn.
    uint256 public feePerMille;
    address public collector;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor() {
        _disableInitializers();
    }

    function initialize(uint256 feePerMille_, address collector_) external initializer {
        feePerMille = feePerMille_;
        collector = collector_;
    }
}
