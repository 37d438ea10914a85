// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

error Small(uint256 got);
error Odd();

event Seen(uint256 x);

uint256 constant LIMIT = 2 + 3;

function twice(uint256 x) pure returns (uint256) { // fn 3: twice
    return x * 2; // 3
}

function unusedFree(uint256 x) pure returns (uint256) { // fn 0: unusedFree
    return x; // 0
}

library Inner {
    struct Kept {
        uint256 sum;
    }

    function put(Kept storage kept, uint256 x) internal { // fn 2: put
        kept.sum += x; // 2
    }

    function outer(uint256 x) external pure returns (uint256) { // fn 2: outer
        if (x == 0) return 1; // 2 1 if 1,1
        return x; // 1
    }
}

interface Speaks {
    function speak() external returns (uint256);
}

abstract contract Root {
    uint256 public started = twice(4); // 1
    uint256 internal constant NEVER = 1;
    uint256 public immutable fixedAtStart = started > 7 ? 1 : 2; // 1 cond-expr 1,0
    uint256 public plain;

    modifier between(uint256 low, uint256 x) { // fn 4: between
        if (x < low) { // 4 if 1,3
            revert Small(x); // 1
        }
        _;
        plain = x; // 3
    }

    modifier quiet() { // fn 3: quiet
        _;
    }

    modifier maybe(bool go) { // fn 2: maybe
        if (go) { // 2 if 1,1
            _;
        }
    }

    constructor(uint256 first) between(1, first) { // fn 1: constructor
        plain = first; // 1
    }

    function told() public virtual returns (uint256) { // fn 2: told
        return 1; // 2
    }

    function hidden() internal virtual returns (uint256);
}

