// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Registry} from "./Registry.sol";
import {Terms} from "./Terms.sol";
import {Vault} from "./Vault.sol";

/// @notice Makes vaults and enters them into the registry. It has their code in it, so it is linked as they are.
contract VaultFactory is Ownable {
    Registry public immutable registry;
    Terms public immutable terms;

    event Opened(string name, address vault, address by);

    constructor(Registry registry_, Terms terms_, address owner) Ownable(owner) {
        registry = registry_;
        terms = terms_;
    }

    function open(string memory name) public onlyOwner returns (Vault vault) {
        vault = new Vault(name, terms);
        registry.register(name, address(vault));
        emit Opened(name, address(vault), msg.sender);
    }

    function openPair(string memory name) external returns (Vault left, Vault right) {
        left = open(string.concat(name, " left"));
        right = open(string.concat(name, " right"));
    }
}
