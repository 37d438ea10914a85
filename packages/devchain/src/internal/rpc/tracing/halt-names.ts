/** geth's words for the halts that ethereumjs names otherwise. */
const names: ReadonlyMap<string, string> = new Map([
  ['revert', 'execution reverted'],
  ['invalid JUMP', 'invalid jump destination'],
  ['code store out of gas', 'contract creation code storage out of gas'],
  ['code size to deposit exceeds maximum code size', 'max code size exceeded'],
  ['static state change', 'write protection'],
  ['create collision', 'contract address collision'],
  ['insufficient balance', 'insufficient balance for transfer'],
  ['nonce overflow', 'nonce uint64 overflow'],
  ['initcode exceeds max initcode size', 'max initcode size exceeded'],
  ['invalid bytecode deployed', 'invalid code: must not begin with 0xef'],
  ['value out of range', 'return data out of bounds'],
])

/** What geth calls the halt `reason`. */
export function haltName(reason: string): string {
  return names.get(reason) ?? reason
}
