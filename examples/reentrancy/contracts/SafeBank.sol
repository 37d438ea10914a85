// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IBank} from "./IBank.sol";

/// @notice The bank as one writes it today. Two independent defences: the balance is zero before the money
/// leaves, and a transient lock (EIP-1153) keeps every function shut while a withdrawal is under way.
contract SafeBank is IBank {
    mapping(address user => uint256) public balanceOf;
    bool private transient _locked;

    event Deposited(address indexed user, uint256 amount);
    event Transferred(address indexed from, address indexed to, uint256 amount);
    event Withdrawn(address indexed user, uint256 amount);

    error Reentered();
    error InsufficientBalance(address user, uint256 balance, uint256 needed);
    error WithdrawalFailed(address user, uint256 amount);

    modifier locked() {
        if (_locked) revert Reentered();
        _locked = true;
        _;
        _locked = false;
    }

    function deposit() external payable locked {
        balanceOf[msg.sender] += msg.value;
        emit Deposited(msg.sender, msg.value);
    }

    function transfer(address to, uint256 amount) external locked {
        uint256 balance = balanceOf[msg.sender];
        if (balance < amount) revert InsufficientBalance(msg.sender, balance, amount);
        balanceOf[msg.sender] = balance - amount;
        balanceOf[to] += amount;
        emit Transferred(msg.sender, to, amount);
    }

    function withdrawBalance() external locked {
        uint256 amount = balanceOf[msg.sender];
        balanceOf[msg.sender] = 0;
        emit Withdrawn(msg.sender, amount);
        (bool sent, ) = msg.sender.call{value: amount}("");
        if (!sent) revert WithdrawalFailed(msg.sender, amount);
    }
}
