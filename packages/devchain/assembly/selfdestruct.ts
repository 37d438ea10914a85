// SELFDESTRUCT.

import * as frames from './frames'
import * as halts from './halts'
import * as host from './host'
import { accountOfWord, isNew, isRunningStatic, isTelling } from './messages'
import * as rules from './rules'
import * as state from './state'
import { add, isZero, setSmall } from './u256'

/** SELFDESTRUCT of the current frame, whose gas was charged but for what depends on the beneficiary. */
export function selfdestruct(): i32 {
  const frame = frames.frame
  if (isRunningStatic()) return halts.staticStateChange
  const self: usize = load<u32>(frame, 40)
  const beneficiary = accountOfWord(frames.stack + load<u32>(frame, 8) - 32)
  if (!state.isLoaded(beneficiary)) return halts.suspended
  let cost: i64 = 0
  const balance = state.balanceOf(self)
  if (rules.fork() >= rules.spuriousDragon) {
    if (!isZero(balance) && state.isEmpty(beneficiary)) cost += rules.newAccountGas()
  } else if (rules.fork() >= rules.tangerineWhistle && isNew(beneficiary)) {
    cost += rules.newAccountGas()
  }
  if (rules.fork() >= rules.berlin && state.warmUp(beneficiary)) cost += rules.coldAccountGas()
  const gas = load<i64>(frame, 16) - cost
  if (gas < 0) return halts.outOfGas
  store<i64>(frame, gas, 16)
  if (isTelling) host.tellSelfdestruct(self, beneficiary, balance)
  destroy(self, beneficiary)
  return halts.stop
}

function destroy(self: usize, beneficiary: usize): void {
  if ((state.flagsOf(self) & state.destroyed) == 0) {
    frames.addRefund(rules.selfdestructRefund())
    state.setFlag(self, state.destroyed)
  }
  const balance = state.balanceOf(self)
  const isToSelf = self == beneficiary
  if (!isToSelf) {
    state.touch(beneficiary)
    if (!isZero(balance)) {
      state.recordBalance(beneficiary)
      add(state.balanceOf(beneficiary), state.balanceOf(beneficiary), balance)
    }
  }
  // EIP-6780: an account that was there before stays, and so does what it gives to itself.
  const isNew = (state.flagsOf(self) & state.created) != 0
  if (rules.fork() >= rules.cancun && !isNew && isToSelf) return
  if (isZero(balance)) return
  state.recordBalance(self)
  setSmall(balance, 0)
}
