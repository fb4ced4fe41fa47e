import type { Catalogue } from './en.ts'

export const fr: Catalogue = {
  hello: 'Bonjour {name},',
  choose: 'Ce dont vous êtes averti par e-mail, et quand',
  theLink: 'Le lien : {subject}',
  openConsole: 'Ouvrir OnBehalf',
  seeBookings: 'Réservations',

  inYours: '{what} dans votre calendrier : {when}',
  inHers: '{what} dans le calendrier de {organizer} : {when}',
  whatBooked: 'Réservé',
  whatMoved: 'Déplacé',
  whatCancelled: 'Annulé',
  whatDeclined: 'Refusé',
  whatNotApproved: 'Non approuvé',
  whatNotBooked: 'Non réservé',
  whatNotMoved: 'Non déplacé',

  booked: '{who} a réservé {when}.',
  fromInvitee: 'De la part de la personne invitée, non vérifié :',
  moved: 'Le rendez-vous avec {who} est maintenant fixé à {when}.',
  movedFrom: 'Auparavant : {when}',
  cancelled: 'Le rendez-vous avec {who}, {when}, est annulé. Ce créneau est de nouveau libre.',
  reasonGiven: 'La raison donnée, non vérifiée :',
  declined:
    '{who} a refusé le rendez-vous : {when}. Il reste dans le calendrier tant que personne ne le déplace ou ne l’annule.',
  proposed: 'Proposé à la place : {when}',
  lapsed: '{who} a demandé {when}. Personne n’a approuvé à temps, et ce créneau est de nouveau libre.',
  notApproved: '{who} a demandé {when}, et la demande a été refusée. Ce créneau est de nouveau libre.',
  inviteeTold: 'La personne invitée en est avertie par e-mail.',
  notBooked: '{who} voulait {when}, et rien n’a été réservé ; la page de réservation le dit.',
  notMoved: 'Le rendez-vous avec {who} devait être déplacé et reste fixé à {when}.',
  wentWrong: 'Ce qui n’a pas fonctionné :',
  by: 'Par : {by}',
  byInvitee: 'la personne invitée',
  byOutlook: 'quelqu’un dans Outlook',

  approveSubject: 'À approuver : un rendez-vous avec {organizer}, {when}',
  approveOpening: 'Quelqu’un demande un rendez-vous avec {organizer} et attend votre réponse.',
  approveWhen: 'Quand : {when}',
  approveWho: 'Qui : {who}',
  approveWhat: 'Objet : {subject}',
  approveHere: 'Approuver ou refuser ici',
  approveUntil: 'Le créneau est gardé jusqu’à : {until}. Sans réponse, la demande expire d’elle-même.',
  approveForYou: 'Cette adresse n’est que pour vous : quiconque l’a peut répondre en votre nom.',

  unreadSubjectYours: 'Votre calendrier ne peut pas être lu',
  unreadSubjectHers: 'Le calendrier de {owner} ne peut pas être lu',
  unreadYours: 'Votre calendrier ne peut plus être lu depuis : {since}.',
  unreadHers: 'Le calendrier de {owner} ne peut plus être lu depuis : {since}.',
  unreadMeans:
    'Quiconque ouvre un lien qui en dépend lit que les horaires ne peuvent pas être lus pour le moment ; personne ne peut réserver, et on ne dit à personne que tout est pris.',
  unreadPasses:
    'Le plus souvent, cela passe tout seul, et vous en êtes averti. Si cela dure, montrez ceci à votre administrateur :',
  readableSubjectYours: 'Votre calendrier peut de nouveau être lu',
  readableSubjectHers: 'Le calendrier de {owner} peut de nouveau être lu',
  readable:
    'Il ne pouvait plus être lu depuis : {since}. Les liens qui en dépendent proposent des horaires comme avant.',

  collisionSubjectYours: 'Deux entrées au même moment dans votre calendrier',
  collisionSubjectHers: 'Deux entrées au même moment dans le calendrier de {organizer}',
  collision:
    '{invitee} a réservé {subject} : {when}. Le créneau était libre quand il a été pris ; mais une autre entrée figure maintenant dans le calendrier, du {from} au {to}.',
  collisionDo:
    'Rien n’a été modifié. Veuillez déplacer ou annuler l’une des deux. Tant que les deux existent, la liste des réservations le montre.',

  suspendedSubjectYours: 'Liens suspendus pour votre calendrier',
  suspendedSubjectHers: 'Liens suspendus pour le calendrier de {organizer}',
  suspended:
    'Des liens vers le calendrier de {organizer} ne proposent aucun horaire pour le moment. Quiconque en ouvre un lit seulement qu’il n’est pas disponible ; les rendez-vous déjà réservés sont maintenus.',
  suspendedBack: 'Dès que le droit est rétabli, les liens fonctionnent de nouveau d’eux-mêmes, et vous en êtes averti.',
  revivedSubjectYours: 'Les liens fonctionnent de nouveau pour votre calendrier',
  revivedSubjectHers: 'Les liens fonctionnent de nouveau pour le calendrier de {organizer}',
  revived: 'Des liens vers le calendrier de {organizer} étaient suspendus et proposent de nouveau des horaires.',
  whyReviewer: '{maker} ne peut plus que consulter le calendrier de {organizer}.',
  whyFullAccess: '{maker} n’est plus délégué de {organizer} ; l’accès total à la boîte aux lettres ne compte pas.',
  whyNoRight: 'Exchange n’indique plus que {maker} peut proposer le temps de {organizer}.',
  whyNoSend: '{maker} n’a plus le droit d’envoyer de la part de {organizer}.',
  whyGrantEnded: 'Ce que {organizer} a accordé à {maker} valait pour une période qui est passée.',
  whyOrganizerOff: 'La prise de rendez-vous est désactivée pour {organizer}, ou le compte est désactivé.',
  whyDelegateOff: 'Le compte de {maker} est désactivé.',
  whyOther: '{maker} ne peut pas proposer le temps de {organizer} pour le moment ({code}).',
  doDelegateAgain:
    '{organizer} peut désigner {maker} comme délégué avec droits d’éditeur : dans Outlook, Calendrier › Partage et autorisations.',
  doSend:
    'Un administrateur Exchange peut redonner le droit « Envoyer de la part de » pour la boîte aux lettres de {organizer}.',
  doRenew: '{organizer} ou un administrateur peut le renouveler.',
  doOrganizerOn:
    '{organizer} peut se connecter et activer la prise de rendez-vous ; un administrateur peut activer le compte.',
  doDelegateOn: 'Un administrateur peut l’activer ; ou quelqu’un d’autre crée un nouveau lien.',
  doAsk: 'Adressez-vous à {organizer} ou à votre administrateur.',

  sfSubjectWaiting: 'Un rendez-vous n’est pas encore dans Salesforce : {when}',
  sfSubjectGone: 'Un rendez-vous a été retiré de Salesforce : {when}',
  sfMeeting: 'Dans le calendrier de {organizer} : {subject}, {when}',
  sfSaid: 'Ce que Salesforce a répondu :',
  sfDisabled: 'Salesforce ne laisse pas OnBehalf agir pour {organizer}. Le rendez-vous lui-même est bien dans Outlook.',
  sfDisabledDo:
    'Demandez à un administrateur Salesforce d’autoriser l’application pour l’utilisateur {username}, ou d’activer cet utilisateur.',
  sfCreate: 'L’utilisateur qui a essayé ne peut rien ajouter au calendrier Salesforce de {organizer}.',
  sfCreateDo:
    'Demandez à {organizer} de partager le calendrier Salesforce avec « Add Events », ou à un administrateur Salesforce l’autorisation « Edit Events ».',
  sfCreateOwnDo:
    'Demandez à un administrateur Salesforce les autorisations « Access Activities » et « Edit Events » pour {actor}, c’est-à-dire {organizer}.',
  sfSave:
    'L’événement est dans Salesforce, mais l’utilisateur {actor} ne peut pas l’y voir ; il n’a donc pas été enregistré.',
  sfSaveDo:
    'Demandez à {organizer} ou à un administrateur Salesforce de partager l’événement avec cet utilisateur, ou de rendre {organizer} de nouveau propriétaire.',
  sfSaveOwnDo: 'Demandez à un administrateur Salesforce d’attribuer de nouveau l’événement à {organizer}.',
  sfUpdate: 'L’utilisateur {actor} peut voir l’événement dans Salesforce, mais ne peut pas le modifier.',
  sfUpdateDo:
    'Demandez à {organizer} de donner à cet utilisateur « Full Access » au calendrier Salesforce, ou connectez l’utilisateur Salesforce de {organizer}.',
  sfUpdateOwnDo:
    'Demandez à un administrateur Salesforce ce qui empêche {actor}, c’est-à-dire {organizer}, de modifier l’événement : un verrou ou l’autorisation « Edit Events » manquante.',
  sfGone: 'Quelqu’un a supprimé l’événement dans Salesforce. Le rendez-vous lui-même est bien dans Outlook.',
  sfGoneDo: 'Décidez s’il doit être recréé ou rester supprimé.',
  sfRejected: 'Salesforce a refusé d’enregistrer l’événement.',
  sfRejectedDo:
    'Montrez le texte ci-dessous à un administrateur Salesforce : une règle ou un champ de votre organisation s’y oppose.',
  sfLater: 'Salesforce n’a pas répondu, ou était occupé. Le rendez-vous est dans Outlook, et Salesforce suivra.',
  sfLaterDo: 'Il n’y a rien à faire. Si cela dure des heures, prévenez un administrateur Salesforce.',
  sfLimit: 'Votre organisation a épuisé ses requêtes Salesforce pour 24 heures.',
  sfLimitDo: 'Demandez à un administrateur Salesforce ce qui en utilise autant, ou une limite plus élevée.',

  dailySubject: 'OnBehalf : avis du jour ({count})',

  noMeetingSubject: 'Non réservé : un rendez-vous avec {organizer}, {when}',
  youAskedFor: 'Vous avez demandé un rendez-vous avec {organizer} : {when}.',
  cannotTakeIt: '{organizer} ne peut pas à ce moment-là. Rien n’a été réservé, et aucune invitation ne viendra.',
  notAnswered: 'Personne n’a répondu à temps. Rien n’a été réservé, et aucune invitation ne viendra.',
  notTaken: 'Le calendrier n’a pas pris le rendez-vous. Rien n’a été réservé, et aucune invitation ne viendra.',
  noLongerOffered: 'Ce créneau ne peut plus être proposé. Rien n’a été réservé, et aucune invitation ne viendra.',
  writesYou: '{name} écrit :',
  askForAnother: 'Pour demander un autre horaire, rouvrez le lien que vous avez reçu.',
  askForLink: 'Demandez un nouveau lien à la personne qui vous l’a envoyé.',
  howItStands: 'Votre demande et son état',
  notYou:
    'Vous recevez cet e-mail parce que quelqu’un a demandé ce rendez-vous avec votre adresse. Si ce n’était pas vous, il n’y a rien à faire.'
}
