import type { Catalogue } from './en.ts'

export const nl: Catalogue = {
  hello: 'Goedendag {name},',
  choose: 'Waarover u per e-mail bericht krijgt, en wanneer',
  theLink: 'De link: {subject}',
  openConsole: 'OnBehalf openen',
  seeBookings: 'Boekingen',

  inYours: '{what} in uw agenda: {when}',
  inHers: '{what} in de agenda van {organizer}: {when}',
  whatBooked: 'Geboekt',
  whatMoved: 'Verplaatst',
  whatCancelled: 'Geannuleerd',
  whatDeclined: 'Afgewezen',
  whatNotApproved: 'Niet goedgekeurd',
  whatNotBooked: 'Niet geboekt',
  whatNotMoved: 'Niet verplaatst',

  booked: '{who} heeft {when} geboekt.',
  fromInvitee: 'Van de genodigde, niet gecontroleerd:',
  moved: 'De afspraak met {who} is nu op {when}.',
  movedFrom: 'Tot nu toe: {when}',
  cancelled: 'De afspraak met {who} op {when} is geannuleerd. De tijd is weer vrij.',
  reasonGiven: 'De opgegeven reden, niet gecontroleerd:',
  declined:
    '{who} heeft de afspraak op {when} afgewezen. Ze blijft in de agenda staan tot iemand haar verplaatst of annuleert.',
  proposed: 'In plaats daarvan voorgesteld: {when}',
  lapsed: '{who} vroeg om {when}. Niemand keurde het op tijd goed, en de tijd is weer vrij.',
  notApproved: '{who} vroeg om {when}, en het verzoek is afgewezen. De tijd is weer vrij.',
  inviteeTold: 'De genodigde krijgt hierover een e-mail.',
  notBooked: '{who} wilde {when}, en er is niets geboekt; de boekingspagina zegt het.',
  notMoved: 'De afspraak met {who} zou worden verplaatst en blijft op {when}.',
  wentWrong: 'Wat er misging:',
  by: 'Door: {by}',
  byInvitee: 'de genodigde',
  byOutlook: 'iemand in Outlook',

  approveSubject: 'Graag goedkeuren: een afspraak met {organizer}, {when}',
  approveOpening: 'Iemand vraagt om een afspraak met {organizer} en wacht op uw antwoord.',
  approveWhen: 'Wanneer: {when}',
  approveWho: 'Wie: {who}',
  approveWhat: 'Onderwerp: {subject}',
  approveHere: 'Hier goedkeuren of afwijzen',
  approveUntil: 'De tijd is vastgehouden tot {until}. Als niemand antwoordt, vervalt het verzoek vanzelf.',
  approveForYou: 'Dit adres is alleen voor u: wie het heeft, kan namens u antwoorden.',

  unreadSubjectYours: 'Uw agenda kan niet worden gelezen',
  unreadSubjectHers: 'De agenda van {owner} kan niet worden gelezen',
  unreadYours: 'Uw agenda kan sinds {since} niet worden gelezen.',
  unreadHers: 'De agenda van {owner} kan sinds {since} niet worden gelezen.',
  unreadMeans:
    'Wie een link opent die ervan afhangt, leest dat de tijden nu niet kunnen worden gelezen; niemand kan boeken, en niemand krijgt te horen dat alles bezet is.',
  unreadPasses:
    'Meestal gaat dit vanzelf over, en dan hoort u het. Duurt het voort, laat dit dan aan uw beheerder zien:',
  readableSubjectYours: 'Uw agenda kan weer worden gelezen',
  readableSubjectHers: 'De agenda van {owner} kan weer worden gelezen',
  readable: 'Ze kon sinds {since} niet worden gelezen. De links die ervan afhangen, bieden weer tijden aan.',

  collisionSubjectYours: 'Twee items op dezelfde tijd in uw agenda',
  collisionSubjectHers: 'Twee items op dezelfde tijd in de agenda van {organizer}',
  collision:
    '{invitee} heeft {subject} geboekt op {when}. De tijd was vrij toen ze werd geboekt; maar nu staat er een ander item in de agenda, van {from} tot {to}.',
  collisionDo:
    'Er is niets veranderd. Verplaats of annuleer een van de twee. Zolang beide er staan, laat de lijst met boekingen het zien.',

  suspendedSubjectYours: 'Links opgeschort voor uw agenda',
  suspendedSubjectHers: 'Links opgeschort voor de agenda van {organizer}',
  suspended:
    'Links naar de agenda van {organizer} bieden op dit moment geen tijden aan. Wie er een opent, leest alleen dat hij niet beschikbaar is; geboekte afspraken blijven staan.',
  suspendedBack: 'Zodra het recht er weer is, werken de links vanzelf, en dan hoort u het.',
  revivedSubjectYours: 'Links werken weer voor uw agenda',
  revivedSubjectHers: 'Links werken weer voor de agenda van {organizer}',
  revived: 'Links naar de agenda van {organizer} waren opgeschort en bieden weer tijden aan.',
  whyReviewer: '{maker} kan de agenda van {organizer} nu alleen nog bekijken.',
  whyFullAccess: '{maker} is geen gemachtigde van {organizer} meer; volledige toegang tot het postvak telt niet.',
  whyNoRight: 'Volgens Exchange mag {maker} de tijd van {organizer} niet meer aanbieden.',
  whyNoSend: '{maker} mag niet meer namens {organizer} verzenden.',
  whyGrantEnded: 'Wat {organizer} aan {maker} heeft toegestaan, gold voor een periode die voorbij is.',
  whyOrganizerOff: 'Plannen staat uit voor {organizer}, of het account is uitgeschakeld.',
  whyDelegateOff: 'Het account van {maker} is uitgeschakeld.',
  whyOther: '{maker} mag de tijd van {organizer} op dit moment niet aanbieden ({code}).',
  doDelegateAgain:
    '{organizer} kan {maker} gemachtigde met bewerkrechten maken: in Outlook, Agenda › Delen en machtigingen.',
  doSend: 'Een Exchange-beheerder kan het recht “Verzenden namens” voor het postvak van {organizer} opnieuw geven.',
  doRenew: '{organizer} of een beheerder kan het verlengen.',
  doOrganizerOn: '{organizer} kan zich aanmelden en plannen inschakelen; een beheerder kan het account inschakelen.',
  doDelegateOn: 'Een beheerder kan het inschakelen; of iemand anders maakt een nieuwe link.',
  doAsk: 'Vraag het {organizer} of uw beheerder.',

  sfSubjectWaiting: 'Een afspraak staat nog niet in Salesforce: {when}',
  sfSubjectGone: 'Een afspraak is uit Salesforce verwijderd: {when}',
  sfMeeting: 'In de agenda van {organizer}: {subject}, {when}',
  sfSaid: 'Wat Salesforce zei:',
  sfDisabled: 'Salesforce laat OnBehalf niet voor {organizer} handelen. De afspraak zelf staat in Outlook.',
  sfDisabledDo:
    'Vraag een Salesforce-beheerder de app toe te staan voor gebruiker {username}, of die gebruiker te activeren.',
  sfCreate: 'De gebruiker die het probeerde, mag niets toevoegen aan de Salesforce-agenda van {organizer}.',
  sfCreateDo:
    'Vraag {organizer} de Salesforce-agenda te delen met “Add Events”, of een Salesforce-beheerder om het recht “Edit Events”.',
  sfCreateOwnDo:
    'Vraag een Salesforce-beheerder om de rechten ‘Access Activities’ en ‘Edit Events’ voor {actor}; dat is {organizer}.',
  sfSave:
    'De gebeurtenis staat in Salesforce, maar gebruiker {actor} kan haar daar niet zien; ze is dus niet opgeslagen.',
  sfSaveDo:
    'Vraag {organizer} of een Salesforce-beheerder de gebeurtenis met die gebruiker te delen, of {organizer} weer eigenaar te maken.',
  sfSaveOwnDo: 'Vraag een Salesforce-beheerder om de gebeurtenis weer aan {organizer} toe te wijzen.',
  sfUpdate: 'Gebruiker {actor} kan de gebeurtenis in Salesforce zien, maar niet wijzigen.',
  sfUpdateDo:
    'Vraag {organizer} die gebruiker “Full Access” tot de Salesforce-agenda te geven, of verbind de eigen Salesforce-gebruiker van {organizer}.',
  sfUpdateOwnDo:
    'Vraag een Salesforce-beheerder wat {actor} ({organizer}) belet de gebeurtenis te wijzigen: een vergrendeling of het ontbrekende recht ‘Edit Events’.',
  sfGone: 'Iemand heeft de gebeurtenis in Salesforce verwijderd. De afspraak zelf staat in Outlook.',
  sfGoneDo: 'Beslis of ze opnieuw moet worden gemaakt of weg moet blijven.',
  sfRejected: 'Salesforce weigerde de gebeurtenis op te slaan.',
  sfRejectedDo:
    'Laat de tekst hieronder aan een Salesforce-beheerder zien: een regel of een veld van uw organisatie staat in de weg.',
  sfLater: 'Salesforce antwoordde niet, of had het druk. De afspraak staat in Outlook, en Salesforce volgt.',
  sfLaterDo: 'Er hoeft niets te gebeuren. Duurt het uren, zeg het dan een Salesforce-beheerder.',
  sfLimit: 'Uw organisatie heeft haar Salesforce-aanvragen voor 24 uur opgebruikt.',
  sfLimitDo: 'Vraag een Salesforce-beheerder wat er zo veel gebruikt, of om een hogere limiet.',

  dailySubject: 'OnBehalf: berichten van vandaag ({count})',

  noMeetingSubject: 'Niet geboekt: een afspraak met {organizer}, {when}',
  youAskedFor: 'U vroeg om een afspraak met {organizer}: {when}.',
  cannotTakeIt: '{organizer} kan niet op deze tijd. Er is niets geboekt, en er komt geen uitnodiging.',
  notAnswered: 'Niemand heeft op tijd geantwoord. Er is niets geboekt, en er komt geen uitnodiging.',
  notTaken: 'De agenda heeft de afspraak niet aangenomen. Er is niets geboekt, en er komt geen uitnodiging.',
  noLongerOffered: 'Deze tijd kan niet meer worden aangeboden. Er is niets geboekt, en er komt geen uitnodiging.',
  writesYou: '{name} schrijft:',
  askForAnother: 'Open de link die u hebt gekregen opnieuw om een andere tijd te vragen.',
  askForLink: 'Vraag de persoon die u de link stuurde om een nieuwe.',
  howItStands: 'Uw verzoek en hoe het ervoor staat',
  notYou:
    'U krijgt deze e-mail omdat iemand met uw adres om deze afspraak heeft gevraagd. Was u dat niet, dan hoeft u niets te doen.'
}
