import type { Catalogue } from './en.ts'

export const pt: Catalogue = {
  hello: 'Olá, {name},',
  choose: 'De que é avisado por e-mail, e quando',
  theLink: 'O link: {subject}',
  openConsole: 'Abrir o OnBehalf',
  seeBookings: 'Reservas',

  inYours: '{what} no seu calendário: {when}',
  inHers: '{what} no calendário de {organizer}: {when}',
  whatBooked: 'Reservado',
  whatMoved: 'Alterado',
  whatCancelled: 'Cancelado',
  whatDeclined: 'Recusado',
  whatNotApproved: 'Não aprovado',
  whatNotBooked: 'Não reservado',
  whatNotMoved: 'Não alterado',

  booked: '{who} reservou {when}.',
  fromInvitee: 'Da pessoa convidada, não verificado:',
  moved: 'A reunião com {who} é agora: {when}.',
  movedFrom: 'Até agora: {when}',
  cancelled: 'A reunião com {who}, {when}, está cancelada. O horário está novamente livre.',
  reasonGiven: 'O motivo indicado, não verificado:',
  declined: '{who} recusou a reunião: {when}. Continua no calendário até que alguém a altere ou cancele.',
  proposed: 'Proposto em alternativa: {when}',
  lapsed: '{who} pediu {when}. Ninguém aprovou a tempo, e o horário está novamente livre.',
  notApproved: '{who} pediu {when}, e o pedido foi recusado. O horário está novamente livre.',
  inviteeTold: 'A pessoa convidada é avisada por e-mail.',
  notBooked: '{who} queria {when}, e nada foi reservado; a página de reserva indica-o.',
  notMoved: 'A reunião com {who} devia ser alterada e continua: {when}.',
  wentWrong: 'O que falhou:',
  by: 'Por: {by}',
  byInvitee: 'a pessoa convidada',
  byOutlook: 'alguém no Outlook',

  approveSubject: 'Para aprovar: uma reunião com {organizer}, {when}',
  approveOpening: 'Alguém pede uma reunião com {organizer} e aguarda a sua resposta.',
  approveWhen: 'Quando: {when}',
  approveWho: 'Quem: {who}',
  approveWhat: 'Assunto: {subject}',
  approveHere: 'Aprovar ou recusar aqui',
  approveUntil: 'O horário fica guardado até: {until}. Se ninguém responder, o pedido caduca por si.',
  approveForYou: 'Este endereço é só para si: quem o tiver pode responder em seu nome.',

  unreadSubjectYours: 'Não é possível ler o seu calendário',
  unreadSubjectHers: 'Não é possível ler o calendário de {owner}',
  unreadYours: 'Não é possível ler o seu calendário desde: {since}.',
  unreadHers: 'Não é possível ler o calendário de {owner} desde: {since}.',
  unreadMeans:
    'Quem abre um link que dele depende lê que os horários não podem ser lidos neste momento; ninguém pode reservar, e a ninguém é dito que está tudo ocupado.',
  unreadPasses: 'Normalmente passa por si, e será avisado. Se continuar, mostre isto ao seu administrador:',
  readableSubjectYours: 'Já é possível ler o seu calendário',
  readableSubjectHers: 'Já é possível ler o calendário de {owner}',
  readable: 'Não podia ser lido desde: {since}. Os links que dele dependem oferecem horários como antes.',

  collisionSubjectYours: 'Duas entradas à mesma hora no seu calendário',
  collisionSubjectHers: 'Duas entradas à mesma hora no calendário de {organizer}',
  collision:
    '{invitee} reservou {subject}: {when}. O horário estava livre quando foi reservado; mas agora há outra entrada no calendário, de {from} a {to}.',
  collisionDo:
    'Nada foi alterado. Altere ou cancele uma das duas. Enquanto existirem ambas, a lista de reservas mostra-o.',

  suspendedSubjectYours: 'Links suspensos para o seu calendário',
  suspendedSubjectHers: 'Links suspensos para o calendário de {organizer}',
  suspended:
    'Há links para o calendário de {organizer} que de momento não oferecem horários. Quem abre um lê apenas que não está disponível; as reuniões já reservadas mantêm-se.',
  suspendedBack: 'Assim que o direito voltar, os links funcionam de novo por si, e será avisado.',
  revivedSubjectYours: 'Os links voltaram a funcionar para o seu calendário',
  revivedSubjectHers: 'Os links voltaram a funcionar para o calendário de {organizer}',
  revived: 'Os links para o calendário de {organizer} estavam suspensos e oferecem novamente horários.',
  whyReviewer: '{maker} agora só pode ver o calendário de {organizer}.',
  whyFullAccess: '{maker} já não é delegado de {organizer}; o acesso total à caixa de correio não conta.',
  whyNoRight: 'O Exchange já não indica que {maker} possa oferecer o tempo de {organizer}.',
  whyNoSend: '{maker} já não tem o direito de enviar em nome de {organizer}.',
  whyGrantEnded: 'O que {organizer} concedeu a {maker} era para um período que já passou.',
  whyOrganizerOff: 'O agendamento está desligado para {organizer}, ou a conta está desativada.',
  whyDelegateOff: 'A conta de {maker} está desativada.',
  whyOther: '{maker} não pode oferecer o tempo de {organizer} de momento ({code}).',
  doDelegateAgain:
    '{organizer} pode tornar {maker} delegado com direitos de editor: no Outlook, Calendário › Partilha e permissões.',
  doSend:
    'Um administrador do Exchange pode voltar a dar o direito “Enviar em nome de” para a caixa de correio de {organizer}.',
  doRenew: '{organizer} ou um administrador pode renová-lo.',
  doOrganizerOn: '{organizer} pode iniciar sessão e ligar o agendamento; um administrador pode ativar a conta.',
  doDelegateOn: 'Um administrador pode ativá-la; ou outra pessoa cria um novo link.',
  doAsk: 'Pergunte a {organizer} ou ao seu administrador.',

  sfSubjectWaiting: 'Uma reunião ainda não está no Salesforce: {when}',
  sfSubjectGone: 'Uma reunião foi removida do Salesforce: {when}',
  sfMeeting: 'No calendário de {organizer}: {subject}, {when}',
  sfSaid: 'O que o Salesforce disse:',
  sfDisabled: 'O Salesforce não deixa o OnBehalf agir por {organizer}. A reunião em si está no Outlook.',
  sfDisabledDo:
    'Peça a um administrador do Salesforce que permita a aplicação para o utilizador {username}, ou que ative esse utilizador.',
  sfCreate: 'O utilizador que tentou não pode acrescentar nada ao calendário Salesforce de {organizer}.',
  sfCreateDo:
    'Peça a {organizer} que partilhe o calendário Salesforce com “Add Events”, ou a um administrador do Salesforce a permissão “Edit Events”.',
  sfCreateOwnDo:
    'Peça a um administrador do Salesforce as permissões «Access Activities» e «Edit Events» para {actor}, que é {organizer}.',
  sfSave: 'O evento está no Salesforce, mas o utilizador {actor} não o pode ver lá; por isso não foi guardado.',
  sfSaveDo:
    'Peça a {organizer} ou a um administrador do Salesforce que partilhe o evento com esse utilizador, ou que {organizer} volte a ser o proprietário.',
  sfSaveOwnDo: 'Peça a um administrador do Salesforce que volte a atribuir o evento a {organizer}.',
  sfUpdate: 'O utilizador {actor} pode ver o evento no Salesforce, mas não o pode alterar.',
  sfUpdateDo:
    'Peça a {organizer} que dê a esse utilizador “Full Access” ao calendário Salesforce, ou ligue o utilizador Salesforce de {organizer}.',
  sfUpdateOwnDo:
    'Pergunte a um administrador do Salesforce o que impede {actor}, que é {organizer}, de alterar o evento: um bloqueio ou a falta da permissão «Edit Events».',
  sfGone: 'Alguém eliminou o evento no Salesforce. A reunião em si está no Outlook.',
  sfGoneDo: 'Decida se deve ser criado de novo ou ficar eliminado.',
  sfRejected: 'O Salesforce recusou guardar o evento.',
  sfRejectedDo:
    'Mostre o texto abaixo a um administrador do Salesforce: uma regra ou um campo da sua organização impede-o.',
  sfLater: 'O Salesforce não respondeu, ou estava ocupado. A reunião está no Outlook, e o Salesforce seguirá.',
  sfLaterDo: 'Não é preciso fazer nada. Se durar horas, avise um administrador do Salesforce.',
  sfLimit: 'A sua organização esgotou os pedidos ao Salesforce para 24 horas.',
  sfLimitDo: 'Pergunte a um administrador do Salesforce o que usa tantos, ou peça um limite mais alto.',

  dailySubject: 'OnBehalf: avisos de hoje ({count})',

  noMeetingSubject: 'Não reservado: uma reunião com {organizer}, {when}',
  youAskedFor: 'Pediu uma reunião com {organizer}: {when}.',
  cannotTakeIt: '{organizer} não pode a esta hora. Nada foi reservado, e não virá nenhum convite.',
  notAnswered: 'Ninguém respondeu a tempo. Nada foi reservado, e não virá nenhum convite.',
  notTaken: 'O calendário não aceitou a reunião. Nada foi reservado, e não virá nenhum convite.',
  noLongerOffered: 'Este horário já não pode ser oferecido. Nada foi reservado, e não virá nenhum convite.',
  writesYou: '{name} escreve:',
  askForAnother: 'Para pedir outro horário, abra de novo o link que recebeu.',
  askForLink: 'Peça um novo link à pessoa que lho enviou.',
  howItStands: 'O seu pedido e em que estado está',
  notYou:
    'Recebe este e-mail porque alguém pediu esta reunião com o seu endereço. Se não foi você, não precisa de fazer nada.'
}
