// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// What ENS is on a chain for development: EIP-137's registry, whose deployer owns all names at first.
contract Registry {
    struct Record {
        address owner;
        address resolver;
        uint64 ttl;
    }

    event NewOwner(bytes32 indexed node, bytes32 indexed label, address owner);
    event Transfer(bytes32 indexed node, address owner);
    event NewResolver(bytes32 indexed node, address resolver);
    event NewTTL(bytes32 indexed node, uint64 ttl);

    mapping(bytes32 => Record) private records;

    constructor() {
        records[0].owner = msg.sender;
    }

    modifier onlyOwner(bytes32 node) {
        require(records[node].owner == msg.sender, "not the owner of the name");
        _;
    }

    function setOwner(bytes32 node, address next) external onlyOwner(node) {
        records[node].owner = next;
        emit Transfer(node, next);
    }

    function setSubnodeOwner(bytes32 node, bytes32 label, address next)
        external
        onlyOwner(node)
        returns (bytes32 subnode)
    {
        subnode = keccak256(abi.encodePacked(node, label));
        records[subnode].owner = next;
        emit NewOwner(node, label, next);
    }

    function setResolver(bytes32 node, address next) external onlyOwner(node) {
        records[node].resolver = next;
        emit NewResolver(node, next);
    }

    function setTTL(bytes32 node, uint64 next) external onlyOwner(node) {
        records[node].ttl = next;
        emit NewTTL(node, next);
    }

    function owner(bytes32 node) external view returns (address) {
        return records[node].owner;
    }

    function resolver(bytes32 node) external view returns (address) {
        return records[node].resolver;
    }

    function ttl(bytes32 node) external view returns (uint64) {
        return records[node].ttl;
    }

    function recordExists(bytes32 node) external view returns (bool) {
        return records[node].owner != address(0);
    }
}

/// A resolver of addresses (EIP-137, EIP-2304 for Ethereum's coin type alone): who owns a name says where it leads.
contract Resolver {
    event AddrChanged(bytes32 indexed node, address a);

    Registry private immutable registry;
    mapping(bytes32 => address) private addresses;

    constructor(Registry known) {
        registry = known;
    }

    function setAddr(bytes32 node, address a) external {
        require(registry.owner(node) == msg.sender, "not the owner of the name");
        addresses[node] = a;
        emit AddrChanged(node, a);
    }

    function addr(bytes32 node) public view returns (address) {
        return addresses[node];
    }

    function addr(bytes32 node, uint256 coinType) external view returns (bytes memory) {
        return coinType == 60 && addresses[node] != address(0) ? abi.encodePacked(addresses[node]) : bytes("");
    }

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x3b3b57de || id == 0xf1cb7e06;
    }
}
