import type { MethodChange } from '../method.js'

/** Before there were types of transactions, receipts do not tell any. */
export const withoutOldType: MethodChange = (base) => ({
  params: base.params,
  async run(context, args) {
    const receipt = await base.run(context, args)
    const { schedule, head } = context.chain
    if (typeof receipt !== 'object' || schedule.rulesOf(head.header).isActivatedEIP(2718)) {
      return receipt
    }
    const { type: _, ...rest } = Object(receipt)
    return receipt === null ? null : rest
  },
})
