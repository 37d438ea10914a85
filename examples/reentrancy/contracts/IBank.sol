// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What all banks of this example can do.
interface IBank {
    function deposit() external payable;

    function transfer(address to, uint256 amount) external;

    function withdrawBalance() external;

    function balanceOf(address user) external view returns (uint256);
}
