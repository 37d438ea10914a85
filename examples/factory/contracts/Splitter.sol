// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Payees} from "./libraries/Payees.sol";

/// @notice Splits whatever it receives among its payees, in proportion to their shares.
contract Splitter {
    using Payees for Payees.List;

    Payees.List private _payees;
    uint256 private _released;
    mapping(address account => uint256) public releasedTo;

    event Received(address indexed from, uint256 amount);
    event Released(address indexed to, uint256 amount);

    error NothingDue(address account);
    error PaymentFailed(address to, uint256 amount);

    constructor(address[] memory accounts, uint256[] memory shares) {
        _payees.fill(accounts, shares);
    }

    receive() external payable {
        emit Received(msg.sender, msg.value);
    }

    function payees() external view returns (address[] memory) {
        return _payees.accounts;
    }

    function due(address account) public view returns (uint256) {
        uint256 received = address(this).balance + _released;
        return _payees.due(account, received) - releasedTo[account];
    }

    function release(address payable account) external {
        uint256 amount = due(account);
        if (amount == 0) revert NothingDue(account);
        releasedTo[account] += amount;
        _released += amount;
        emit Released(account, amount);
        (bool sent, ) = account.call{value: amount}("");
        if (!sent) revert PaymentFailed(account, amount);
    }
}
