pragma solidity ^0.4.11;

/* What a member of the organisation holds: a fixed number of shares, each of them one vote. */
contract Shares {
    mapping (address => uint) public coinBalanceOf;

    event CoinTransfer(address sender, address receiver, uint amount);

    /* the whole supply belongs to whoever creates it */
    function Shares(uint supply) public {
        coinBalanceOf[msg.sender] = supply;
    }

    function sendCoin(address receiver, uint amount) public returns (bool sufficient) {
        if (coinBalanceOf[msg.sender] < amount) return false;
        coinBalanceOf[msg.sender] -= amount;
        coinBalanceOf[receiver] += amount;
        CoinTransfer(msg.sender, receiver, amount);
        return true;
    }
}