contract Child is Root, Speaks {
    using Inner for Inner.Kept;

    Inner.Kept internal kept;
    address public immutable maker;
    uint256 public total = LIMIT; // 1
    uint256[] public list;

    constructor(uint256 first) Root(first + 1) { // fn 1: constructor
        maker = msg.sender; // 1
    }

    receive() external payable { // fn 2: receive
        total += msg.value; // 2
    }

    fallback(bytes calldata input) external payable returns (bytes memory) { // fn 2: fallback
        if (input.length > 4) return hex"01"; // 2 1 if 1,1
        return input; // 1
    }

    function told() public override returns (uint256) { // fn 2: told
        return super.told() + 1; // 2
    }

    function hidden() internal pure override returns (uint256) { // fn 1: hidden
        return 7; // 1
    }

    function speak() external override returns (uint256) { // fn 1: speak
        return told() + hidden(); // 1
    }

    function chain(uint256 x) external pure returns (uint256) { // fn 4: chain
        return x < 1 ? 10 : x < 2 ? 20 : x < 3 ? 30 : 40; // 4 cond-expr 1,3 cond-expr 1,2 cond-expr 0,2
    }

    function ladder(uint256 x) external pure returns (uint256 result) { // fn 4: ladder
        if (x == 0) { // 4 if 1,3
            result = 1; // 1
        } else if (x == 1) { // 3 if 1,2
            result = 2; // 1
        } else {
            result = 3; // 2
        }
    }

    function logic(bool a, bool b, bool c) external pure returns (bool) { // fn 3: logic
        bool left = a && (b || c); // 3 binary-expr 1,2 binary-expr 1,1
        bool right = !(a || b) && c; // 3 binary-expr 2,1 binary-expr 2,1
        return left || right; // 3 binary-expr 2,1
    }

    function conditions(uint256 x, bool ok) external pure returns (uint256) { // fn 4: conditions
        require(ok, "not ok"); // 4 require 3,1
        require(x > 1 && x < 9, Small(x)); // 3 require 1,2 binary-expr 1,2
        require(x != 5); // 1 require 1,0
        assert(x > 0 || ok); // 1 binary-expr 1,0
        return x; // 1
    }

    function throws(uint256 x) external pure { // fn 3: throws
        if (x % 2 == 1) revert Odd(); // 3 1 if 1,2
        if (x > 3) { // 2 if 1,1
            revert("large"); // 1
        }
    }

    function loops(uint256 n) external returns (uint256 sum) { // fn 1: loops
        for (uint256 i = 0; i < n; i++) { // 6 1 5 loop 6,0
            if (i == 1) continue; // 6 1 if 1,5
            if (i == 5) break; // 5 1 if 1,4
            list.push(i); // 4
        }
        while (true) { // 3 loop 3,0
            sum++; // 3
            if (sum > 2) break; // 3 1 if 1,2
        }
        do { // 1 loop 0,1
            sum += 10; // 1
        } while (sum < 5);
        for (;;) { // 1
            return sum; // 1
        }
    }

    function arithmetic(uint256 x) external pure returns (uint256 y) { // fn 2: arithmetic
        unchecked {
            y = x - 1; // 2
            if (y > x) y = 0; // 2 1 if 1,1
        }
        (uint256 a, , uint256 b) = (y, 1, 2); // 2
        (a, b) = (b, a); // 2
        y = a + twice(b); // 2
    }

    function early(uint256 x) external returns (uint256) { // fn 2: early
        emit Seen(x); // 2
        if (x == 0) return 0; // 2 1 if 1,1
        kept.put(x); // 1
        kept.put(x); // 1
        delete list; // 1
        return kept.sum; // 1
    }

    function guarded(uint256 x) external quiet between(2, x) returns (uint256) { // fn 3: guarded
        if (x == 4) return 4; // 2 1 if 1,1
        return 5; // 1
    }

    function skipped(bool go) external maybe(go) returns (uint256) { // fn 2: skipped
        return 1; // 1
    }

    function library_(uint256 x) external pure returns (uint256) { // fn 2: library_
        return Inner.outer(x); // 2
    }

    function empty() external {} // fn 1: empty

    function getter() external view returns (uint256) { // fn 1: getter
        return this.plain(); // 1
    }

    function caught(Thrower thrower, uint256 how) external returns (uint256) { // fn 5: caught
        try thrower.act(how) returns (uint256 value) { // 5 try 1,1,1,2
            return value; // 1
        } catch Error(string memory) {
            return 100; // 1
        } catch Panic(uint256) {
            return 200; // 1
        } catch (bytes memory) {
            return 300; // 2
        }
    }

    function onlyCaught(Thrower thrower) external returns (uint256 result) { // fn 1: onlyCaught
        try thrower.act(1) { // 1 try 0,1
            result = 1; // 0
        } catch {}
    }

    function made(bool fails) external returns (bool) { // fn 2: made
        try new Fragile(fails) returns (Fragile) { // 2 try 1,1
            return true; // 1
        } catch {
            return false; // 1
        }
    }

    function yul(uint256 x) external pure returns (uint256 y) { // fn 3: yul
        assembly {
            function triple(a) -> r { // fn 3: triple
                r := mul(a, 3) // 3
            }
            let z := triple(x) // 3
            switch x // 3 switch 1,2
            case 0 { y := 1 } // 1
            case 1 { y := z } // 2
            if iszero(x) { y := add(y, 5) } // 3 1 if 1,2
            for { let i := 0 } lt(i, x) { i := add(i, 1) } { // 5 2 3 loop 2,3
                if eq(i, 3) { break } // 2 0 if 0,2
                z := add(z, i) // 2
            }
            switch lt(x, 9) // 3 switch 3,0
            case 1 { y := add(y, 1) } // 3
            default { revert(0, 0) } // 0
        }
    }
}

contract Thrower {
    function act(uint256 how) external pure returns (uint256) { // fn 6: act
        if (how == 1) revert("text"); // 6 2 if 2,4
        if (how == 2) assert(false); // 4 1 if 1,3
        if (how == 3) revert Odd(); // 3 1 if 1,2
        if (how == 4) { // 2 if 1,1
            assembly {
                revert(0, 0) // 1
            }
        }
        return how; // 1
    }
}

contract Fragile {
    constructor(bool fails) { // fn 2: constructor
        require(!fails, "fails"); // 2 require 1,1
    }
}

abstract contract NeverDeployed {
    uint256 internal value = 5; // 0

    function unused(uint256 x) external { // fn 0: unused
        value = x > 1 ? 1 : 2; // 0 cond-expr 0,0
    }
}

contract Looped {
    uint256 public n;

    constructor(uint256 times) { // fn 1: constructor
        for (uint256 i = 0; i < times; i++) { // 4 1 3 loop 3,1
            n++; // 3
        }
    }

    fallback() external { // fn 2: fallback
        for (uint256 i = 0; i < 2; i++) { // 6 2 4 loop 4,2
            n++; // 4
        }
    }
}
