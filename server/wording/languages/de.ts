import type { Catalogue } from './en.ts'

export const de: Catalogue = {
  hello: 'Guten Tag, {name},',
  choose: 'Worüber Sie per E-Mail benachrichtigt werden und wann',
  theLink: 'Der Link: {subject}',
  openConsole: 'OnBehalf öffnen',
  seeBookings: 'Buchungen',

  inYours: '{what} in Ihrem Kalender: {when}',
  inHers: '{what} im Kalender von {organizer}: {when}',
  whatBooked: 'Gebucht',
  whatMoved: 'Verschoben',
  whatCancelled: 'Abgesagt',
  whatDeclined: 'Abgelehnt',
  whatNotApproved: 'Nicht genehmigt',
  whatNotBooked: 'Nicht gebucht',
  whatNotMoved: 'Nicht verschoben',

  booked: '{who} hat {when} gebucht.',
  fromInvitee: 'Von der eingeladenen Person, ungeprüft:',
  moved: 'Der Termin mit {who} ist jetzt am {when}.',
  movedFrom: 'Bisher: {when}',
  cancelled: 'Der Termin mit {who} am {when} ist abgesagt. Die Zeit ist wieder frei.',
  reasonGiven: 'Der angegebene Grund, ungeprüft:',
  declined:
    '{who} hat den Termin am {when} abgelehnt. Er steht weiter im Kalender, bis ihn jemand verschiebt oder absagt.',
  proposed: 'Stattdessen vorgeschlagen: {when}',
  lapsed: '{who} hat um {when} gebeten. Niemand hat rechtzeitig zugestimmt, und die Zeit ist wieder frei.',
  notApproved: '{who} hat um {when} gebeten, und die Anfrage wurde abgelehnt. Die Zeit ist wieder frei.',
  inviteeTold: 'Die eingeladene Person erfährt es per E-Mail.',
  notBooked: '{who} wollte {when}, und es wurde nichts gebucht; die Buchungsseite sagt es.',
  notMoved: 'Der Termin mit {who} sollte verschoben werden und bleibt am {when}.',
  wentWrong: 'Was nicht gelang:',
  by: 'Von: {by}',
  byInvitee: 'der eingeladenen Person',
  byOutlook: 'jemandem in Outlook',

  approveSubject: 'Bitte genehmigen: ein Termin mit {organizer}, {when}',
  approveOpening: 'Jemand bittet um einen Termin mit {organizer} und wartet auf Ihre Antwort.',
  approveWhen: 'Wann: {when}',
  approveWho: 'Wer: {who}',
  approveWhat: 'Worum es geht: {subject}',
  approveHere: 'Hier genehmigen oder ablehnen',
  approveUntil: 'Die Zeit ist bis {until} reserviert. Antwortet niemand, verfällt die Anfrage von selbst.',
  approveForYou: 'Diese Adresse ist nur für Sie: Wer sie hat, kann in Ihrem Namen antworten.',

  unreadSubjectYours: 'Ihr Kalender kann nicht gelesen werden',
  unreadSubjectHers: 'Der Kalender von {owner} kann nicht gelesen werden',
  unreadYours: 'Ihr Kalender kann seit {since} nicht gelesen werden.',
  unreadHers: 'Der Kalender von {owner} kann seit {since} nicht gelesen werden.',
  unreadMeans:
    'Wer einen Link öffnet, der davon abhängt, liest, dass die Zeiten gerade nicht gelesen werden können; niemand kann buchen, und niemandem wird gesagt, es sei alles vergeben.',
  unreadPasses:
    'Meist vergeht das von selbst, und Sie erfahren es dann. Dauert es an, zeigen Sie dies bitte Ihrer Administration:',
  readableSubjectYours: 'Ihr Kalender kann wieder gelesen werden',
  readableSubjectHers: 'Der Kalender von {owner} kann wieder gelesen werden',
  readable: 'Er konnte seit {since} nicht gelesen werden. Die Links, die davon abhängen, bieten wieder Zeiten an.',

  collisionSubjectYours: 'Zwei Einträge zur selben Zeit in Ihrem Kalender',
  collisionSubjectHers: 'Zwei Einträge zur selben Zeit im Kalender von {organizer}',
  collision:
    '{invitee} hat {subject} am {when} gebucht. Die Zeit war frei, als sie vergeben wurde; jetzt steht aber ein anderer Eintrag im Kalender, von {from} bis {to}.',
  collisionDo:
    'Es wurde nichts geändert. Bitte verschieben Sie einen der beiden oder sagen Sie ihn ab. Solange beide stehen, zeigt es die Liste der Buchungen.',

  suspendedSubjectYours: 'Links zu Ihrem Kalender sind ausgesetzt',
  suspendedSubjectHers: 'Links zum Kalender von {organizer} sind ausgesetzt',
  suspended:
    'Links zum Kalender von {organizer} bieten zurzeit keine Zeiten an. Wer einen öffnet, liest nur, dass er nicht verfügbar ist; gebuchte Termine bleiben bestehen.',
  suspendedBack: 'Sobald das Recht wieder da ist, gehen die Links von selbst wieder, und Sie erfahren es.',
  revivedSubjectYours: 'Links zu Ihrem Kalender gehen wieder',
  revivedSubjectHers: 'Links zum Kalender von {organizer} gehen wieder',
  revived: 'Links zum Kalender von {organizer} waren ausgesetzt und bieten wieder Zeiten an.',
  whyReviewer: '{maker} darf den Kalender von {organizer} jetzt nur noch ansehen.',
  whyFullAccess:
    '{maker} ist nicht mehr als Stellvertretung von {organizer} eingetragen; Vollzugriff auf das Postfach zählt nicht.',
  whyNoRight: 'Laut Exchange darf {maker} die Zeit von {organizer} nicht mehr anbieten.',
  whyNoSend: '{maker} darf nicht mehr im Auftrag von {organizer} senden.',
  whyGrantEnded: 'Was {organizer} {maker} erlaubt hat, galt für eine Zeit, die vorbei ist.',
  whyOrganizerOff: 'Die Terminvergabe ist für {organizer} ausgeschaltet, oder das Konto ist deaktiviert.',
  whyDelegateOff: 'Das Konto von {maker} ist deaktiviert.',
  whyOther: '{maker} darf die Zeit von {organizer} zurzeit nicht anbieten ({code}).',
  doDelegateAgain:
    '{organizer} kann {maker} wieder als Stellvertretung mit Bearbeitungsrecht eintragen: in Outlook unter Kalender › Freigabe und Berechtigungen.',
  doSend:
    'Die Exchange-Administration kann das Recht „Senden im Auftrag von“ für das Postfach von {organizer} wieder geben.',
  doRenew: '{organizer} oder die Administration kann es erneuern.',
  doOrganizerOn:
    '{organizer} kann sich anmelden und die Terminvergabe einschalten; die Administration kann das Konto aktivieren.',
  doDelegateOn: 'Die Administration kann es aktivieren; oder jemand anders erstellt einen neuen Link.',
  doAsk: 'Fragen Sie {organizer} oder Ihre Administration.',

  sfSubjectWaiting: 'Ein Termin ist noch nicht in Salesforce: {when}',
  sfSubjectGone: 'Ein Termin wurde aus Salesforce entfernt: {when}',
  sfMeeting: 'Im Kalender von {organizer}: {subject}, {when}',
  sfSaid: 'Was Salesforce gesagt hat:',
  sfDisabled: 'Salesforce lässt OnBehalf nicht für {organizer} handeln. Der Termin selbst steht in Outlook.',
  sfDisabledDo:
    'Bitten Sie die Salesforce-Administration, die App für {username} zuzulassen oder diese Person zu aktivieren.',
  sfCreate: 'Wer es versucht hat, darf dem Salesforce-Kalender von {organizer} nichts hinzufügen.',
  sfCreateDo:
    'Bitten Sie {organizer}, den Salesforce-Kalender mit „Add Events“ freizugeben, oder die Salesforce-Administration um das Recht „Edit Events“.',
  sfCreateOwnDo:
    'Bitten Sie einen Salesforce-Administrator um die Rechte „Access Activities“ und „Edit Events“ für {actor}; das ist {organizer}.',
  sfSave: 'Das Ereignis ist in Salesforce, aber {actor} kann es dort nicht sehen; es wurde daher nicht gespeichert.',
  sfSaveDo:
    'Bitten Sie {organizer} oder die Salesforce-Administration, das Ereignis dort freizugeben oder {organizer} wieder als Inhaber einzutragen.',
  sfSaveOwnDo: 'Bitten Sie einen Salesforce-Administrator, das Ereignis wieder {organizer} zuzuweisen.',
  sfUpdate: '{actor} kann das Ereignis in Salesforce sehen, aber nicht ändern.',
  sfUpdateDo:
    'Bitten Sie {organizer}, dort „Full Access“ auf den Salesforce-Kalender zu geben, oder verbinden Sie das eigene Salesforce-Konto von {organizer}.',
  sfUpdateOwnDo:
    'Fragen Sie einen Salesforce-Administrator, was {actor} ({organizer}) hindert, das Ereignis zu ändern: eine Sperre oder das fehlende Recht „Edit Events“.',
  sfGone: 'Jemand hat das Ereignis in Salesforce gelöscht. Der Termin selbst steht in Outlook.',
  sfGoneDo: 'Entscheiden Sie, ob es neu angelegt werden oder wegbleiben soll.',
  sfRejected: 'Salesforce hat abgelehnt, das Ereignis zu speichern.',
  sfRejectedDo:
    'Zeigen Sie den Text unten der Salesforce-Administration: Eine Regel oder ein Feld Ihrer Organisation steht im Weg.',
  sfLater: 'Salesforce hat nicht geantwortet oder war beschäftigt. Der Termin steht in Outlook, und Salesforce folgt.',
  sfLaterDo: 'Es ist nichts zu tun. Dauert es stundenlang, sagen Sie es der Salesforce-Administration.',
  sfLimit: 'Ihre Organisation hat ihre Salesforce-Anfragen für 24 Stunden aufgebraucht.',
  sfLimitDo:
    'Fragen Sie die Salesforce-Administration, was so viele verbraucht, oder bitten Sie um eine höhere Grenze.',

  dailySubject: 'OnBehalf: Mitteilungen von heute ({count})',

  noMeetingSubject: 'Nicht gebucht: ein Termin mit {organizer}, {when}',
  youAskedFor: 'Sie haben um einen Termin mit {organizer} gebeten: {when}.',
  cannotTakeIt: '{organizer} kann diese Zeit nicht annehmen. Es wurde nichts gebucht, und es kommt keine Einladung.',
  notAnswered: 'Niemand hat rechtzeitig geantwortet. Es wurde nichts gebucht, und es kommt keine Einladung.',
  notTaken: 'Der Kalender hat den Termin nicht angenommen. Es wurde nichts gebucht, und es kommt keine Einladung.',
  noLongerOffered:
    'Diese Zeit kann nicht mehr angeboten werden. Es wurde nichts gebucht, und es kommt keine Einladung.',
  writesYou: '{name} schreibt:',
  askForAnother: 'Um nach einer anderen Zeit zu fragen, öffnen Sie bitte den Link noch einmal, den Sie bekommen haben.',
  askForLink: 'Bitten Sie die Person, die Ihnen den Link geschickt hat, um einen neuen.',
  howItStands: 'Ihre Anfrage und wie es um sie steht',
  notYou:
    'Sie bekommen diese E-Mail, weil jemand mit Ihrer Adresse um diesen Termin gebeten hat. Waren Sie das nicht, müssen Sie nichts tun.'
}
