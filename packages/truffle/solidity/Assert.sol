// SPDX-License-Identifier: MIT
pragma solidity >=0.4.15 <0.9.0;

/// @title Assertions for tests that are written in Solidity
/// @dev All functions are internal: a test holds those that it uses, and nothing has to be linked. An assertion that
/// fails does not revert; it is an event that says so.
library Assert {
    event TestEvent(bool indexed result, string message);

    function fail(string memory message) internal returns (bool result) {
        return _report(false, message);
    }

    function equal(string memory a, string memory b, string memory message) internal returns (bool result) {
        return _compared(_isSame(a, b), a, b, message);
    }

    function notEqual(string memory a, string memory b, string memory message) internal returns (bool result) {
        return _compared(!_isSame(a, b), a, b, message);
    }

    function isEmpty(string memory text, string memory message) internal returns (bool result) {
        return _tested(bytes(text).length == 0, text, message);
    }

    function isNotEmpty(string memory text, string memory message) internal returns (bool result) {
        return _tested(bytes(text).length != 0, text, message);
    }

    function equal(bytes32 a, bytes32 b, string memory message) internal returns (bool result) {
        return _report(a == b, message);
    }

    function notEqual(bytes32 a, bytes32 b, string memory message) internal returns (bool result) {
        return _report(a != b, message);
    }

    function isZero(bytes32 value, string memory message) internal returns (bool result) {
        return _report(value == bytes32(0), message);
    }

    function isNotZero(bytes32 value, string memory message) internal returns (bool result) {
        return _report(value != bytes32(0), message);
    }

    function equal(address a, address b, string memory message) internal returns (bool result) {
        return _report(a == b, message);
    }

    function notEqual(address a, address b, string memory message) internal returns (bool result) {
        return _report(a != b, message);
    }

    function isZero(address value, string memory message) internal returns (bool result) {
        return _report(value == address(0), message);
    }

    function isNotZero(address value, string memory message) internal returns (bool result) {
        return _report(value != address(0), message);
    }

    function isTrue(bool value, string memory message) internal returns (bool result) {
        return _report(value, message);
    }

    function isFalse(bool value, string memory message) internal returns (bool result) {
        return _report(!value, message);
    }

    function equal(bool a, bool b, string memory message) internal returns (bool result) {
        return _compared(a == b, _toText(a), _toText(b), message);
    }

    function notEqual(bool a, bool b, string memory message) internal returns (bool result) {
        return _compared(a != b, _toText(a), _toText(b), message);
    }

    function equal(uint a, uint b, string memory message) internal returns (bool result) {
        return a == b ? _report(true, message) : _compared(false, _toText(a), _toText(b), message);
    }

    function notEqual(uint a, uint b, string memory message) internal returns (bool result) {
        return a != b ? _report(true, message) : _compared(false, _toText(a), _toText(b), message);
    }

    function isAbove(uint a, uint b, string memory message) internal returns (bool result) {
        return a > b ? _report(true, message) : _compared(false, _toText(a), _toText(b), message);
    }

    function isAtLeast(uint a, uint b, string memory message) internal returns (bool result) {
        return a >= b ? _report(true, message) : _compared(false, _toText(a), _toText(b), message);
    }

    function isBelow(uint a, uint b, string memory message) internal returns (bool result) {
        return a < b ? _report(true, message) : _compared(false, _toText(a), _toText(b), message);
    }

    function isAtMost(uint a, uint b, string memory message) internal returns (bool result) {
        return a <= b ? _report(true, message) : _compared(false, _toText(a), _toText(b), message);
    }

    function isZero(uint value, string memory message) internal returns (bool result) {
        return _tested(value == 0, _toText(value), message);
    }

    function isNotZero(uint value, string memory message) internal returns (bool result) {
        return _tested(value != 0, _toText(value), message);
    }

    function equal(int a, int b, string memory message) internal returns (bool result) {
        return a == b ? _report(true, message) : _compared(false, _toText(a), _toText(b), message);
    }

    function notEqual(int a, int b, string memory message) internal returns (bool result) {
        return a != b ? _report(true, message) : _compared(false, _toText(a), _toText(b), message);
    }

    function isAbove(int a, int b, string memory message) internal returns (bool result) {
        return a > b ? _report(true, message) : _compared(false, _toText(a), _toText(b), message);
    }

    function isAtLeast(int a, int b, string memory message) internal returns (bool result) {
        return a >= b ? _report(true, message) : _compared(false, _toText(a), _toText(b), message);
    }

    function isBelow(int a, int b, string memory message) internal returns (bool result) {
        return a < b ? _report(true, message) : _compared(false, _toText(a), _toText(b), message);
    }

    function isAtMost(int a, int b, string memory message) internal returns (bool result) {
        return a <= b ? _report(true, message) : _compared(false, _toText(a), _toText(b), message);
    }

    function isZero(int value, string memory message) internal returns (bool result) {
        return _tested(value == 0, _toText(value), message);
    }

    function isNotZero(int value, string memory message) internal returns (bool result) {
        return _tested(value != 0, _toText(value), message);
    }

    function equal(uint[] memory a, uint[] memory b, string memory message) internal returns (bool result) {
        return _report(_isSame(a, b), message);
    }

    function notEqual(uint[] memory a, uint[] memory b, string memory message) internal returns (bool result) {
        return _report(!_isSame(a, b), message);
    }

    function lengthEqual(uint[] memory list, uint length, string memory message) internal returns (bool result) {
        return _compared(list.length == length, _toText(list.length), _toText(length), message);
    }

    function lengthNotEqual(uint[] memory list, uint length, string memory message) internal returns (bool result) {
        return _compared(list.length != length, _toText(list.length), _toText(length), message);
    }

    function equal(int[] memory a, int[] memory b, string memory message) internal returns (bool result) {
        return _report(_isSame(a, b), message);
    }

    function notEqual(int[] memory a, int[] memory b, string memory message) internal returns (bool result) {
        return _report(!_isSame(a, b), message);
    }

    function lengthEqual(int[] memory list, uint length, string memory message) internal returns (bool result) {
        return _compared(list.length == length, _toText(list.length), _toText(length), message);
    }

    function lengthNotEqual(int[] memory list, uint length, string memory message) internal returns (bool result) {
        return _compared(list.length != length, _toText(list.length), _toText(length), message);
    }

    function equal(address[] memory a, address[] memory b, string memory message) internal returns (bool result) {
        return _report(_isSame(a, b), message);
    }

    function notEqual(address[] memory a, address[] memory b, string memory message) internal returns (bool result) {
        return _report(!_isSame(a, b), message);
    }

    function lengthEqual(address[] memory list, uint length, string memory message) internal returns (bool result) {
        return _compared(list.length == length, _toText(list.length), _toText(length), message);
    }

    function lengthNotEqual(address[] memory list, uint length, string memory message) internal returns (bool result) {
        return _compared(list.length != length, _toText(list.length), _toText(length), message);
    }

    function equal(bytes32[] memory a, bytes32[] memory b, string memory message) internal returns (bool result) {
        return _report(_isSame(a, b), message);
    }

    function notEqual(bytes32[] memory a, bytes32[] memory b, string memory message) internal returns (bool result) {
        return _report(!_isSame(a, b), message);
    }

    function lengthEqual(bytes32[] memory list, uint length, string memory message) internal returns (bool result) {
        return _compared(list.length == length, _toText(list.length), _toText(length), message);
    }

    function lengthNotEqual(bytes32[] memory list, uint length, string memory message) internal returns (bool result) {
        return _compared(list.length != length, _toText(list.length), _toText(length), message);
    }

    function balanceEqual(address account, uint amount, string memory message) internal returns (bool result) {
        return _report(account.balance == amount, message);
    }

    function balanceNotEqual(address account, uint amount, string memory message) internal returns (bool result) {
        return _report(account.balance != amount, message);
    }

    function balanceIsZero(address account, string memory message) internal returns (bool result) {
        return _report(account.balance == 0, message);
    }

    function balanceIsNotZero(address account, string memory message) internal returns (bool result) {
        return _report(account.balance != 0, message);
    }

    function _isSame(string memory a, string memory b) private pure returns (bool) {
        return keccak256(bytes(a)) == keccak256(bytes(b));
    }

    function _isSame(uint[] memory a, uint[] memory b) private pure returns (bool) {
        if (a.length != b.length) return false;
        for (uint i = 0; i < a.length; i++) if (a[i] != b[i]) return false;
        return true;
    }

    function _isSame(int[] memory a, int[] memory b) private pure returns (bool) {
        if (a.length != b.length) return false;
        for (uint i = 0; i < a.length; i++) if (a[i] != b[i]) return false;
        return true;
    }

    function _isSame(address[] memory a, address[] memory b) private pure returns (bool) {
        if (a.length != b.length) return false;
        for (uint i = 0; i < a.length; i++) if (a[i] != b[i]) return false;
        return true;
    }

    function _isSame(bytes32[] memory a, bytes32[] memory b) private pure returns (bool) {
        if (a.length != b.length) return false;
        for (uint i = 0; i < a.length; i++) if (a[i] != b[i]) return false;
        return true;
    }

    function _compared(bool result, string memory a, string memory b, string memory message) private returns (bool) {
        if (result) return _report(true, message);
        string memory values = _join(_join(_join(" (Tested: ", a), ", Against: "), b);
        return _report(false, _join(_join(message, values), ")"));
    }

    function _tested(bool result, string memory value, string memory message) private returns (bool) {
        if (result) return _report(true, message);
        return _report(false, _join(_join(_join(message, " (Tested: "), value), ")"));
    }

    /// @dev Emits `TestEvent` without the keyword, which releases before 0.4.21 do not have.
    function _report(bool result, string memory message) private returns (bool) {
        bytes memory text = result ? new bytes(0) : bytes(message);
        bytes memory data = new bytes(64 + (text.length + 31) / 32 * 32);
        for (uint i = 0; i < text.length; i++) data[64 + i] = text[i];
        assembly {
            mstore(add(data, 32), 32)
            mstore(add(data, 64), mload(text))
            log2(add(data, 32), mload(data), 0xd204e27263771793b3472e4c07118500eb1ab892c2b2f0a4b90b33c33d4df42f, result)
        }
        return result;
    }

    function _join(string memory a, string memory b) private pure returns (string memory) {
        bytes memory left = bytes(a);
        bytes memory right = bytes(b);
        bytes memory joined = new bytes(left.length + right.length);
        for (uint i = 0; i < left.length; i++) joined[i] = left[i];
        for (uint j = 0; j < right.length; j++) joined[left.length + j] = right[j];
        return string(joined);
    }

    function _toText(bool value) private pure returns (string memory) {
        if (value) return "true";
        return "false";
    }

    function _toText(uint value) private pure returns (string memory) {
        uint length = 1;
        for (uint rest = value / 10; rest != 0; rest /= 10) length++;
        bytes memory digits = new bytes(length);
        for (uint index = length; index > 0; index--) {
            digits[index - 1] = bytes1(uint8(48 + value % 10));
            value /= 10;
        }
        return string(digits);
    }

    /// @dev The lowest integer has no positive counterpart.
    function _toText(int value) private pure returns (string memory) {
        if (value >= 0) return _toText(uint(value));
        return _join("-", _toText(uint(-(value + 1)) + 1));
    }
}
