// SPDX-License-Identifier: MIT
pragma solidity >=0.4.25 <0.9.0;

import "truffle/Assert.sol";
import "truffle/DeployedAddresses.sol";
import "../contracts/MetaCoin.sol";

contract TestMetaCoin {
    function testInitialBalanceOfDeployedContract() public {
        MetaCoin meta = MetaCoin(DeployedAddresses.MetaCoin());
        Assert.equal(meta.getBalance(tx.origin), 10000, "Who deploys it should own 10000 MetaCoin");
    }

    function testInitialBalanceOfNewContract() public {
        MetaCoin meta = new MetaCoin();
        Assert.equal(meta.getBalance(tx.origin), 10000, "Who sends the transaction should own 10000 MetaCoin");
    }
}
