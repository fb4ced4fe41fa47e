/**
 * Names that tzdata keeps for old programs, and as places are called today. Browsers and Exchange still use many of them (Chrome
 * says Asia/Calcutta), and nobody in Kyiv wants to read of Kiev. Only names for the same place, or for a region that one city
 * stands for: Europe/Stockholm has Berlin's rules and is no other name of it. From tzdata's file `backward`.
 */
// biome-ignore format: a table
const places: readonly string[] = [
  'Africa/Asmera Africa/Asmara', 'America/Atka America/Adak', 'America/Buenos_Aires America/Argentina/Buenos_Aires',
  'America/Catamarca America/Argentina/Catamarca', 'America/Cordoba America/Argentina/Cordoba', 'America/Ensenada America/Tijuana',
  'America/Fort_Wayne America/Indiana/Indianapolis', 'America/Godthab America/Nuuk', 'America/Indianapolis America/Indiana/Indianapolis',
  'America/Jujuy America/Argentina/Jujuy', 'America/Knox_IN America/Indiana/Knox', 'America/Louisville America/Kentucky/Louisville',
  'America/Mendoza America/Argentina/Mendoza', 'America/Porto_Acre America/Rio_Branco', 'America/Rosario America/Argentina/Cordoba',
  'America/Santa_Isabel America/Tijuana', 'America/Shiprock America/Denver', 'America/Virgin America/St_Thomas',
  'Asia/Ashkhabad Asia/Ashgabat', 'Asia/Calcutta Asia/Kolkata', 'Asia/Chungking Asia/Chongqing', 'Asia/Dacca Asia/Dhaka',
  'Asia/Istanbul Europe/Istanbul', 'Asia/Katmandu Asia/Kathmandu', 'Asia/Macao Asia/Macau', 'Asia/Rangoon Asia/Yangon',
  'Asia/Saigon Asia/Ho_Chi_Minh', 'Asia/Thimbu Asia/Thimphu', 'Asia/Ujung_Pandang Asia/Makassar', 'Asia/Ulan_Bator Asia/Ulaanbaatar',
  'Atlantic/Faeroe Atlantic/Faroe', 'Europe/Kiev Europe/Kyiv', 'Pacific/Enderbury Pacific/Kanton', 'Pacific/Ponape Pacific/Pohnpei',
  'Pacific/Samoa Pacific/Pago_Pago', 'Pacific/Truk Pacific/Chuuk',

  'Australia/ACT Australia/Sydney', 'Australia/Canberra Australia/Sydney', 'Australia/LHI Australia/Lord_Howe', 'Australia/NSW Australia/Sydney',
  'Australia/North Australia/Darwin', 'Australia/Queensland Australia/Brisbane', 'Australia/South Australia/Adelaide',
  'Australia/Tasmania Australia/Hobart', 'Australia/Victoria Australia/Melbourne', 'Australia/West Australia/Perth',
  'Australia/Yancowinna Australia/Broken_Hill', 'Brazil/Acre America/Rio_Branco', 'Brazil/DeNoronha America/Noronha',
  'Brazil/East America/Sao_Paulo', 'Brazil/West America/Manaus', 'Canada/Atlantic America/Halifax', 'Canada/Central America/Winnipeg',
  'Canada/Eastern America/Toronto', 'Canada/Mountain America/Edmonton', 'Canada/Newfoundland America/St_Johns',
  'Canada/Pacific America/Vancouver', 'Canada/Saskatchewan America/Regina', 'Canada/Yukon America/Whitehorse',
  'Chile/Continental America/Santiago', 'Chile/EasterIsland Pacific/Easter', 'Mexico/BajaNorte America/Tijuana',
  'Mexico/BajaSur America/Mazatlan', 'Mexico/General America/Mexico_City', 'US/Alaska America/Anchorage', 'US/Aleutian America/Adak',
  'US/Arizona America/Phoenix', 'US/Central America/Chicago', 'US/East-Indiana America/Indiana/Indianapolis', 'US/Eastern America/New_York',
  'US/Hawaii Pacific/Honolulu', 'US/Indiana-Starke America/Indiana/Knox', 'US/Michigan America/Detroit', 'US/Mountain America/Denver',
  'US/Pacific America/Los_Angeles', 'US/Samoa Pacific/Pago_Pago',

  'Cuba America/Havana', 'Egypt Africa/Cairo', 'Eire Europe/Dublin', 'GB Europe/London', 'GB-Eire Europe/London', 'Hongkong Asia/Hong_Kong',
  'Iceland Atlantic/Reykjavik', 'Iran Asia/Tehran', 'Israel Asia/Jerusalem', 'Jamaica America/Jamaica', 'Japan Asia/Tokyo',
  'Kwajalein Pacific/Kwajalein', 'Libya Africa/Tripoli', 'NZ Pacific/Auckland', 'NZ-CHAT Pacific/Chatham', 'Navajo America/Denver',
  'PRC Asia/Shanghai', 'Poland Europe/Warsaw', 'Portugal Europe/Lisbon', 'ROC Asia/Taipei', 'ROK Asia/Seoul', 'Singapore Asia/Singapore',
  'Turkey Europe/Istanbul', 'W-SU Europe/Moscow', 'CST6CDT America/Chicago', 'EST5EDT America/New_York', 'MST7MDT America/Denver',
  'PST8PDT America/Los_Angeles',

  'Etc/GMT UTC', 'Etc/GMT+0 UTC', 'Etc/GMT-0 UTC', 'Etc/GMT0 UTC', 'Etc/Greenwich UTC', 'Etc/UCT UTC', 'Etc/UTC UTC', 'Etc/Universal UTC',
  'Etc/Zulu UTC', 'GMT UTC', 'GMT+0 UTC', 'GMT-0 UTC', 'GMT0 UTC', 'Greenwich UTC', 'UCT UTC', 'Universal UTC', 'Zulu UTC'
]

/** Today's name by the old one, both as tzdata spells them. */
export const renamedZones: ReadonlyMap<string, string> = new Map(
  places.map((line) => line.split(' ') as [string, string])
)
