/** Where our verdict is another than upgrades-core's, and why. */
export const differences = [
  {
    what: /StorageUpgrade_Recursive_V\d -> /,
    isSafe: true,
    reason:
      'a struct that contains itself in a mapping is compared member by member; upgrades-core gives up on it',
  },
  {
    what: /CustomLayout_Unsupported_Node_Type (?:transparent|uups)/,
    isSafe: true,
    reason: '`layout at 0x2 ** 0x3` is slot 8; upgrades-core reads no expressions',
  },
  {
    what: /CustomLayout_Unsupported_Node_Type/,
    isSafe: true,
    reason: '`layout at 0x2 ** 0x3` is slot 8, and what was there stays there',
  },
  {
    what: /Gap_Changed_Root_Ok -> Gap$/,
    isSafe: true,
    reason:
      'the gap begins in slots before it that were free, and ends where it did; x stays in its slot',
  },
  {
    what: /RetypeStructV2 -> RetypeStructV2Bad$/,
    isSafe: true,
    reason: 'the array is the last variable: its third item lies where nothing was',
  },
  {
    what: /NamespacedConflicts\.sol:ConflictsWithParent -> Parent$/,
    isSafe: true,
    reason:
      'only the old version has one namespace twice; the new one keeps its members where they were',
  },
]
