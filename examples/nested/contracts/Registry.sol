// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @notice Knows the vaults by their names. Its owner says which factory may add some.
contract Registry is Ownable {
    address public factory;
    mapping(string name => address vault) public vaultOf;

    event FactoryChanged(address indexed factory);

    error NotTheFactory(address caller);
    error NameTaken(string name);

    constructor(address owner) Ownable(owner) {}

    function setFactory(address factory_) external onlyOwner {
        factory = factory_;
        emit FactoryChanged(factory_);
    }

    function register(string calldata name, address vault) external {
        if (msg.sender != factory) revert NotTheFactory(msg.sender);
        if (vaultOf[name] != address(0)) revert NameTaken(name);
        vaultOf[name] = vault;
    }
}
