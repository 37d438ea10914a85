// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

interface Failing {
    function fail(uint256 x) external;
}

abstract contract Base {
    uint256 public total;

    modifier counted() { // fn 2: counted
        total++; // 2
        _;
    }

    constructor(uint256 start) { // fn 1: constructor
        total = start; // 1
    }

    function declared() external virtual;

    function inherited() public virtual returns (uint256) { // fn 2: inherited
        return total; // 2
    }
}

library Sums {
    function sum(uint256[] memory values) internal pure returns (uint256 result) { // fn 1: sum
        for (uint256 i = 0; i < values.length; i++) { // 4 1 3 loop 3,1
            result += values[i]; // 3
        }
    }
}

contract Covered is Base {
    uint256 public kept;

    constructor() Base(5) {} // fn 1: constructor

    receive() external payable {} // fn 1: receive

    fallback() external { // fn 2: fallback
        kept = 1; // 2
    }

    function declared() external override counted {} // fn 1: declared

    function twice() external counted { // fn 1: twice
        inherited(); // 1
        inherited(); // 1
    }

    function choose(uint256 x) external pure returns (uint256) { // fn 3: choose
        if (x > 10) { // 3 if 1,2
            return 1; // 1
        }
        return x > 5 ? 2 : 3; // 2 cond-expr 0,2
    }

    function both(bool a, bool b) external pure returns (bool) { // fn 3: both
        return a && b; // 3 binary-expr 1,2
    }

    function either(bool a, bool b) external pure returns (bool) { // fn 2: either
        if (a || b) return true; // 2 2 if 2,0 binary-expr 2,0
        return false; // 0
    }

    function check(uint256 x) external pure { // fn 2: check
        require(x > 1, "small"); // 2 require 1,1
        assert(x > 0); // 1
    }

    function down(uint256 x) external pure returns (uint256 n) { // fn 1: down
        while (x > 2) { // 3 loop 2,1
            x--; // 2
        }
        do { // 2 loop 1,1
            n++; // 2
            x--; // 2
        } while (x > 0);
    }

    function attempt(Failing target) external returns (uint256) { // fn 2: attempt
        try target.fail(1) { // 2 try 1,1
            return 1; // 1
        } catch {
            return 2; // 1
        }
    }

    function low(uint256 x) external returns (uint256 y) { // fn 2: low
        assembly {
            switch x // 2 switch 1,0,1
            case 0 { y := 10 } // 1
            case 1 { y := 20 } // 0
            default { y := 30 } // 1
            if gt(x, 5) { sstore(9, x) } // 2 1 if 1,1
        }
    }

    function add(uint256[] memory values) external pure returns (uint256) { // fn 1: add
        return Sums.sum(values); // 1
    }

    function never() external { // fn 0: never
        kept = 9; // 0
    }
}

contract Unused {
    function idle() external pure returns (uint256) { // fn 0: idle
        return 1; // 0
    }
}
