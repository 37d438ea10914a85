pragma solidity ^0.4.11;

/* The same bank with one line moved: the balance is zero before the money leaves. */
contract RepairedBank {
    mapping (address => uint) private userBalances;

    function transfer(address to, uint amount) public {
        if (userBalances[msg.sender] >= amount) {
            userBalances[to] += amount;
            userBalances[msg.sender] -= amount;
        }
    }

    function withdrawBalance() public {
        uint amountToWithdraw = userBalances[msg.sender];
        userBalances[msg.sender] = 0;
        require(msg.sender.call.value(amountToWithdraw)());
    }

    function deposit() public payable {
        userBalances[msg.sender] += msg.value;
    }

    function balanceOf(address user) public constant returns (uint) {
        return userBalances[user];
    }
}
