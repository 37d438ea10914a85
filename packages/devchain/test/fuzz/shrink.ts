import type { Scenario, ScenarioAccount, ScenarioTransaction } from './scenario.js'

/** The smallest scenario of which `isFailing` still holds that leaving things out leads to. */
export async function shrink(
  scenario: Scenario,
  isFailing: (candidate: Scenario) => Promise<boolean>,
): Promise<Scenario> {
  let smallest = scenario
  for (;;) {
    const smaller = await firstFailing(smallerThan(smallest), isFailing)
    if (smaller === undefined) return smallest
    smallest = smaller
  }
}

async function firstFailing(
  candidates: Iterable<Scenario>,
  isFailing: (candidate: Scenario) => Promise<boolean>,
): Promise<Scenario | undefined> {
  for (const candidate of candidates) if (await isFailing(candidate)) return candidate
  return undefined
}

/** The same with something left out, the greatest parts first. */
function* smallerThan(scenario: Scenario): Generator<Scenario> {
  for (const transactions of without(scenario.transactions)) yield { ...scenario, transactions }
  for (const accounts of without(scenario.accounts)) yield { ...scenario, accounts }
  for (const accounts of eachReplaced(scenario.accounts, smallerAccounts)) {
    yield { ...scenario, accounts }
  }
  for (const transactions of eachReplaced(scenario.transactions, smallerTransactions)) {
    yield { ...scenario, transactions }
  }
}

function* smallerAccounts(account: ScenarioAccount): Generator<ScenarioAccount> {
  for (const code of without(account.code)) yield { ...account, code }
  for (const storage of without(account.storage)) yield { ...account, storage }
}

function* smallerTransactions(transaction: ScenarioTransaction): Generator<ScenarioTransaction> {
  const { value, authorizations, accessList, blobs } = transaction
  for (const data of without(transaction.data)) yield { ...transaction, data }
  for (const fewer of without(authorizations)) yield { ...transaction, authorizations: fewer }
  for (const fewer of without(accessList)) yield { ...transaction, accessList: fewer }
  if (blobs > 0) yield { ...transaction, blobs: 0 }
  if (value !== '0') yield { ...transaction, value: '0' }
}

/** The list without the one half, the other half, each quarter, … each of its items. */
function* without<T>(list: readonly T[]): Generator<readonly T[]> {
  for (
    let size = Math.ceil(list.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let start = 0; start < list.length; start += size) {
      yield [...list.slice(0, start), ...list.slice(start + size)]
    }
  }
}

function* eachReplaced<T>(
  list: readonly T[],
  alternatives: (item: T) => Iterable<T>,
): Generator<readonly T[]> {
  for (const [index, item] of list.entries()) {
    for (const alternative of alternatives(item)) yield list.with(index, alternative)
  }
}
