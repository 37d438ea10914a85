// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// What an EVM spends its time on, one thing each.
contract Loops {
  mapping(uint256 => uint256) private slots;

  function arithmetic(uint256 count) external pure returns (uint256 x) {
    x = 1;
    for (uint256 i = 0; i < count; ++i) {
      unchecked {
        x = x * 0x5851f42d4c957f2d14057b7ef767814f + i;
        x ^= x >> 17;
        x = addmod(x, i, type(uint128).max);
      }
    }
  }

  function hashing(uint256 count) external pure returns (bytes32 hash) {
    for (uint256 i = 0; i < count; ++i) hash = keccak256(abi.encode(hash, i));
  }

  function storing(uint256 count) external returns (uint256 sum) {
    for (uint256 i = 0; i < count; ++i) {
      unchecked {
        uint256 slot = i & 63;
        sum += slots[slot];
        slots[slot] = i + 1;
      }
    }
  }

  function calling(uint256 count) external view returns (uint256 sum) {
    for (uint256 i = 0; i < count; ++i) {
      unchecked {
        sum += this.next(i);
      }
    }
  }

  function next(uint256 value) external pure returns (uint256) {
    unchecked {
      return value + 1;
    }
  }
}
