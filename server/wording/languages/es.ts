import type { Catalogue } from './en.ts'

export const es: Catalogue = {
  hello: 'Hola, {name}:',
  choose: 'De qué se le avisa por correo y cuándo',
  theLink: 'El enlace: {subject}',
  openConsole: 'Abrir OnBehalf',
  seeBookings: 'Reservas',

  inYours: '{what} en su calendario: {when}',
  inHers: '{what} en el calendario de {organizer}: {when}',
  whatBooked: 'Reservado',
  whatMoved: 'Cambiado de hora',
  whatCancelled: 'Cancelado',
  whatDeclined: 'Rechazado',
  whatNotApproved: 'No aprobado',
  whatNotBooked: 'No reservado',
  whatNotMoved: 'No cambiado de hora',

  booked: '{who} ha reservado {when}.',
  fromInvitee: 'De la persona invitada, sin verificar:',
  moved: 'La reunión con {who} es ahora: {when}.',
  movedFrom: 'Hasta ahora: {when}',
  cancelled: 'La reunión con {who}, {when}, está cancelada. La hora vuelve a estar libre.',
  reasonGiven: 'El motivo indicado, sin verificar:',
  declined:
    '{who} ha rechazado la reunión: {when}. Sigue en el calendario hasta que alguien la cambie de hora o la cancele.',
  proposed: 'Propone en su lugar: {when}',
  lapsed: '{who} pidió {when}. Nadie lo aprobó a tiempo, y la hora vuelve a estar libre.',
  notApproved: '{who} pidió {when}, y la solicitud fue rechazada. La hora vuelve a estar libre.',
  inviteeTold: 'Se avisa a la persona invitada por correo.',
  notBooked: '{who} quería {when}, y no se reservó nada; la página de reserva lo indica.',
  notMoved: 'La reunión con {who} debía cambiar de hora y sigue siendo: {when}.',
  wentWrong: 'Qué ha fallado:',
  by: 'Por: {by}',
  byInvitee: 'la persona invitada',
  byOutlook: 'alguien en Outlook',

  approveSubject: 'Pendiente de aprobación: una reunión con {organizer}, {when}',
  approveOpening: 'Alguien pide una reunión con {organizer} y espera su respuesta.',
  approveWhen: 'Cuándo: {when}',
  approveWho: 'Quién: {who}',
  approveWhat: 'Asunto: {subject}',
  approveHere: 'Aprobar o rechazar aquí',
  approveUntil: 'La hora se guarda hasta: {until}. Si nadie responde, la solicitud caduca sola.',
  approveForYou: 'Esta dirección es solo para usted: quien la tenga puede responder en su nombre.',

  unreadSubjectYours: 'No se puede leer su calendario',
  unreadSubjectHers: 'No se puede leer el calendario de {owner}',
  unreadYours: 'Su calendario no se puede leer desde: {since}.',
  unreadHers: 'El calendario de {owner} no se puede leer desde: {since}.',
  unreadMeans:
    'Quien abre un enlace que depende de él lee que ahora mismo no se pueden leer las horas; nadie puede reservar y a nadie se le dice que todo está ocupado.',
  unreadPasses: 'Casi siempre pasa solo, y se le avisará. Si continúa, muestre esto a su administrador:',
  readableSubjectYours: 'Su calendario se puede leer de nuevo',
  readableSubjectHers: 'El calendario de {owner} se puede leer de nuevo',
  readable: 'No se podía leer desde: {since}. Los enlaces que dependen de él ofrecen horas como antes.',

  collisionSubjectYours: 'Dos entradas a la misma hora en su calendario',
  collisionSubjectHers: 'Dos entradas a la misma hora en el calendario de {organizer}',
  collision:
    '{invitee} ha reservado {subject}: {when}. La hora estaba libre cuando se reservó; pero ahora hay otra entrada en el calendario, de {from} a {to}.',
  collisionDo:
    'No se ha cambiado nada. Cambie de hora o cancele una de las dos. Mientras existan ambas, la lista de reservas lo muestra.',

  suspendedSubjectYours: 'Enlaces suspendidos para su calendario',
  suspendedSubjectHers: 'Enlaces suspendidos para el calendario de {organizer}',
  suspended:
    'Hay enlaces al calendario de {organizer} que por ahora no ofrecen horas. Quien abre uno solo lee que no está disponible; las reuniones ya reservadas se mantienen.',
  suspendedBack: 'En cuanto vuelva el permiso, los enlaces funcionarán de nuevo por sí solos, y se le avisará.',
  revivedSubjectYours: 'Los enlaces vuelven a funcionar para su calendario',
  revivedSubjectHers: 'Los enlaces vuelven a funcionar para el calendario de {organizer}',
  revived: 'Los enlaces al calendario de {organizer} estaban suspendidos y vuelven a ofrecer horas.',
  whyReviewer: '{maker} ahora solo puede ver el calendario de {organizer}.',
  whyFullAccess: '{maker} ya no es delegado de {organizer}; el acceso total al buzón no cuenta.',
  whyNoRight: 'Exchange ya no indica que {maker} pueda ofrecer el tiempo de {organizer}.',
  whyNoSend: '{maker} ya no tiene permiso para enviar en nombre de {organizer}.',
  whyGrantEnded: 'Lo que {organizer} concedió a {maker} era para un periodo que ya ha pasado.',
  whyOrganizerOff: 'La programación está desactivada para {organizer}, o la cuenta está deshabilitada.',
  whyDelegateOff: 'La cuenta de {maker} está deshabilitada.',
  whyOther: '{maker} no puede ofrecer el tiempo de {organizer} por ahora ({code}).',
  doDelegateAgain:
    '{organizer} puede hacer a {maker} delegado con permisos de editor: en Outlook, Calendario › Uso compartido y permisos.',
  doSend:
    'Un administrador de Exchange puede dar de nuevo el permiso «Enviar en nombre de» para el buzón de {organizer}.',
  doRenew: '{organizer} o un administrador puede renovarlo.',
  doOrganizerOn:
    '{organizer} puede iniciar sesión y activar la programación; un administrador puede habilitar la cuenta.',
  doDelegateOn: 'Un administrador puede habilitarla; o bien otra persona crea un enlace nuevo.',
  doAsk: 'Pregunte a {organizer} o a su administrador.',

  sfSubjectWaiting: 'Una reunión aún no está en Salesforce: {when}',
  sfSubjectGone: 'Se ha quitado una reunión de Salesforce: {when}',
  sfMeeting: 'En el calendario de {organizer}: {subject}, {when}',
  sfSaid: 'Lo que dijo Salesforce:',
  sfDisabled: 'Salesforce no permite que OnBehalf actúe por {organizer}. La reunión en sí está en Outlook.',
  sfDisabledDo:
    'Pida a un administrador de Salesforce que permita la aplicación para el usuario {username}, o que active ese usuario.',
  sfCreate: 'El usuario que lo intentó no puede añadir nada al calendario de Salesforce de {organizer}.',
  sfCreateDo:
    'Pida a {organizer} que comparta el calendario de Salesforce con «Add Events», o a un administrador de Salesforce el permiso «Edit Events».',
  sfCreateOwnDo:
    'Pida a un administrador de Salesforce los permisos «Access Activities» y «Edit Events» para {actor}, que es {organizer}.',
  sfSave: 'El evento está en Salesforce, pero el usuario {actor} no puede verlo allí, así que no se guardó.',
  sfSaveDo:
    'Pida a {organizer} o a un administrador de Salesforce que comparta el evento con ese usuario, o que {organizer} vuelva a ser su propietario.',
  sfSaveOwnDo: 'Pida a un administrador de Salesforce que vuelva a asignar el evento a {organizer}.',
  sfUpdate: 'El usuario {actor} puede ver el evento en Salesforce, pero no puede cambiarlo.',
  sfUpdateDo:
    'Pida a {organizer} que dé a ese usuario «Full Access» al calendario de Salesforce, o conecte el usuario de Salesforce de {organizer}.',
  sfUpdateOwnDo:
    'Pregunte a un administrador de Salesforce qué impide a {actor}, que es {organizer}, cambiar el evento: un bloqueo o la falta del permiso «Edit Events».',
  sfGone: 'Alguien ha eliminado el evento en Salesforce. La reunión en sí está en Outlook.',
  sfGoneDo: 'Decida si se debe crear de nuevo o no.',
  sfRejected: 'Salesforce se negó a guardar el evento.',
  sfRejectedDo:
    'Muestre el texto siguiente a un administrador de Salesforce: lo impide una regla o un campo de su organización.',
  sfLater: 'Salesforce no respondió o estaba ocupado. La reunión está en Outlook, y Salesforce la seguirá.',
  sfLaterDo: 'No hay que hacer nada. Si dura horas, avise a un administrador de Salesforce.',
  sfLimit: 'Su organización ha agotado sus solicitudes de Salesforce para 24 horas.',
  sfLimitDo: 'Pregunte a un administrador de Salesforce qué usa tantas, o pida un límite mayor.',

  dailySubject: 'OnBehalf: avisos de hoy ({count})',

  noMeetingSubject: 'No reservado: una reunión con {organizer}, {when}',
  youAskedFor: 'Usted pidió una reunión con {organizer}: {when}.',
  cannotTakeIt: '{organizer} no puede a esa hora. No se ha reservado nada y no llegará ninguna invitación.',
  notAnswered: 'Nadie respondió a tiempo. No se ha reservado nada y no llegará ninguna invitación.',
  notTaken: 'El calendario no aceptó la reunión. No se ha reservado nada y no llegará ninguna invitación.',
  noLongerOffered: 'Esta hora ya no se puede ofrecer. No se ha reservado nada y no llegará ninguna invitación.',
  writesYou: '{name} escribe:',
  askForAnother: 'Para pedir otra hora, abra de nuevo el enlace que recibió.',
  askForLink: 'Pida un enlace nuevo a la persona que se lo envió.',
  howItStands: 'Su solicitud y su estado',
  notYou:
    'Recibe este correo porque alguien pidió esta reunión con su dirección. Si no fue usted, no tiene que hacer nada.'
}
