// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Proportion} from "./Proportion.sol";

/// @notice A list of payees with their shares. A linked library that itself needs a linked library.
library Payees {
    struct List {
        uint256 totalShares;
        address[] accounts;
        mapping(address account => uint256) shares;
    }

    error NoPayees();
    error ListsDiffer(uint256 accounts, uint256 shares);
    error InvalidPayee(address account, uint256 shares);

    function fill(List storage list, address[] memory accounts, uint256[] memory shares) public {
        if (accounts.length == 0) revert NoPayees();
        if (accounts.length != shares.length) revert ListsDiffer(accounts.length, shares.length);
        for (uint256 i = 0; i < accounts.length; i++) {
            bool isNew = list.shares[accounts[i]] == 0;
            if (accounts[i] == address(0) || shares[i] == 0 || !isNew) {
                revert InvalidPayee(accounts[i], shares[i]);
            }
            list.accounts.push(accounts[i]);
            list.shares[accounts[i]] = shares[i];
            list.totalShares += shares[i];
        }
    }

    function due(List storage list, address account, uint256 amount) public view returns (uint256) {
        return Proportion.part(amount, list.shares[account], list.totalShares);
    }
}
