// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// Makes contracts at addresses that follow from a salt and who gives it, not from the contract's code.
/// It is deployed by CREATE2 itself, so that it has one address on all chains.
contract Create3Factory {
    event Made(address indexed made, address indexed sender, bytes32 salt);

    /// The salt was used: its address is taken.
    error SaltUsed(address made);

    // Makes the contract whose creation code it is called with, by its first CREATE; gives its address, or the reason why not.
    //   calldatacopy(0, 0, calldatasize())
    //   made := create(callvalue(), 0, calldatasize())
    //   if made { mstore(0, made) return(0, 32) }
    //   returndatacopy(0, 0, returndatasize()) revert(0, returndatasize())
    bytes private constant RELAY = hex"7d363d3d37363d34f0806015573d6000803e3d6000fd5b60005260206000f33d52601e6002f3";

    /// Makes a contract at an address that nobody but the sender can take.
    function make(bytes32 salt, bytes calldata creationCode) external payable returns (address) {
        return _make(salt, keccak256(abi.encode(msg.sender, salt)), creationCode);
    }

    /// Makes a contract at an address that is the same for all senders. Whoever uses the salt first has it.
    function makeShared(bytes32 salt, bytes calldata creationCode) external payable returns (address) {
        return _make(salt, keccak256(abi.encode(salt)), creationCode);
    }

    /// Where `make` of `sender` puts a contract.
    function addressOf(address sender, bytes32 salt) external view returns (address) {
        return _madeBy(_relayAt(keccak256(abi.encode(sender, salt))));
    }

    /// Where `makeShared` puts a contract.
    function sharedAddressOf(bytes32 salt) external view returns (address) {
        return _madeBy(_relayAt(keccak256(abi.encode(salt))));
    }

    function _make(bytes32 salt, bytes32 place, bytes calldata creationCode) private returns (address) {
        bytes memory relayCode = RELAY;
        address relay;
        assembly {
            relay := create2(0, add(relayCode, 32), mload(relayCode), place)
        }
        if (relay == address(0)) revert SaltUsed(_madeBy(_relayAt(place)));
        (bool isMade, bytes memory answer) = relay.call{value: msg.value}(creationCode);
        if (!isMade) {
            assembly {
                revert(add(answer, 32), mload(answer))
            }
        }
        address made = abi.decode(answer, (address));
        emit Made(made, msg.sender, salt);
        return made;
    }

    function _relayAt(bytes32 place) private view returns (address) {
        bytes32 hash = keccak256(abi.encodePacked(bytes1(0xff), address(this), place, keccak256(RELAY)));
        return address(uint160(uint256(hash)));
    }

    // RLP of [relay, 1]: the nonce of a new contract is 1 (EIP-161).
    function _madeBy(address relay) private pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"d694", relay, hex"01")))));
    }
}
