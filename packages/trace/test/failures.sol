// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

interface Answering {
    function answer(uint256 x) external returns (uint256);
}

library Numbers {
    function store(uint256[] storage list, uint256 value) public {
        list.push(value);
    }

    function half(uint256 value) internal pure returns (uint256) {
        require(value % 2 == 0, "odd");
        return value / 2;
    }
}

contract Silent {
    fallback() external {}
}

contract Empty {
    function only(uint256 x) external pure returns (uint256) {
        return x;
    }
}

contract Child {
    uint256 public immutable value;

    error TooSmall(uint256 got, uint256 least);

    constructor(uint256 v) {
        if (v < 10) revert TooSmall(v, 10); // child-constructor
        value = v;
    }

    function take(uint256 amount) external view returns (uint256) {
        return value - amount; // child-take
    }
}

contract Failures {
    using Numbers for uint256;

    uint256[] list;
    Child child;
    uint256 counter;
    address owner = address(1);

    error Unauthorized(address who, string role);

    modifier onlyOwner() {
        if (msg.sender != owner) revert Unauthorized(msg.sender, "owner"); // modifier
        _;
    }

    constructor() payable {
        child = new Child(100);
    }

    function requireReason() external pure {
        require(false, "because"); // require-reason
    }

    function requireSilent() external pure {
        require(1 > 2); // require-silent
    }

    function custom() external view {
        revert Unauthorized(msg.sender, "admin"); // custom
    }

    function assertion() external pure {
        assert(1 > 2); // assert
    }

    function overflow(uint256 x) external pure returns (uint256) {
        return _add(x, type(uint256).max); // overflow-caller
    }

    function _add(uint256 a, uint256 b) internal pure returns (uint256) {
        return a + b; // overflow
    }

    function index(uint256 i) external view returns (uint256) {
        return list[i]; // index
    }

    function guarded() external onlyOwner { // guarded
        counter++;
    }

    function nested() external view returns (uint256) {
        return deeper(); // nested-outer
    }

    function deeper() internal view returns (uint256) {
        return child.take(1000); // nested-inner
    }

    function creates() external {
        child = new Child(5); // creates
    }

    function library_(uint256 x) external pure returns (uint256) {
        return x.half(); // library-caller
    }

    function noContract() external returns (uint256) {
        return Answering(address(0xdead)).answer(1); // no-contract
    }

    function shortReturn(address silent) external returns (uint256) {
        return Answering(silent).answer(1); // short-return
    }

    function unknownInside(address empty) external returns (uint256) {
        return Answering(empty).answer(1); // unknown-inside
    }

    function loop() external {
        while (true) {
            counter++; // loop
        }
    }

    function send(address payable to, uint256 value) external {
        to.transfer(value); // transfer
    }

    function take(uint256 x) external pure returns (uint256) {
        return x;
    }
}
