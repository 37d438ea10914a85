// SPDX-License-Identifier: MIT
pragma solidity >=0.4.15 <0.9.0;

/// @title Sends ether to contracts that cannot receive any
contract SafeSend {
    function deliver(address recipient) public payable {
        assembly {
            selfdestruct(recipient)
        }
    }
}
