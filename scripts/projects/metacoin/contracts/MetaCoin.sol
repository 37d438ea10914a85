// SPDX-License-Identifier: MIT
pragma solidity >=0.4.25 <0.9.0;

import "./ConvertLib.sol";

/// A coin without a standard: who deploys it has all of it and can send it on.
contract MetaCoin {
    mapping(address => uint256) internal balances;

    event Transfer(address indexed from, address indexed to, uint256 value);

    constructor() {
        balances[tx.origin] = 10000;
    }

    /// Sends coins, and says whether there were enough of them.
    function sendCoin(address receiver, uint256 amount) public returns (bool sufficient) {
        if (balances[msg.sender] < amount) return false;
        balances[msg.sender] -= amount;
        balances[receiver] += amount;
        emit Transfer(msg.sender, receiver, amount);
        return true;
    }

    function getBalanceInEth(address owner) public view returns (uint256) {
        return ConvertLib.convert(getBalance(owner), 2);
    }

    function getBalance(address owner) public view returns (uint256) {
        return balances[owner];
    }
}
