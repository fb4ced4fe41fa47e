/** The availability form as it is when nothing is touched: weekdays from nine to five. */
export const availabilityForm = (changed: Record<string, string | string[]> = {}): [string, string][] => {
  const fields: Record<string, string | string[]> = {
    from: 'delegate',
    zone: 'Europe/Berlin',
    length: '30',
    subject: 'Meeting with Olga Okafor',
    place: 'teams',
    placeText: '',
    note: '',
    step: '',
    notice: '0',
    bufferBefore: '0',
    bufferAfter: '0',
    horizon: '365',
    uses: '',
    expires: '',
    ...Object.fromEntries([1, 2, 3, 4, 5].map((day) => [`open-${day}`, 'yes'])),
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [`hours-${day}`, '09:00-17:00'])),
    firstDate: '',
    lastDate: '',
    perDay: '',
    perWeek: '',
    blocks: ['busy', 'tentative', 'oof'],
    required: '',
    optional: '',
    ...changed
  }
  return Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each]))
}

/** Tuesday at ten and Wednesday at three in Berlin, unless others are picked. */
export const timeSlotForm = (
  changed: Record<string, string> = {},
  slots = ['2027-01-05T09:00Z/30', '2027-01-06T14:00Z/30']
): [string, string][] => {
  const fields: Record<string, string> = {
    from: 'delegate',
    zone: 'Europe/Berlin',
    week: '2027-01-04',
    length: '30',
    takers: 'one',
    subject: 'Meeting with Olga Okafor',
    place: 'teams',
    placeText: '',
    note: '',
    notice: '0',
    bufferBefore: '0',
    bufferAfter: '0',
    expires: '',
    perDay: '',
    perWeek: '',
    required: '',
    optional: '',
    ...changed
  }
  return [...Object.entries(fields), ...slots.map((slot): [string, string] => ['slot', slot])]
}
