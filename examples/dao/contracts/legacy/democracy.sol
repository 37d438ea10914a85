pragma solidity ^0.4.11;

import "./shares.sol";

/* An organisation whose bylaws are code: members contribute ether, propose payments and calls, and vote on them. */
contract Democracy {
    uint public minimumQuorum;
    uint public debatingPeriod;
    Shares public voterShare;
    Proposal[] public proposals;

    event ProposalAdded(uint proposalID, address recipient, uint amount, bytes data, string description);
    event Voted(uint proposalID, int position, address voter);
    event ProposalTallied(uint proposalID, int result, uint quorum, bool active);

    struct Proposal {
        address recipient;
        uint amount;
        bytes data;
        string description;
        uint creationDate;
        bool active;
        Vote[] votes;
        mapping (address => bool) voted;
    }

    struct Vote {
        int position;
        address voter;
    }

    modifier onlyMembers() {
        require(voterShare.coinBalanceOf(msg.sender) > 0);
        _;
    }

    /* the shares exist first: their address is needed here */
    function Democracy(Shares _voterShare, uint _minimumQuorum, uint _debatingPeriod) public {
        voterShare = _voterShare;
        minimumQuorum = _minimumQuorum;
        debatingPeriod = _debatingPeriod;
    }

    /* contributions */
    function () public payable {}

    function newProposal(address _recipient, uint _amount, bytes _data, string _description)
        public
        onlyMembers
        returns (uint proposalID)
    {
        proposalID = proposals.length++;
        Proposal storage p = proposals[proposalID];
        p.recipient = _recipient;
        p.amount = _amount;
        p.data = _data;
        p.description = _description;
        p.creationDate = now;
        p.active = true;
        ProposalAdded(proposalID, _recipient, _amount, _data, _description);
    }

    /* for (1), against (-1) or neither (0), once per member and proposal */
    function vote(uint _proposalID, int _position) public onlyMembers returns (uint voteID) {
        require(_position >= -1 && _position <= 1);
        Proposal storage p = proposals[_proposalID];
        require(p.active && !p.voted[msg.sender]);
        voteID = p.votes.length++;
        p.votes[voteID] = Vote({ position: _position, voter: msg.sender });
        p.voted[msg.sender] = true;
        Voted(_proposalID, _position, msg.sender);
    }

    function numProposals() public constant returns (uint) {
        return proposals.length;
    }

    function executeProposal(uint _proposalID) returns (int result) {
        Proposal p = proposals[_proposalID];
        /* Check if debating period is over */
        if (now > (p.creationDate + debatingPeriod) && p.active){
            uint quorum = 0;
            /* tally the votes */
            for (uint i = 0; i < p.votes.length; ++i) {
                Vote v = p.votes[i];
                uint voteWeight = voterShare.coinBalanceOf(v.voter);
                quorum += voteWeight;
                result += int(voteWeight) * v.position;
            }
            /* execute result */
            if (quorum > minimumQuorum && result > 0 ) {
                p.recipient.call.value(p.amount)(p.data);
                p.active = false;
            } else if (quorum > minimumQuorum && result < 0) {
                p.active = false;
            }
            ProposalTallied(_proposalID, result, quorum, p.active);
        }
    }
}
