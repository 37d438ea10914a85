// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Terms} from "./Terms.sol";
import {Portions} from "./libraries/Portions.sol";

/// @notice Keeps ether for whoever put it there.
contract Vault {
    string public name;
    Terms public immutable terms;
    mapping(address owner => uint256) public balanceOf;

    error TooLittle(uint256 asked, uint256 kept);
    error PaymentFailed(address to);

    constructor(string memory name_, Terms terms_) {
        name = name_;
        terms = terms_;
    }

    function deposit() external payable {
        balanceOf[msg.sender] += msg.value;
    }

    function withdraw(uint256 amount) external {
        uint256 kept = balanceOf[msg.sender];
        if (amount > kept) revert TooLittle(amount, kept);
        balanceOf[msg.sender] = kept - amount;
        uint256 fee = Portions.perMille(amount, terms.feePerMille());
        _pay(terms.collector(), fee);
        _pay(msg.sender, amount - fee);
    }

    function _pay(address to, uint256 amount) private {
        (bool paid, ) = to.call{value: amount}("");
        if (!paid) revert PaymentFailed(to);
    }
}
