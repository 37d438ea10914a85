// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What `mortal` was for: one account owns the contract and can recover its funds.
/// `selfdestruct` is gone; since the Cancun upgrade it would leave the code in place anyway.
abstract contract Owned {
    address public immutable owner;

    error NotOwner(address caller);
    error TransferFailed(address to, uint256 amount);

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _;
    }

    constructor() {
        owner = msg.sender;
    }

    receive() external payable {}

    /// @notice Sends everything the contract holds to its owner.
    function recoverFunds() external onlyOwner {
        uint256 amount = address(this).balance;
        (bool sent, ) = owner.call{value: amount}("");
        if (!sent) revert TransferFailed(owner, amount);
    }
}

/// @notice The greeter of legacy/greeter.sol as one writes it today.
contract Greeter is Owned {
    string private _greeting;

    event GreetingChanged(string from, string to);

    error EmptyGreeting();

    constructor(string memory greeting) {
        _setGreeting(greeting);
    }

    function greet() external view returns (string memory) {
        return _greeting;
    }

    function setGreeting(string calldata greeting) external onlyOwner {
        _setGreeting(greeting);
    }

    function _setGreeting(string memory greeting) private {
        if (bytes(greeting).length == 0) revert EmptyGreeting();
        emit GreetingChanged(_greeting, greeting);
        _greeting = greeting;
    }
}
