import type { Catalogue } from './en.ts'

export const ja: Catalogue = {
  hello: '{name} 様',
  choose: 'メールでお知らせする内容と時期',
  theLink: 'リンク:{subject}',
  openConsole: 'OnBehalf を開く',
  seeBookings: '予約一覧',

  inYours: '{what}(あなたの予定表):{when}',
  inHers: '{what}({organizer} さんの予定表):{when}',
  whatBooked: '予約されました',
  whatMoved: '変更されました',
  whatCancelled: '取り消されました',
  whatDeclined: '辞退されました',
  whatNotApproved: '承認されませんでした',
  whatNotBooked: '予約できませんでした',
  whatNotMoved: '変更できませんでした',

  booked: '{who} さんが {when} を予約しました。',
  fromInvitee: '招待された方からのメッセージ(未確認):',
  moved: '{who} さんとの会議は {when} になりました。',
  movedFrom: '変更前:{when}',
  cancelled: '{who} さんとの {when} の会議は取り消されました。この時間は再び空いています。',
  reasonGiven: '伝えられた理由(未確認):',
  declined: '{who} さんが {when} の会議を辞退しました。誰かが変更または取り消すまで、会議は予定表に残ります。',
  proposed: '代わりの提案:{when}',
  lapsed: '{who} さんが {when} を希望しましたが、期限内に承認されず、この時間は再び空いています。',
  notApproved: '{who} さんが {when} を希望しましたが、依頼は承認されませんでした。この時間は再び空いています。',
  inviteeTold: '招待された方にはメールでお知らせします。',
  notBooked: '{who} さんが {when} を希望しましたが、予約は行われませんでした。予約ページにもその旨が表示されます。',
  notMoved: '{who} さんとの会議は変更できず、{when} のままです。',
  wentWrong: '問題の内容:',
  by: '操作した人:{by}',
  byInvitee: '招待された方',
  byOutlook: 'Outlook の利用者',

  approveSubject: '承認のお願い:{organizer} さんとの会議、{when}',
  approveOpening: '{organizer} さんとの会議の依頼があり、あなたの回答を待っています。',
  approveWhen: '日時:{when}',
  approveWho: '依頼した人:{who}',
  approveWhat: '件名:{subject}',
  approveHere: '承認または辞退はこちら',
  approveUntil: 'この時間は {until} まで確保されています。回答がない場合、依頼は自動的に失効します。',
  approveForYou: 'このアドレスはあなた専用です。知っている人は誰でもあなたの名前で回答できます。',

  unreadSubjectYours: 'あなたの予定表を読み取れません',
  unreadSubjectHers: '{owner} さんの予定表を読み取れません',
  unreadYours: 'あなたの予定表は {since} から読み取れません。',
  unreadHers: '{owner} さんの予定表は {since} から読み取れません。',
  unreadMeans:
    'この予定表を使うリンクを開いた人には、現在は時間を読み取れないと表示されます。誰も予約できませんが、すべて埋まっているとは表示されません。',
  unreadPasses: '多くの場合は自然に解消し、そのときにお知らせします。続く場合は、管理者に次の内容を見せてください:',
  readableSubjectYours: 'あなたの予定表を再び読み取れます',
  readableSubjectHers: '{owner} さんの予定表を再び読み取れます',
  readable: '{since} から読み取れませんでした。この予定表を使うリンクは、以前のように時間を提示します。',

  collisionSubjectYours: 'あなたの予定表の同じ時間に予定が二つあります',
  collisionSubjectHers: '{organizer} さんの予定表の同じ時間に予定が二つあります',
  collision:
    '{invitee} さんが {subject} を {when} に予約しました。予約の時点では空いていましたが、現在は {from} から {to} まで別の予定が入っています。',
  collisionDo: '何も変更していません。どちらかを変更または取り消してください。両方がある間は予約一覧に表示されます。',

  suspendedSubjectYours: 'あなたの予定表のリンクが停止しています',
  suspendedSubjectHers: '{organizer} さんの予定表のリンクが停止しています',
  suspended:
    '{organizer} さんの予定表のリンクは現在、時間を提示していません。開いた人には利用できないとだけ表示されます。予約済みの会議はそのままです。',
  suspendedBack: '権限が戻ると、リンクは自動的に再び使えるようになり、お知らせします。',
  revivedSubjectYours: 'あなたの予定表のリンクが再び使えます',
  revivedSubjectHers: '{organizer} さんの予定表のリンクが再び使えます',
  revived: '停止していた {organizer} さんの予定表のリンクが、再び時間を提示しています。',
  whyReviewer: '{maker} さんは現在、{organizer} さんの予定表を閲覧することしかできません。',
  whyFullAccess:
    '{maker} さんは {organizer} さんの代理人ではなくなりました。メールボックスへのフル アクセスは代理権に含まれません。',
  whyNoRight: '{maker} さんが {organizer} さんの時間を提示できることを、Exchange で確認できなくなりました。',
  whyNoSend: '{maker} さんには {organizer} さんの代理として送信する権限がなくなりました。',
  whyGrantEnded: '{organizer} さんが {maker} さんに与えた許可の期間は終わりました。',
  whyOrganizerOff: '{organizer} さんの日程調整が無効か、アカウントが無効です。',
  whyDelegateOff: '{maker} さんのアカウントが無効です。',
  whyOther: '{maker} さんは現在、{organizer} さんの時間を提示できません({code})。',
  doDelegateAgain:
    '{organizer} さんは {maker} さんを編集権限のある代理人に設定できます(Outlook の「予定表 › 共有とアクセス許可」)。',
  doSend:
    'Exchange の管理者は、{organizer} さんのメールボックスに「代理人として送信」の権限を再び与えることができます。',
  doRenew: '{organizer} さんまたは管理者が更新できます。',
  doOrganizerOn: '{organizer} さんはサインインして日程調整を有効にできます。管理者はアカウントを有効にできます。',
  doDelegateOn: '管理者が有効にするか、別の人が新しいリンクを作成してください。',
  doAsk: '{organizer} さんまたは管理者にお問い合わせください。',

  sfSubjectWaiting: '会議がまだ Salesforce にありません:{when}',
  sfSubjectGone: '会議が Salesforce から削除されました:{when}',
  sfMeeting: '{organizer} さんの予定表:{subject}、{when}',
  sfSaid: 'Salesforce からの応答:',
  sfDisabled: 'Salesforce では OnBehalf が {organizer} さんとして操作できません。会議自体は Outlook にあります。',
  sfDisabledDo:
    'Salesforce の管理者に、ユーザー {username} に対するアプリの許可、またはそのユーザーの有効化を依頼してください。',
  sfCreate: '操作したユーザーは、{organizer} さんの Salesforce カレンダーに追加できません。',
  sfCreateDo:
    '{organizer} さんに Salesforce カレンダーを「Add Events」で共有するよう依頼するか、Salesforce の管理者に「Edit Events」の権限を依頼してください。',
  sfCreateOwnDo:
    '{actor}（{organizer} さん本人）に「Access Activities」と「Edit Events」の権限を付けるよう、Salesforce の管理者に依頼してください。',
  sfSave: '行動は Salesforce にありますが、ユーザー {actor} には見えないため、保存されませんでした。',
  sfSaveDo:
    '{organizer} さんまたは Salesforce の管理者に、行動をそのユーザーと共有するか、{organizer} さんを所有者に戻すよう依頼してください。',
  sfSaveOwnDo: '行動の所有者を {organizer} さんに戻すよう、Salesforce の管理者に依頼してください。',
  sfUpdate: 'ユーザー {actor} は Salesforce の行動を見ることはできますが、変更できません。',
  sfUpdateDo:
    '{organizer} さんにそのユーザーへ Salesforce カレンダーの「Full Access」を与えるよう依頼するか、{organizer} さん自身の Salesforce ユーザーを接続してください。',
  sfUpdateOwnDo:
    '{actor}（{organizer} さん本人）が行動を変更できない理由を Salesforce の管理者に確認してください。ロックされているか、「Edit Events」の権限がありません。',
  sfGone: '行動が Salesforce で削除されました。会議自体は Outlook にあります。',
  sfGoneDo: '作り直すか、そのままにするかを決めてください。',
  sfRejected: 'Salesforce は行動の保存を拒否しました。',
  sfRejectedDo: '下の内容を Salesforce の管理者に見せてください。組織のルールまたは項目が妨げになっています。',
  sfLater: 'Salesforce が応答しないか、混み合っています。会議は Outlook にあり、Salesforce には後で反映されます。',
  sfLaterDo: '何もする必要はありません。何時間も続く場合は Salesforce の管理者に連絡してください。',
  sfLimit: '組織の 24 時間分の Salesforce リクエストを使い切りました。',
  sfLimitDo: '何が多く使っているかを Salesforce の管理者に確認するか、上限の引き上げを依頼してください。',

  dailySubject: 'OnBehalf:本日のお知らせ({count} 件)',

  noMeetingSubject: '予約されていません:{organizer} さんとの会議、{when}',
  youAskedFor: '{organizer} さんとの会議を希望されました:{when}',
  cannotTakeIt: '{organizer} さんはこの時間の都合がつきません。予約は行われず、招待状も届きません。',
  notAnswered: '期限内に回答がありませんでした。予約は行われず、招待状も届きません。',
  notTaken: '予定表に会議を登録できませんでした。予約は行われず、招待状も届きません。',
  noLongerOffered: 'この時間は提供できなくなりました。予約は行われず、招待状も届きません。',
  writesYou: '{name} さんからのメッセージ:',
  askForAnother: '別の時間を希望される場合は、受け取ったリンクをもう一度開いてください。',
  askForLink: 'リンクを送った方に新しいリンクを依頼してください。',
  howItStands: 'ご依頼とその状況',
  notYou:
    'このメールは、あなたのメールアドレスで会議の依頼があったためお送りしています。お心当たりがない場合は、何もする必要はありません。'
}
