// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

interface Remote {
    function pair() external returns (uint256, uint256);
    function text() external returns (string memory);
}

interface Looks {
    function poke() external view;
}

error Outside(uint256 code);

function free(uint256 value) pure returns (uint256) {
    if (value > 5) revert Outside(value); // free
    return value;
}

library Linked {
    struct List {
        uint256[] items;
    }

    function add(List storage list, uint256 value) external {
        require(value != 7, "seven"); // linked
        list.items.push(value);
    }
}

abstract contract Base {
    uint256 internal total;

    constructor(uint256 start) {
        require(start != 13, "unlucky"); // base-constructor
        total = start;
    }

    modifier small(uint256 value) {
        require(value < 100, "too large"); // small
        _;
        require(total < 90, "too much"); // small-after
    }

    function inherited(uint256 value) public virtual {
        total -= value; // inherited
    }

    function hook(uint256 value) internal virtual;
}

contract Answers {
    function pair() external pure returns (uint256) {
        return 1;
    }

    function text() external pure returns (uint256) {
        return 2;
    }

    function spend(uint256 rounds) external {
        for (uint256 i = 0; i < rounds; i++) {
            slots[i] = i + 1; // spend
        }
    }

    mapping(uint256 => uint256) slots;
}

contract Huge {
    constructor(uint256 size) { // huge
        assembly {
            return(0, size)
        }
    }
}

contract Forbidden {
    constructor() { // forbidden
        assembly {
            mstore8(0, 0xef)
            return(0, 1)
        }
    }
}

contract Broken {
    constructor(bool ok) {
        require(ok); // broken
    }
}

contract Nothing {}

contract Implementation {
    uint256 value;

    error Refused(address by, uint256 value);

    function set(uint256 next) external {
        if (next == 0) revert Refused(msg.sender, next); // implementation
        value = next;
    }

    function echo(uint256[] calldata list) external pure returns (uint256) {
        return list[0];
    }
}

contract Proxy {
    address immutable target;

    constructor(address target_) {
        target = target_;
    }

    fallback() external {
        address to = target;
        assembly {
            calldatacopy(0, 0, calldatasize())
            let ok := delegatecall(gas(), to, 0, calldatasize(), 0, 0) // proxy
            returndatacopy(0, 0, returndatasize())
            if iszero(ok) {
                revert(0, returndatasize())
            }
            return(0, returndatasize())
        }
    }
}

contract Table is Base(1) {
    using Linked for Linked.List;

    enum Side {
        Left,
        Right
    }

    Linked.List list;
    Side side;
    bytes stored;
    uint256[] numbers;
    mapping(uint256 => uint256) slots;
    function() internal unset;

    event Sent(uint256 value);

    constructor() payable {}

    function inherited(uint256 value) public override {
        super.inherited(value); // super
    }

    function hook(uint256 value) internal override {
        require(value > 2, "hooked"); // hook
    }

    function callsHook(uint256 value) external {
        hook(value); // calls-hook
    }

    function linked(uint256 value) external {
        list.add(value); // calls-linked
    }

    function callsFree(uint256 value) external pure returns (uint256) {
        return free(value); // calls-free
    }

    function twoModifiers(uint256 value) external small(value) small(value + 1) { // two-modifiers
        total += value;
    }

    function asserts(uint256 value) external pure {
        assert(value == 1); // assert
    }

    function divides(uint256 value) external pure returns (uint256) {
        return 10 / value; // divide
    }

    function toSide(uint256 value) external {
        side = Side(value); // enum
    }

    function pops() external {
        numbers.pop(); // pop
    }

    function outOfBounds(uint256[] memory given, uint256 index) public pure returns (uint256) {
        return given[index]; // bounds
    }

    function callsUnset() external {
        unset(); // unset
    }

    function allocates(uint256 size) external pure returns (uint256) {
        uint256[] memory much = new uint256[](size); // allocate
        return much.length;
    }

    function checked(uint256 a, uint256 b) external returns (uint256 sum) {
        emit Sent(a);
        unchecked {
            sum = a - b;
        }
        sum = sum * a; // multiply
    }

    function takesPair(address remote) external returns (uint256) {
        (uint256 a, ) = Remote(remote).pair(); // pair
        return a;
    }

    function takesText(address remote) external returns (string memory) {
        return Remote(remote).text(); // text
    }

    function subCall(Answers answers, uint256 gasLimit) external {
        answers.spend{gas: gasLimit}(100); // sub-call
    }

    function subCallOfAll(Answers answers) external {
        answers.spend(1000); // sub-call-of-all
    }

    function sendsTooMuch(address payable to) external {
        to.transfer(1000 ether); // transfer
    }

    function sendsTo(address payable to) external {
        to.transfer(1); // transfer-one
    }

    function createsHuge(uint256 size) external {
        new Huge(size); // creates-huge
    }

    function createsBroken() external {
        new Broken(false); // creates-broken
    }

    function createsTwice() external {
        new Nothing{salt: 0}();
        new Nothing{salt: 0}(); // creates-twice
    }

    function createsForbidden() external {
        new Forbidden(); // creates-forbidden
    }

    function recurses(uint256 depth) public returns (uint256) {
        return this.recurses(depth + 1); // recurses
    }

    function loops(uint256 depth) public pure returns (uint256) {
        return loops(depth + 1) + depth; // loops
    }

    function hashes(uint256 size) external view returns (bytes32) {
        return sha256(new bytes(size)); // hashes
    }

    function precompile() external view {
        (bool ok, ) = address(8).staticcall(hex"01");
        require(ok, "pairing"); // pairing
    }

    function catches(Implementation implementation) external {
        try implementation.set(0) {} catch {
            revert("caught"); // caught
        }
    }

    function lowLevel(address to) external {
        (bool ok, bytes memory data) = to.call(abi.encodeCall(Implementation.set, (0))); // low-level
        if (!ok) {
            assembly {
                revert(add(data, 32), mload(data))
            }
        }
    }

    function looksAtGas() external view {
        if (gasleft() > 200000) revert("much");
        revert("little"); // looks-at-gas
    }

    function looksAtSize() external view {
        revert Outside(address(this).code.length); // looks-at-size
    }

    function changes() external view {
        Looks(address(this)).poke(); // static
    }

    function poke() external {
        total = 1; // poke
    }
}

contract Paid {
    fallback() external {}
}

contract Unlucky is Base(13) {
    uint256 other = 5;

    function hook(uint256) internal override {}
}

contract Early {
    uint256 public value = div(0); // early

    function div(uint256 by) internal pure returns (uint256) {
        return 10 / by; // early-divide
    }
}
