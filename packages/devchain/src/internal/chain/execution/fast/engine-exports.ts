/** An address in linear memory. */
export type Pointer = number

/** What the WebAssembly engine offers, see `assembly/index.ts`. Gas is a signed 64-bit number. */
export interface EngineExports {
  readonly memory: WebAssembly.Memory
  allocate(sizeBytes: number): Pointer
  release(block: Pointer, sizeBytes: number): void
  keccak256(out: Pointer, data: Pointer, sizeBytes: number): void
  setBlobHashes(place: Pointer, count: number): void
  reserveReturn(sizeBytes: number): Pointer

  staticGas(): Pointer
  parameters(): Pointer
  precompiles(): Pointer
  contextWords(): Pointer
  question(): Pointer
  answer(): Pointer
  takeWord(out: Pointer, sizeBytes: number): void
  scratch(): Pointer

  begin(inputSize: number): Pointer
  listen(telling: boolean, stepping: boolean, counting: boolean, console: boolean): void
  accountOfBytes(bytes: Pointer): Pointer
  keepWarm(account: Pointer): void
  warmSlot(account: Pointer, key: Pointer): void
  outermost(): Pointer
  call(caller: Pointer, account: Pointer, inputSize: number, gas: bigint): number
  create(caller: Pointer, nonce: bigint, inputSize: number, gas: bigint): number

  /** 0 or 1. */
  isDeclined(): number
  halt(): number
  gasLeft(): bigint
  refund(): bigint
  messageCount(): number
  returnData(): Pointer
  returnSize(): number
  createdAccount(): Pointer
  logs(): Pointer
  logCount(): number
  nextChangedAccount(account: Pointer): Pointer
  nextChangedSlot(account: Pointer, slot: Pointer): Pointer
  accounts(): Pointer

  frame(): Pointer
  depth(): number
  stack(): Pointer
  bytesOf(code: Pointer): Pointer
  sizeOf(code: Pointer): number
  countedCodes(): Pointer
  hitsOf(code: Pointer): Pointer
  jumpsTakenOf(code: Pointer): Pointer
}

/** What it asks for, see `assembly/host.ts`. */
export interface EngineImports {
  loadAccount(account: Pointer): number
  loadCode(handle: number, out: Pointer): void
  codeSize(handle: number): number
  loadSlot(account: number): number
  hasStorage(handle: number): number
  loadBlockHash(number: bigint, out: Pointer): number
  runPrecompile(number: number, input: Pointer, sizeBytes: number, gas: bigint): bigint
  tellConsole(input: Pointer, sizeBytes: number): void
  tellStep(): void
  tellMessage(message: Pointer): void
  tellMessageEnd(halt: number, gasUsed: bigint): void
  tellSelfdestruct(account: Pointer, beneficiary: Pointer, balance: Pointer): void
  tellLog(log: Pointer): void
}
