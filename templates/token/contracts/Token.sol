// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @notice A token of fixed supply. Allowances can be given by signature (ERC-2612), without a transaction.
contract Token is ERC20, ERC20Permit {
    constructor(
        string memory name,
        string memory symbol,
        uint256 supply
    ) ERC20(name, symbol) ERC20Permit(name) {
        _mint(msg.sender, supply);
    }
}
