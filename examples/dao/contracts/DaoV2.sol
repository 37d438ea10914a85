// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Dao} from "./Dao.sol";

/// @notice The second version of the organisation, for who has the first behind a proxy: members may abstain, which counts
/// for the quorum, and there is a constitution. Proposals and votes of the first version go on.
contract DaoV2 is Dao {
    string public constitution;
    mapping(uint256 id => uint256 weight) public votesAbstained;

    event Abstained(uint256 indexed id, address indexed voter, uint256 weight);

    error ConstitutionIsAdopted();

    /// @dev What the constructor is given is part of the code: each version is given it anew.
    constructor(
        IVotes voterShare_,
        uint256 minimumQuorum_,
        uint48 debatingPeriod_
    ) Dao(voterShare_, minimumQuorum_, debatingPeriod_) {}

    /// @notice Called once, in the transaction of the upgrade.
    function adopt(string calldata constitution_) external {
        if (bytes(constitution).length != 0) revert ConstitutionIsAdopted();
        constitution = constitution_;
    }

    function abstain(uint256 id) external {
        uint256 weight = _takePart(id);
        votesAbstained[id] += weight;
        emit Abstained(id, msg.sender, weight);
    }

    function _votesCast(uint256 id) internal view override returns (uint256) {
        return super._votesCast(id) + votesAbstained[id];
    }
}
