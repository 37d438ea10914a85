import { createWithdrawal, type Withdrawal } from '@ethereumjs/util'
import { array, mapped, object } from './combinators.js'
import { type ParamType, requiredField } from './param-type.js'
import { address, quantity64 } from './scalars.js'

const withdrawal: ParamType<Withdrawal> = mapped(
  object('a withdrawal: {index, validatorIndex, address, amount}', {
    index: quantity64,
    validatorIndex: quantity64,
    address,
    amount: quantity64,
  }),
  (read) =>
    createWithdrawal({
      index: requiredField(read.index, 'index'),
      validatorIndex: requiredField(read.validatorIndex, 'validatorIndex'),
      address: requiredField(read.address, 'address'),
      amount: requiredField(read.amount, 'amount'),
    }),
)

/** What a block pays out of the consensus layer (EIP-4895), amounts in gwei. */
export const withdrawals: ParamType<Withdrawal[]> = array(withdrawal, 'an array of withdrawals')
