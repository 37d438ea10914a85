// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Greeter} from "./Greeter.sol";

/// @notice The second version of the greeter, for who has the first behind a proxy: it speaks other languages, too.
/// What the first version stores stays where it is; new variables come after it.
contract GreeterV2 is Greeter {
    string public language;
    mapping(string language => string greeting) private _greetings;

    event GreetingAdded(string language, string greeting);

    error AlreadySecondVersion();
    error UnknownLanguage(string language);

    /// @dev Runs for the implementation alone, but for the owner, which is part of the code.
    constructor(string memory greeting) Greeter(greeting) {}

    /// @notice Says once in which language the greeting of the first version is.
    function becomeSecondVersion(string calldata language_) external {
        if (bytes(language).length != 0) revert AlreadySecondVersion();
        language = language_;
    }

    function addGreeting(string calldata language_, string calldata greeting) external onlyOwner {
        if (bytes(greeting).length == 0) revert EmptyGreeting();
        _greetings[language_] = greeting;
        emit GreetingAdded(language_, greeting);
    }

    function greetIn(string calldata language_) external view returns (string memory greeting) {
        greeting = _greetings[language_];
        if (bytes(greeting).length == 0) revert UnknownLanguage(language_);
    }
}
