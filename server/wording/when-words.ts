// How each language orders and joins the parts of a time. Figures are Latin everywhere and clocks have 24 hours, so that a
// time can be compared with what another person was told.

type Patterns = {
  /** In Luxon's tokens. */
  day: string
  dayAndYear: string
  shortDay: string
  shortDayAndYear: string
  until(end: string): string
  minutes(count: number): string
  hours(count: number): string
  ahead(length: string): string
  behind(length: string): string
  nextDay(text: string): string
  zone(city: string): string
  today: string
  tomorrow: string
  yesterday: string
  now: string
  /** Between the parts of a list: day, time, zone. */
  comma: string
}

const counted = (one: string, many: string) => (count: number) => `${count} ${count === 1 ? one : many}`

const en: Patterns = {
  day: 'cccc d LLLL',
  dayAndYear: 'cccc d LLLL yyyy',
  shortDay: 'ccc d LLL',
  shortDayAndYear: 'ccc d LLL yyyy',
  until: (end) => `to ${end}`,
  minutes: counted('minute', 'minutes'),
  hours: counted('hour', 'hours'),
  ahead: (length) => `${length} ahead`,
  behind: (length) => `${length} behind`,
  nextDay: (text) => `${text} the next day`,
  zone: (city) => `${city} time`,
  today: 'Today',
  tomorrow: 'Tomorrow',
  yesterday: 'Yesterday',
  now: 'just now',
  comma: ', '
}

const de: Patterns = {
  day: 'cccc, d. MMMM',
  dayAndYear: 'cccc, d. MMMM yyyy',
  shortDay: 'ccc d. MMM',
  shortDayAndYear: 'ccc d. MMM yyyy',
  until: (end) => `bis ${end}`,
  minutes: counted('Minute', 'Minuten'),
  hours: counted('Stunde', 'Stunden'),
  ahead: (length) => `${length} voraus`,
  behind: (length) => `${length} zurück`,
  nextDay: (text) => `${text} am nächsten Tag`,
  zone: (city) => `Zeit von ${city}`,
  today: 'Heute',
  tomorrow: 'Morgen',
  yesterday: 'Gestern',
  now: 'gerade eben',
  comma: ', '
}

const fr: Patterns = {
  day: 'cccc d MMMM',
  dayAndYear: 'cccc d MMMM yyyy',
  shortDay: 'ccc d MMM',
  shortDayAndYear: 'ccc d MMM yyyy',
  until: (end) => `à ${end}`,
  minutes: counted('minute', 'minutes'),
  hours: counted('heure', 'heures'),
  ahead: (length) => `${length} d’avance`,
  behind: (length) => `${length} de retard`,
  nextDay: (text) => `${text} le lendemain`,
  zone: (city) => `heure de ${city}`,
  today: 'Aujourd’hui',
  tomorrow: 'Demain',
  yesterday: 'Hier',
  now: 'à l’instant',
  comma: ', '
}

const es: Patterns = {
  day: "cccc d 'de' MMMM",
  dayAndYear: "cccc d 'de' MMMM 'de' yyyy",
  shortDay: 'ccc d MMM',
  shortDayAndYear: 'ccc d MMM yyyy',
  until: (end) => `a ${end}`,
  minutes: counted('minuto', 'minutos'),
  hours: counted('hora', 'horas'),
  ahead: (length) => `${length} más`,
  behind: (length) => `${length} menos`,
  nextDay: (text) => `${text} del día siguiente`,
  zone: (city) => `hora de ${city}`,
  today: 'Hoy',
  tomorrow: 'Mañana',
  yesterday: 'Ayer',
  now: 'ahora mismo',
  comma: ', '
}

const it: Patterns = {
  day: 'cccc d MMMM',
  dayAndYear: 'cccc d MMMM yyyy',
  shortDay: 'ccc d MMM',
  shortDayAndYear: 'ccc d MMM yyyy',
  until: (end) => `– ${end}`,
  minutes: counted('minuto', 'minuti'),
  hours: counted('ora', 'ore'),
  ahead: (length) => `${length} avanti`,
  behind: (length) => `${length} indietro`,
  nextDay: (text) => `${text} del giorno dopo`,
  zone: (city) => `ora di ${city}`,
  today: 'Oggi',
  tomorrow: 'Domani',
  yesterday: 'Ieri',
  now: 'proprio ora',
  comma: ', '
}

