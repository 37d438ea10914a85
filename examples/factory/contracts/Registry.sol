// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Knows every contract that its factory made.
contract Registry {
    address public immutable factory;
    address[] private _all;
    mapping(address made => address creator) public creatorOf;

    event Registered(address indexed made, address indexed creator);

    error NotTheFactory(address caller);

    constructor() {
        factory = msg.sender;
    }

    function register(address made, address creator) external {
        if (msg.sender != factory) revert NotTheFactory(msg.sender);
        _all.push(made);
        creatorOf[made] = creator;
        emit Registered(made, creator);
    }

    function all() external view returns (address[] memory) {
        return _all;
    }
}
