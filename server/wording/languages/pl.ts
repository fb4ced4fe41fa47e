import type { Catalogue } from './en.ts'

export const pl: Catalogue = {
  hello: 'Dzień dobry, {name},',
  choose: 'O czym i kiedy przychodzą powiadomienia e-mail',
  theLink: 'Link: {subject}',
  openConsole: 'Otwórz OnBehalf',
  seeBookings: 'Rezerwacje',

  inYours: '{what} w Twoim kalendarzu: {when}',
  inHers: '{what} – kalendarz: {organizer} – {when}',
  whatBooked: 'Zarezerwowano',
  whatMoved: 'Przeniesiono',
  whatCancelled: 'Odwołano',
  whatDeclined: 'Odrzucono',
  whatNotApproved: 'Nie zatwierdzono',
  whatNotBooked: 'Nie zarezerwowano',
  whatNotMoved: 'Nie przeniesiono',

  booked: 'Nowa rezerwacja: {who}, {when}.',
  fromInvitee: 'Od osoby zaproszonej, niesprawdzone:',
  moved: 'Spotkanie ({who}) ma teraz termin: {when}.',
  movedFrom: 'Dotychczas: {when}',
  cancelled: 'Spotkanie ({who}), {when}, zostało odwołane. Termin jest znowu wolny.',
  reasonGiven: 'Podany powód, niesprawdzony:',
  declined:
    'Odmowa udziału w spotkaniu: {who}, {when}. Spotkanie pozostaje w kalendarzu, dopóki ktoś go nie przeniesie lub nie odwoła.',
  proposed: 'Propozycja zamiast tego: {when}',
  lapsed: 'Prośba o termin: {who}, {when}. Nikt nie zatwierdził jej na czas i termin jest znowu wolny.',
  notApproved: 'Prośba o termin: {who}, {when}. Została odrzucona i termin jest znowu wolny.',
  inviteeTold: 'Osoba zaproszona dostaje wiadomość e-mail.',
  notBooked: 'Prośba o termin: {who}, {when}. Niczego nie zarezerwowano; mówi o tym strona rezerwacji.',
  notMoved: 'Spotkanie ({who}) miało zostać przeniesione i zachowuje termin: {when}.',
  wentWrong: 'Co się nie udało:',
  by: 'Kto: {by}',
  byInvitee: 'osoba zaproszona',
  byOutlook: 'ktoś w Outlooku',

  approveSubject: 'Do zatwierdzenia: spotkanie z: {organizer}, {when}',
  approveOpening: 'Ktoś prosi o spotkanie z: {organizer} i czeka na odpowiedź.',
  approveWhen: 'Kiedy: {when}',
  approveWho: 'Kto: {who}',
  approveWhat: 'Temat: {subject}',
  approveHere: 'Zatwierdź lub odrzuć tutaj',
  approveUntil: 'Termin jest zachowany do: {until}. Jeśli nikt nie odpowie, prośba wygaśnie sama.',
  approveForYou: 'Ten adres jest tylko dla Ciebie: kto go ma, może odpowiedzieć w Twoim imieniu.',

  unreadSubjectYours: 'Nie można odczytać Twojego kalendarza',
  unreadSubjectHers: 'Nie można odczytać kalendarza: {owner}',
  unreadYours: 'Twojego kalendarza nie można odczytać od: {since}.',
  unreadHers: 'Kalendarza ({owner}) nie można odczytać od: {since}.',
  unreadMeans:
    'Kto otwiera zależny od niego link, czyta, że terminów nie można teraz odczytać; nikt nie może rezerwować i nikomu nie mówi się, że wszystko jest zajęte.',
  unreadPasses: 'Zwykle mija to samo i przychodzi wtedy wiadomość. Jeśli trwa dłużej, pokaż to administratorowi:',
  readableSubjectYours: 'Twój kalendarz można znowu odczytać',
  readableSubjectHers: 'Kalendarz można znowu odczytać: {owner}',
  readable: 'Nie można go było odczytać od: {since}. Zależne od niego linki oferują terminy jak wcześniej.',

  collisionSubjectYours: 'Dwa wpisy w tym samym czasie w Twoim kalendarzu',
  collisionSubjectHers: 'Dwa wpisy w tym samym czasie w kalendarzu: {organizer}',
  collision:
    'Rezerwacja: {invitee}, {subject}, {when}. Termin był wolny, gdy go zajęto; teraz jednak w kalendarzu jest inny wpis, od {from} do {to}.',
  collisionDo:
    'Niczego nie zmieniono. Przenieś lub odwołaj jeden z nich. Dopóki są oba, widać to na liście rezerwacji.',

  suspendedSubjectYours: 'Linki do Twojego kalendarza są wstrzymane',
  suspendedSubjectHers: 'Linki do kalendarza są wstrzymane: {organizer}',
  suspended:
    'Linki do kalendarza ({organizer}) nie oferują na razie terminów. Kto otworzy taki link, czyta tylko, że jest niedostępny; zarezerwowane spotkania pozostają.',
  suspendedBack: 'Gdy tylko uprawnienie wróci, linki zadziałają same i przyjdzie o tym wiadomość.',
  revivedSubjectYours: 'Linki do Twojego kalendarza znowu działają',
  revivedSubjectHers: 'Linki do kalendarza znowu działają: {organizer}',
  revived: 'Linki do kalendarza ({organizer}) były wstrzymane i znowu oferują terminy.',
  whyReviewer: '{maker} może teraz tylko przeglądać kalendarz: {organizer}.',
  whyFullAccess: '{maker} nie jest już pełnomocnikiem: {organizer}; pełny dostęp do skrzynki się nie liczy.',
  whyNoRight: 'Według Exchange {maker} nie może już oferować czasu: {organizer}.',
  whyNoSend: '{maker} nie ma już prawa wysyłać w imieniu: {organizer}.',
  whyGrantEnded: 'Uprawnienie, które {organizer} nadał(a): {maker}, dotyczyło okresu, który minął.',
  whyOrganizerOff: 'Planowanie jest wyłączone ({organizer}) albo konto jest wyłączone.',
  whyDelegateOff: 'Konto jest wyłączone: {maker}.',
  whyOther: '{maker} nie może na razie oferować czasu: {organizer} ({code}).',
  doDelegateAgain:
    '{organizer} może ustanowić pełnomocnika z prawami edytora ({maker}): w Outlooku, Kalendarz › Udostępnianie i uprawnienia.',
  doSend: 'Administrator Exchange może ponownie nadać prawo „Wyślij w imieniu” do skrzynki: {organizer}.',
  doRenew: '{organizer} lub administrator może je przedłużyć.',
  doOrganizerOn: '{organizer} może się zalogować i włączyć planowanie; administrator może włączyć konto.',
  doDelegateOn: 'Administrator może je włączyć; albo ktoś inny utworzy nowy link.',
  doAsk: 'Kogo zapytać: {organizer} lub administrator.',

  sfSubjectWaiting: 'Spotkania nie ma jeszcze w Salesforce: {when}',
  sfSubjectGone: 'Spotkanie usunięto z Salesforce: {when}',
  sfMeeting: 'W kalendarzu ({organizer}): {subject}, {when}',
  sfSaid: 'Odpowiedź Salesforce:',
  sfDisabled: 'Salesforce nie pozwala OnBehalf działać w imieniu: {organizer}. Samo spotkanie jest w Outlooku.',
  sfDisabledDo:
    'Poproś administratora Salesforce o dopuszczenie aplikacji dla użytkownika {username} lub o aktywację tego użytkownika.',
  sfCreate: 'Użytkownik, który próbował, nie może niczego dodać do kalendarza Salesforce: {organizer}.',
  sfCreateDo:
    'Kto może pomóc: {organizer}, udostępniając kalendarz Salesforce z prawem „Add Events”, lub administrator Salesforce, nadając uprawnienie „Edit Events”.',
  sfCreateOwnDo:
    'Poproś administratora Salesforce o uprawnienia „Access Activities” i „Edit Events” dla użytkownika {actor} (to {organizer}).',
  sfSave: 'Zdarzenie jest w Salesforce, ale użytkownik {actor} go tam nie widzi, więc nie zostało zapisane.',
  sfSaveDo:
    'Kto może pomóc: {organizer} lub administrator Salesforce, udostępniając zdarzenie temu użytkownikowi albo przywracając właściciela: {organizer}.',
  sfSaveOwnDo: 'Poproś administratora Salesforce, aby ponownie ustawił właściciela zdarzenia: {organizer}.',
  sfUpdate: 'Użytkownik {actor} widzi zdarzenie w Salesforce, ale nie może go zmienić.',
  sfUpdateDo:
    'Kto może pomóc: {organizer}, dając temu użytkownikowi „Full Access” do kalendarza Salesforce; albo połącz własnego użytkownika Salesforce: {organizer}.',
  sfUpdateOwnDo:
    'Zapytaj administratora Salesforce, co nie pozwala użytkownikowi {actor} ({organizer}) zmienić zdarzenia: blokada czy brak uprawnienia „Edit Events”.',
  sfGone: 'Ktoś usunął zdarzenie w Salesforce. Samo spotkanie jest w Outlooku.',
  sfGoneDo: 'Zdecyduj, czy ma zostać utworzone ponownie, czy pozostać usunięte.',
  sfRejected: 'Salesforce odmówił zapisania zdarzenia.',
  sfRejectedDo: 'Pokaż poniższy tekst administratorowi Salesforce: przeszkadza reguła lub pole Twojej organizacji.',
  sfLater: 'Salesforce nie odpowiedział lub był zajęty. Spotkanie jest w Outlooku, a Salesforce nadąży.',
  sfLaterDo: 'Nie trzeba nic robić. Jeśli trwa to godzinami, powiadom administratora Salesforce.',
  sfLimit: 'Twoja organizacja wyczerpała limit żądań Salesforce na 24 godziny.',
  sfLimitDo: 'Zapytaj administratora Salesforce, co zużywa ich tyle, lub poproś o wyższy limit.',

  dailySubject: 'OnBehalf: dzisiejsze powiadomienia ({count})',

  noMeetingSubject: 'Nie zarezerwowano: spotkanie z: {organizer}, {when}',
  youAskedFor: 'Twoja prośba o spotkanie z: {organizer}, {when}.',
  cannotTakeIt: '{organizer} nie może w tym terminie. Niczego nie zarezerwowano i zaproszenie nie przyjdzie.',
  notAnswered: 'Nikt nie odpowiedział na czas. Niczego nie zarezerwowano i zaproszenie nie przyjdzie.',
  notTaken: 'Kalendarz nie przyjął spotkania. Niczego nie zarezerwowano i zaproszenie nie przyjdzie.',
  noLongerOffered: 'Tego terminu nie można już oferować. Niczego nie zarezerwowano i zaproszenie nie przyjdzie.',
  writesYou: '{name} pisze:',
  askForAnother: 'Aby poprosić o inny termin, otwórz ponownie otrzymany link.',
  askForLink: 'Poproś o nowy link osobę, która go przysłała.',
  howItStands: 'Twoja prośba i jej stan',
  notYou:
    'Ta wiadomość przyszła, ponieważ ktoś poprosił o to spotkanie, podając Twój adres. Jeśli to nie Ty, nie trzeba nic robić.'
}
