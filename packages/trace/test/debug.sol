// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

library Sums {
    function add(uint256 a, uint256 b) internal pure returns (uint256) {
        uint256 sum = a + b; // library
        return sum; // library-return
    }

    function push(uint256[] storage list, uint256 value) public {
        list.push(value); // public-library
    }
}

interface Sink {
    function take(uint256 amount) external returns (uint256);
}

contract Base {
    uint256 public total = 7; // total
    address internal owner;

    event Moved(address indexed to, uint256 amount);
    error TooMuch(uint256 got, uint256 most);

    constructor(address first) {
        owner = first; // base-constructor
    }

    modifier onlyOwner() {
        require(msg.sender == owner, "no owner"); // modifier
        _;
        total += 1; // after-body
    }

    function inherited(uint256 x) internal returns (uint256) {
        total += x; // inherited
        return total; // inherited-return
    }
}

contract Store {
    uint256 public kept;

    constructor(uint256 initial) {
        kept = initial; // store-constructor
    }

    function take(uint256 amount) external returns (uint256) {
        if (amount > 100) {
            // store-if
            revert Base.TooMuch(amount, 100); // too-much
        }
        kept += amount; // store-take
        return kept; // store-return
    }
}

contract Proxy {
    uint256 public total;
    address internal owner;
    address internal implementation;

    constructor(address target) {
        owner = msg.sender;
        implementation = target;
    }

    fallback() external {
        address target = implementation; // proxy
        (bool ok, bytes memory data) = target.delegatecall(msg.data); // proxy-call
        require(ok, string(data));
        assembly {
            return(add(data, 32), mload(data)) // proxy-return
        }
    }
}

contract Debuggee is Base {
    using Sums for uint256;

    enum Stage {
        Idle,
        Busy
    }
    struct Entry {
        address who;
        uint64 when;
        string note;
    }

    mapping(address => uint256) public balances;
    uint256[] public list;
    Store public store;
    Stage public stage;
    Entry internal last;

    constructor() Base(msg.sender) {
        store = new Store(5); // constructor
    }

    function run(uint256 n) external onlyOwner returns (uint256 result) {
        uint256 sum = 0; // run-1
        for (uint256 i = 0; i < n; i++) {
            sum = sum.add(i); // run-add
            if (i % 2 == 0) {
                // run-if
                balances[msg.sender] += i; // run-balance
            }
        }
        result = inherited(sum); // run-inherited
        emit Moved(msg.sender, result); // run-emit
    }

    function remember(string calldata note, address who) external {
        stage = Stage.Busy; // remember-1
        last = Entry(who, 42, note); // remember-2
        Sums.push(list, 11); // remember-3
        Sums.push(list, bytes(note).length); // remember-4
        stage = Stage.Idle; // remember-5
    }

    function deposit(uint256 amount) external returns (uint256) {
        uint256 kept = store.take(amount); // deposit-1
        total = kept; // deposit-2
        return kept; // deposit-3
    }

    function careful(uint256 amount) external returns (bool) {
        try store.take(amount) returns (uint256) {
            // careful-try
            return true; // careful-ok
        } catch {
            total = 1; // careful-catch
        }
        return false; // careful-end
    }

    function gas(uint256 a) external returns (uint256) {
        uint256 b = a + 1; // gas-1
        total = gasleft() + b; // gas-2
        return total; // gas-3
    }

    function spin(uint256 n) external returns (uint256 x) {
        for (uint256 i = 0; i < n; i++) {
            unchecked {
                x = x * 31 + i; // spin
            }
        }
        total = x; // spin-end
    }
}
