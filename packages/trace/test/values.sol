// SPDX-License-Identifier: MIT
pragma solidity ^0.8.0;

type Price is uint128;

library Numbers {
    function twice(uint256 number) internal pure returns (uint256 result) {
        uint256 factor = 2;
        result = number * factor;
    }
}

contract Base {
    enum Phase { Open, Closed, Gone }
    struct Point { uint128 x; uint128 y; }
    struct Order { uint256 id; address owner; Point[] points; mapping(address => uint256) shares; string note; }

    uint8 internal small = 7;
    bool internal flag = true;
    address internal owner;
    Phase internal phase = Phase.Closed;

    constructor(uint256 first) {
        uint256 local = first + 1;
        owner = msg.sender;
        small = uint8(local);
    }
}

contract Values is Base {
    using Numbers for uint256;

    /// @custom:storage-location erc7201:values.main
    struct MainStorage { uint64 version; mapping(address => bool) known; }

    // keccak256(abi.encode(uint256(keccak256("values.main")) - 1)) & ~bytes32(uint256(0xff))
    function main() private pure returns (MainStorage storage store) {
        bytes32 slot = keccak256(abi.encode(uint256(keccak256("values.main")) - 1)) & ~bytes32(uint256(0xff));
        assembly { store.slot := slot }
    }

    uint256 constant LIMIT = 10 ** 18 * 2;
    bytes32 constant HASH = keccak256("values");
    string constant WORD = "word";
    uint256 immutable made;
    mapping(address => mapping(uint256 => Order)) internal orders;
    mapping(string => uint256) internal byName;
    uint16[] internal list;
    uint24[5] internal fixedList;
    string internal short = "short";
    string internal long = "a text that is longer than thirty-one bytes, so it lies elsewhere";
    int64 internal negative = -5;
    bytes3 internal three = 0x010203;
    Price internal price = Price.wrap(99);
    function (uint256) external returns (uint256) internal handler;
    function (uint256) internal pure returns (uint256) internal inner;

    event Seen(uint256 value);

    modifier counted(uint256 start) {
        uint256 before = start * 2;
        require(before < 1000);
        _;
        uint256 later = before + 1;
        emit Seen(later);
    }

    constructor(uint256 a, string memory text) Base(a * 10) counted(3) {
        made = a;
        short = text;
        uint256 sum = a + 1;
        emit Seen(sum);
    }

    function run(uint256 amount, uint16[] calldata items, string memory text)
        external
        counted(amount)
        returns (uint256 result, bytes memory data)
    {
        list = items;
        for (uint256 index = 0; index < items.length; index++) {
            uint256 item = items[index];
            fixedList[index] = uint24(item);
            result += item;
        }
        save(amount, text);
        main().version = uint64(made);
        main().known[msg.sender] = true;
        Point memory point = Point(8, 9);
        Point[] memory points = new Point[](2);
        points[1] = point;
        (uint256 left, , uint256 right) = (result, 5, amount.twice());
        emit Seen(points[1].x);
        handler = this.echo;
        inner = half;
        call(right);
        data = abi.encodePacked(left, right);
        try this.echo(left) returns (uint256 echoed) {
            result += echoed;
        } catch Error(string memory reason) {
            data = bytes(reason);
        }
        assembly {
            let seven := 7
            for { let i := 0 } lt(i, 2) { i := add(i, 1) } { seven := add(seven, i) }
            result := add(result, seven)
        }
        emit Seen(result);
    }

    function call(uint256 number) private counted(number) counted(number + 1) {
        function (uint256) internal pure returns (uint256) chosen = inner;
        function (uint256) external returns (uint256) other = handler;
        { uint256 called = chosen(number); number += called; emit Seen(number); }
        other(4);
    }

    function save(uint256 amount, string memory text) private {
        Order storage order = orders[msg.sender][amount];
        order.id = amount;
        order.owner = msg.sender;
        order.points.push(Point(1, 2));
        order.points.push(Point(3, 4));
        order.shares[address(this)] = 5;
        order.note = text;
        byName[text] = 77;
        emit Seen(order.id);
    }

    function half(uint256 number) internal pure returns (uint256) {
        uint256 answer = number / 2;
        return answer;
    }

    function echo(uint256 number) external pure returns (uint256) {
        if (number > 5) revert("too much");
        return number;
    }
}
