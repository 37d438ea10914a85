// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

library console {
    function log(string memory text, uint256 value) internal view {
        (bool ok, ) = address(0x000000000000000000636F6e736F6c652e6c6f67).staticcall(
            abi.encodeWithSignature("log(string,uint256)", text, value)
        );
        ok;
    }
}

library Sorting {
    enum Order {
        Up,
        Down
    }

    function least(uint256[] storage list, Order order) public view returns (uint256) {
        return order == Order.Up ? list[0] : list[list.length - 1];
    }
}

interface Priced {
    function price(string calldata symbol) external view returns (uint256);
}

contract Oracle is Priced {
    error Unknown(string symbol, address asker);

    function price(string calldata symbol) external view returns (uint256) {
        if (bytes(symbol).length > 3) revert Unknown(symbol, msg.sender);
        return 42;
    }
}

contract Vault {
    struct Deposit {
        address from;
        uint256[] amounts;
    }

    uint256 public total;
    uint256[] list;
    mapping(address => uint256) public balances;
    Priced immutable oracle;

    event Deposited(address indexed from, string indexed note, uint256 amount);
    event Batch(Deposit deposit, bytes data);

    constructor(Priced oracle_, string memory) payable {
        oracle = oracle_;
        list.push(7);
    }

    receive() external payable {
        total += msg.value;
    }

    function deposit(string calldata note) external payable returns (bool ok, uint256 worth) {
        balances[msg.sender] += msg.value;
        total += msg.value;
        emit Deposited(msg.sender, note, msg.value);
        console.log("worth %d", 42);
        return (true, oracle.price("ETH") * msg.value);
    }

    function batch(Deposit calldata item) external {
        emit Batch(item, hex"00112233");
    }

    function caught() external returns (string memory reason) {
        total = 5;
        try this.fails() {} catch (bytes memory data) {
            data;
        }
        try oracle.price("GOLD") {} catch {
            reason = "caught";
        }
        sha256("abc");
    }

    function fails() external {
        total = 99;
        balances[address(1)] = 3;
        uint256 zero = total - 99;
        total / zero;
    }

    function least() external view returns (uint256) {
        return Sorting.least(list, Sorting.Order.Down);
    }

    function make(uint256 seed) external payable returns (Oracle made) {
        made = new Oracle{salt: bytes32(seed)}();
        payable(msg.sender).transfer(msg.value);
    }
}

contract Proxy {
    address immutable target;

    constructor(address target_) {
        target = target_;
    }

    fallback() external payable {
        (bool ok, bytes memory data) = target.delegatecall(msg.data);
        require(ok, "failed");
        assembly {
            return(add(data, 32), mload(data))
        }
    }
}

function scaled(uint256 value) pure returns (uint256) {
    return value * 2;
}

contract Inner {
    uint256 stored;
    Priced immutable oracle;

    event Stored(uint256 value);

    constructor(Priced oracle_) {
        oracle = oracle_;
    }

    modifier positive(uint256 n) {
        require(n > 0, "none");
        _;
    }

    function run(uint256 n) external payable positive(n) returns (uint256) {
        return _twice(n);
    }

    function _twice(uint256 n) internal returns (uint256 twice) {
        twice = scaled(n);
        _store(twice);
        oracle.price("ETH");
    }

    function _store(uint256 value) private {
        emit Stored(value);
        stored = value;
    }
}

contract Packed {
    enum State {
        Off,
        On
    }

    uint8 small;
    bool isOn;
    State state;
    mapping(address => mapping(uint256 => uint256)) nested;
    address owner;
    uint256[] items;

    function set(uint8 value, bool on) external {
        small = value;
        isOn = on;
        state = on ? State.On : State.Off;
        nested[msg.sender][7] = value;
        owner = msg.sender;
        Growing.grow(items, value);
    }
}

library Growing {
    function grow(uint256[] storage items, uint256 value) public {
        items.push(value);
    }
}
