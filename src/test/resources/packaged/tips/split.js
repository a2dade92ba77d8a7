/** What each of some people pays, in whole cents rounded up. */
export function split(bill, tipPercent, people) {
  if (!(bill >= 0) || !(tipPercent >= 0) || !Number.isInteger(people) || people < 1) {
    throw new RangeError("bill, tip and people must not be negative, and somebody must pay");
  }
  const cents = Math.round(bill * (100 + tipPercent));
  return Math.ceil(cents / people) / 100;
}
