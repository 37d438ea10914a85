// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";

/// @notice The organisation of legacy/democracy.sol as one writes it today:
/// a share votes once, nobody votes after the debate, a proposal is closed before it pays, and a payment that
/// fails fails loudly.
contract Dao {
    enum State {
        Active,
        Executed,
        Rejected
    }

    struct Proposal {
        address recipient;
        uint48 snapshot;
        uint48 deadline;
        State state;
        uint256 amount;
        uint256 votesFor;
        uint256 votesAgainst;
        bytes data;
    }

    IVotes public immutable voterShare;
    uint256 public immutable minimumQuorum;
    uint48 public immutable debatingPeriod;

    Proposal[] private _proposals;
    mapping(uint256 id => mapping(address voter => bool)) public hasVoted;

    event Contributed(address indexed from, uint256 amount);
    event ProposalAdded(
        uint256 indexed id,
        address indexed recipient,
        uint256 amount,
        bytes data,
        string description
    );
    event Voted(uint256 indexed id, address indexed voter, bool inFavour, uint256 weight);
    event ProposalTallied(uint256 indexed id, uint256 votesFor, uint256 votesAgainst, State state);

    error NotAMember(address caller);
    error UnknownProposal(uint256 id);
    error ProposalClosed(uint256 id, State state);
    error AlreadyVoted(uint256 id, address voter);
    error DebateIsOver(uint256 id, uint48 deadline);
    error DebateIsNotOver(uint256 id, uint48 deadline);
    error QuorumNotReached(uint256 id, uint256 votes, uint256 minimumQuorum);
    error CallFailed(uint256 id, bytes reason);

    constructor(IVotes voterShare_, uint256 minimumQuorum_, uint48 debatingPeriod_) {
        voterShare = voterShare_;
        minimumQuorum = minimumQuorum_;
        debatingPeriod = debatingPeriod_;
    }

    receive() external payable {
        emit Contributed(msg.sender, msg.value);
    }

    function proposalCount() external view returns (uint256) {
        return _proposals.length;
    }

    function proposal(uint256 id) external view returns (Proposal memory) {
        return _at(id);
    }

    /// @notice Proposes to send `amount` wei and `data` to `recipient`.
    function propose(
        address recipient,
        uint256 amount,
        bytes calldata data,
        string calldata description
    ) external returns (uint256 id) {
        if (voterShare.getVotes(msg.sender) == 0) revert NotAMember(msg.sender);
        id = _proposals.length;
        Proposal storage p = _proposals.push();
        p.recipient = recipient;
        p.amount = amount;
        p.data = data;
        p.snapshot = uint48(block.timestamp);
        p.deadline = uint48(block.timestamp) + debatingPeriod;
        emit ProposalAdded(id, recipient, amount, data, description);
    }

    /// @notice Votes with the shares held when the proposal was made.
    function vote(uint256 id, bool inFavour) external {
        uint256 weight = _takePart(id);
        Proposal storage p = _at(id);
        if (inFavour) p.votesFor += weight;
        else p.votesAgainst += weight;
        emit Voted(id, msg.sender, inFavour, weight);
    }

    /// @notice Counts the votes after the debate and does what they decided.
    function executeProposal(uint256 id) external {
        Proposal storage p = _at(id);
        if (p.state != State.Active) revert ProposalClosed(id, p.state);
        if (block.timestamp <= p.deadline) revert DebateIsNotOver(id, p.deadline);
        uint256 votes = _votesCast(id);
        if (votes < minimumQuorum) revert QuorumNotReached(id, votes, minimumQuorum);

        bool accepted = p.votesFor > p.votesAgainst;
        p.state = accepted ? State.Executed : State.Rejected;
        emit ProposalTallied(id, p.votesFor, p.votesAgainst, p.state);
        if (!accepted) return;

        (bool success, bytes memory reason) = p.recipient.call{value: p.amount}(p.data);
        if (!success) revert CallFailed(id, reason);
    }

    /// @dev What counts for the quorum.
    function _votesCast(uint256 id) internal view virtual returns (uint256) {
        Proposal storage p = _at(id);
        return p.votesFor + p.votesAgainst;
    }

    /// @dev Notes that a member votes on an open proposal, once, and says with how many shares.
    function _takePart(uint256 id) internal returns (uint256 weight) {
        Proposal storage p = _at(id);
        if (p.state != State.Active) revert ProposalClosed(id, p.state);
        if (block.timestamp > p.deadline) revert DebateIsOver(id, p.deadline);
        if (hasVoted[id][msg.sender]) revert AlreadyVoted(id, msg.sender);
        weight = voterShare.getPastVotes(msg.sender, p.snapshot);
        if (weight == 0) revert NotAMember(msg.sender);
        hasVoted[id][msg.sender] = true;
    }

    function _at(uint256 id) internal view returns (Proposal storage) {
        if (id >= _proposals.length) revert UnknownProposal(id);
        return _proposals[id];
    }
}
