import type { Catalogue } from './en.ts'

export const it: Catalogue = {
  hello: 'Buongiorno {name},',
  choose: 'Di che cosa viene avvisato per e-mail, e quando',
  theLink: 'Il link: {subject}',
  openConsole: 'Apri OnBehalf',
  seeBookings: 'Prenotazioni',

  inYours: '{what} nel suo calendario: {when}',
  inHers: '{what} nel calendario di {organizer}: {when}',
  whatBooked: 'Prenotato',
  whatMoved: 'Spostato',
  whatCancelled: 'Annullato',
  whatDeclined: 'Rifiutato',
  whatNotApproved: 'Non approvato',
  whatNotBooked: 'Non prenotato',
  whatNotMoved: 'Non spostato',

  booked: '{who} ha prenotato {when}.',
  fromInvitee: 'Dalla persona invitata, non verificato:',
  moved: 'La riunione con {who} è ora: {when}.',
  movedFrom: 'Finora: {when}',
  cancelled: 'La riunione con {who}, {when}, è annullata. L’orario è di nuovo libero.',
  reasonGiven: 'Il motivo indicato, non verificato:',
  declined: '{who} ha rifiutato la riunione: {when}. Resta nel calendario finché qualcuno non la sposta o la annulla.',
  proposed: 'Propone invece: {when}',
  lapsed: '{who} ha chiesto {when}. Nessuno ha approvato in tempo, e l’orario è di nuovo libero.',
  notApproved: '{who} ha chiesto {when}, e la richiesta è stata rifiutata. L’orario è di nuovo libero.',
  inviteeTold: 'La persona invitata viene avvisata per e-mail.',
  notBooked: '{who} voleva {when}, e non è stato prenotato nulla; la pagina di prenotazione lo dice.',
  notMoved: 'La riunione con {who} doveva essere spostata e resta: {when}.',
  wentWrong: 'Che cosa non ha funzionato:',
  by: 'Da: {by}',
  byInvitee: 'la persona invitata',
  byOutlook: 'qualcuno in Outlook',

  approveSubject: 'Da approvare: una riunione con {organizer}, {when}',
  approveOpening: 'Qualcuno chiede una riunione con {organizer} e attende la sua risposta.',
  approveWhen: 'Quando: {when}',
  approveWho: 'Chi: {who}',
  approveWhat: 'Oggetto: {subject}',
  approveHere: 'Approvi o rifiuti qui',
  approveUntil: 'L’orario è tenuto libero fino a: {until}. Se nessuno risponde, la richiesta decade da sola.',
  approveForYou: 'Questo indirizzo è solo per lei: chi lo ha può rispondere a suo nome.',

  unreadSubjectYours: 'Il suo calendario non può essere letto',
  unreadSubjectHers: 'Il calendario di {owner} non può essere letto',
  unreadYours: 'Il suo calendario non può essere letto da: {since}.',
  unreadHers: 'Il calendario di {owner} non può essere letto da: {since}.',
  unreadMeans:
    'Chi apre un link che ne dipende legge che gli orari non possono essere letti in questo momento; nessuno può prenotare, e a nessuno viene detto che tutto è occupato.',
  unreadPasses: 'Di solito passa da sé, e ne viene avvisato. Se continua, mostri questo al suo amministratore:',
  readableSubjectYours: 'Il suo calendario può essere letto di nuovo',
  readableSubjectHers: 'Il calendario di {owner} può essere letto di nuovo',
  readable: 'Non poteva essere letto da: {since}. I link che ne dipendono offrono orari come prima.',

  collisionSubjectYours: 'Due voci alla stessa ora nel suo calendario',
  collisionSubjectHers: 'Due voci alla stessa ora nel calendario di {organizer}',
  collision:
    '{invitee} ha prenotato {subject}: {when}. L’orario era libero quando è stato preso; ma ora c’è un’altra voce nel calendario, da {from} a {to}.',
  collisionDo:
    'Nulla è stato cambiato. Sposti o annulli una delle due. Finché ci sono entrambe, l’elenco delle prenotazioni lo mostra.',

  suspendedSubjectYours: 'Link sospesi per il suo calendario',
  suspendedSubjectHers: 'Link sospesi per il calendario di {organizer}',
  suspended:
    'Alcuni link al calendario di {organizer} al momento non offrono orari. Chi ne apre uno legge solo che non è disponibile; le riunioni già prenotate restano.',
  suspendedBack: 'Appena il diritto c’è di nuovo, i link riprendono a funzionare da soli, e ne viene avvisato.',
  revivedSubjectYours: 'I link funzionano di nuovo per il suo calendario',
  revivedSubjectHers: 'I link funzionano di nuovo per il calendario di {organizer}',
  revived: 'Alcuni link al calendario di {organizer} erano sospesi e offrono di nuovo orari.',
  whyReviewer: '{maker} ora può solo guardare il calendario di {organizer}.',
  whyFullAccess: '{maker} non è più delegato di {organizer}; l’accesso completo alla cassetta postale non conta.',
  whyNoRight: 'Secondo Exchange {maker} non può più offrire il tempo di {organizer}.',
  whyNoSend: '{maker} non ha più il diritto di inviare per conto di {organizer}.',
  whyGrantEnded: 'Ciò che {organizer} ha concesso a {maker} valeva per un periodo ormai trascorso.',
  whyOrganizerOff: 'La pianificazione è disattivata per {organizer}, oppure l’account è disabilitato.',
  whyDelegateOff: 'L’account di {maker} è disabilitato.',
  whyOther: '{maker} al momento non può offrire il tempo di {organizer} ({code}).',
  doDelegateAgain:
    '{organizer} può rendere {maker} delegato con diritti di editor: in Outlook, Calendario › Condivisione e autorizzazioni.',
  doSend:
    'Un amministratore di Exchange può dare di nuovo il diritto «Invia per conto di» per la cassetta postale di {organizer}.',
  doRenew: '{organizer} o un amministratore può rinnovarlo.',
  doOrganizerOn: '{organizer} può accedere e attivare la pianificazione; un amministratore può abilitare l’account.',
  doDelegateOn: 'Un amministratore può abilitarlo; oppure qualcun altro crea un nuovo link.',
  doAsk: 'Chieda a {organizer} o al suo amministratore.',

  sfSubjectWaiting: 'Una riunione non è ancora in Salesforce: {when}',
  sfSubjectGone: 'Una riunione è stata rimossa da Salesforce: {when}',
  sfMeeting: 'Nel calendario di {organizer}: {subject}, {when}',
  sfSaid: 'Che cosa ha detto Salesforce:',
  sfDisabled: 'Salesforce non lascia che OnBehalf agisca per {organizer}. La riunione in sé è in Outlook.',
  sfDisabledDo:
    'Chieda a un amministratore di Salesforce di consentire l’app per l’utente {username}, o di attivare quell’utente.',
  sfCreate: 'L’utente che ha provato non può aggiungere nulla al calendario Salesforce di {organizer}.',
  sfCreateDo:
    'Chieda a {organizer} di condividere il calendario Salesforce con «Add Events», o a un amministratore di Salesforce l’autorizzazione «Edit Events».',
  sfCreateOwnDo:
    'Chieda a un amministratore di Salesforce i permessi «Access Activities» e «Edit Events» per {actor}, cioè {organizer}.',
  sfSave: 'L’evento è in Salesforce, ma l’utente {actor} non può vederlo; perciò non è stato salvato.',
  sfSaveDo:
    'Chieda a {organizer} o a un amministratore di Salesforce di condividere l’evento con quell’utente, o di rendere {organizer} di nuovo proprietario.',
  sfSaveOwnDo: 'Chieda a un amministratore di Salesforce di riassegnare l’evento a {organizer}.',
  sfUpdate: 'L’utente {actor} può vedere l’evento in Salesforce, ma non può modificarlo.',
  sfUpdateDo:
    'Chieda a {organizer} di dare a quell’utente «Full Access» al calendario Salesforce, o colleghi l’utente Salesforce di {organizer}.',
  sfUpdateOwnDo:
    'Chieda a un amministratore di Salesforce che cosa impedisce a {actor}, cioè {organizer}, di modificare l’evento: un blocco o il permesso «Edit Events» mancante.',
  sfGone: 'Qualcuno ha eliminato l’evento in Salesforce. La riunione in sé è in Outlook.',
  sfGoneDo: 'Decida se deve essere ricreato o restare eliminato.',
  sfRejected: 'Salesforce ha rifiutato di salvare l’evento.',
  sfRejectedDo:
    'Mostri il testo qui sotto a un amministratore di Salesforce: una regola o un campo della sua organizzazione lo impedisce.',
  sfLater: 'Salesforce non ha risposto, o era occupato. La riunione è in Outlook, e Salesforce seguirà.',
  sfLaterDo: 'Non c’è nulla da fare. Se dura per ore, avvisi un amministratore di Salesforce.',
  sfLimit: 'La sua organizzazione ha esaurito le richieste a Salesforce per 24 ore.',
  sfLimitDo: 'Chieda a un amministratore di Salesforce che cosa ne usa così tante, o un limite più alto.',

  dailySubject: 'OnBehalf: avvisi di oggi ({count})',

  noMeetingSubject: 'Non prenotato: una riunione con {organizer}, {when}',
  youAskedFor: 'Lei ha chiesto una riunione con {organizer}: {when}.',
  cannotTakeIt: '{organizer} non può a quest’ora. Non è stato prenotato nulla, e non arriverà alcun invito.',
  notAnswered: 'Nessuno ha risposto in tempo. Non è stato prenotato nulla, e non arriverà alcun invito.',
  notTaken: 'Il calendario non ha accettato la riunione. Non è stato prenotato nulla, e non arriverà alcun invito.',
  noLongerOffered: 'Quest’orario non può più essere offerto. Non è stato prenotato nulla, e non arriverà alcun invito.',
  writesYou: '{name} scrive:',
  askForAnother: 'Per chiedere un altro orario, riapra il link che ha ricevuto.',
  askForLink: 'Chieda un nuovo link alla persona che glielo ha inviato.',
  howItStands: 'La sua richiesta e a che punto è',
  notYou:
    'Riceve questa e-mail perché qualcuno ha chiesto questa riunione con il suo indirizzo. Se non è stato lei, non deve fare nulla.'
}
