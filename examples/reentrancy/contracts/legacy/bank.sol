pragma solidity ^0.4.11;

/* The two functions are those of the talk, unchanged. Do not use this contract for anything. */
contract Bank {
    // INSECURE
    mapping (address => uint) private userBalances;

    function transfer(address to, uint amount) {
        if (userBalances[msg.sender] >= amount) {
            userBalances[to] += amount;
            userBalances[msg.sender] -= amount;
        }
    }

    function withdrawBalance() public {
        uint amountToWithdraw = userBalances[msg.sender];
        if (!(msg.sender.call.value(amountToWithdraw)())) { throw; }
        userBalances[msg.sender] = 0;
    }

    function deposit() public payable {
        userBalances[msg.sender] += msg.value;
    }

    function balanceOf(address user) public constant returns (uint) {
        return userBalances[user];
    }
}