const pt: Patterns = {
  day: "cccc, d 'de' MMMM",
  dayAndYear: "cccc, d 'de' MMMM 'de' yyyy",
  shortDay: 'ccc d MMM',
  shortDayAndYear: 'ccc d MMM yyyy',
  until: (end) => `às ${end}`,
  minutes: counted('minuto', 'minutos'),
  hours: counted('hora', 'horas'),
  ahead: (length) => `${length} a mais`,
  behind: (length) => `${length} a menos`,
  nextDay: (text) => `${text} do dia seguinte`,
  zone: (city) => `hora de ${city}`,
  today: 'Hoje',
  tomorrow: 'Amanhã',
  yesterday: 'Ontem',
  now: 'agora mesmo',
  comma: ', '
}

const nl: Patterns = {
  day: 'cccc d MMMM',
  dayAndYear: 'cccc d MMMM yyyy',
  shortDay: 'ccc d MMM',
  shortDayAndYear: 'ccc d MMM yyyy',
  until: (end) => `tot ${end}`,
  minutes: counted('minuut', 'minuten'),
  hours: (count) => `${count} uur`,
  ahead: (length) => `${length} later`,
  behind: (length) => `${length} vroeger`,
  nextDay: (text) => `${text} de volgende dag`,
  zone: (city) => `tijd in ${city}`,
  today: 'Vandaag',
  tomorrow: 'Morgen',
  yesterday: 'Gisteren',
  now: 'zojuist',
  comma: ', '
}

/** Polish counts one, a few (2 to 4, but not 12 to 14), and many. */
const polish = (one: string, few: string, many: string) => (count: number) => {
  const rule = new Intl.PluralRules('pl').select(count)
  return `${count} ${rule === 'one' ? one : rule === 'few' ? few : many}`
}

const pl: Patterns = {
  day: 'cccc, d MMMM',
  dayAndYear: 'cccc, d MMMM yyyy',
  shortDay: 'ccc d MMM',
  shortDayAndYear: 'ccc d MMM yyyy',
  until: (end) => `– ${end}`,
  minutes: polish('minuta', 'minuty', 'minut'),
  hours: polish('godzina', 'godziny', 'godzin'),
  ahead: (length) => `${length} do przodu`,
  behind: (length) => `${length} do tyłu`,
  nextDay: (text) => `${text} następnego dnia`,
  zone: (city) => `czas: ${city}`,
  today: 'Dzisiaj',
  tomorrow: 'Jutro',
  yesterday: 'Wczoraj',
  now: 'przed chwilą',
  comma: ', '
}

const ja: Patterns = {
  day: 'M月d日(ccc)',
  dayAndYear: 'yyyy年M月d日(ccc)',
  shortDay: 'M月d日(ccc)',
  shortDayAndYear: 'yyyy年M月d日(ccc)',
  until: (end) => `~ ${end}`,
  minutes: (count) => `${count} 分`,
  hours: (count) => `${count} 時間`,
  ahead: (length) => `${length}進んでいる`,
  behind: (length) => `${length}遅れている`,
  nextDay: (text) => `翌日 ${text}`,
  zone: (city) => `${city} 時間`,
  today: '今日',
  tomorrow: '明日',
  yesterday: '昨日',
  now: 'たった今',
  comma: '、'
}

/** Arabic counts one, two, a few (3 to 10) and many, each with a form of its own. */
const arabic = (one: string, two: string, few: string, many: string) => (count: number) => {
  const rule = new Intl.PluralRules('ar').select(count)
  if (rule === 'one') return one
  if (rule === 'two') return two
  return `${count} ${rule === 'few' ? few : many}`
}

const ar: Patterns = {
  day: 'cccc، d MMMM',
  dayAndYear: 'cccc، d MMMM yyyy',
  shortDay: 'ccc d MMM',
  shortDayAndYear: 'ccc d MMM yyyy',
  until: (end) => `إلى ${end}`,
  minutes: arabic('دقيقة واحدة', 'دقيقتان', 'دقائق', 'دقيقة'),
  hours: arabic('ساعة واحدة', 'ساعتان', 'ساعات', 'ساعة'),
  ahead: (length) => `متقدم ${length}`,
  behind: (length) => `متأخر ${length}`,
  nextDay: (text) => `${text} من اليوم التالي`,
  zone: (city) => `بتوقيت ${city}`,
  today: 'اليوم',
  tomorrow: 'غدًا',
  yesterday: 'أمس',
  now: 'الآن',
  comma: '، '
}

export const whenWords = { en, de, fr, es, it, pt, nl, pl, ja, ar } as const

/** The languages in which people are written to. */
export type Locale = keyof typeof whenWords
