// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Registry} from "./Registry.sol";
import {Splitter} from "./Splitter.sol";

/// @notice Makes splitters at addresses that are known before they exist (CREATE2, EIP-1014), and a registry of
/// them in its own constructor. The creation code of `Splitter` is part of this contract, so the libraries
/// of the splitter are linked into the factory.
contract SplitterFactory {
    Registry public immutable registry;

    event SplitterCreated(address indexed splitter, address indexed creator, bytes32 salt);

    constructor() {
        registry = new Registry();
    }

    function create(
        address[] calldata accounts,
        uint256[] calldata shares,
        bytes32 salt
    ) external returns (Splitter splitter) {
        splitter = new Splitter{salt: salt}(accounts, shares);
        registry.register(address(splitter), msg.sender);
        emit SplitterCreated(address(splitter), msg.sender, salt);
    }

    /// @notice Where {create} would put a splitter.
    function predict(
        address[] calldata accounts,
        uint256[] calldata shares,
        bytes32 salt
    ) external view returns (address) {
        bytes memory initCode = abi.encodePacked(
            type(Splitter).creationCode,
            abi.encode(accounts, shares)
        );
        bytes32 hash = keccak256(
            abi.encodePacked(bytes1(0xff), address(this), salt, keccak256(initCode))
        );
        return address(uint160(uint256(hash)));
    }
}
