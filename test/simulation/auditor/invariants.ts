/** What must always hold, in the words in which a finding names it. */
export const invariantOf = {
  'INV-01': 'no acknowledgement is lost',
  'INV-02': 'one meeting for one booking',
  'INV-03': 'one Event for one booking',
  'INV-04': 'no two bookings of one organizer overlap',
  'INV-05': 'nothing is booked over an entry that was there',
  'INV-06': 'nobody reads "confirmed" without a meeting',
  'INV-07': 'no meeting and no Event without its booking',
  'INV-08': 'the same facts everywhere',
  'INV-09': 'what the clocks on the wall showed is what was booked',
  'INV-10': 'one form is one booking with one answer',
  'INV-13': 'what has ended stays ended',
  'INV-14': 'no claim outlives its end',
  'INV-15': 'facts in order, and effects for each of them',
  'INV-20': 'no booking on a right that is gone',
  'INV-23': 'public pages say nothing of the calendar',
  'INV-27': 'no key lies in the store',
  'INV-40': 'nothing fails where nobody looks',
  'INV-42': 'everything agrees soon after the trouble',
  MAIL: 'one invitation for one meeting, taken back when it goes',
  OTHERS: 'nothing of other people is touched'
} as const
