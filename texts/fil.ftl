# Angat in Taglish, as it is spoken on the floor. Ids are story-what; values arrive ready and escaped.

## What buttons say

button-start = Simulan
button-who-sees = Sino'ng nakakakita?
button-language = English
button-not-for-me = Hindi para sa'kin
button-not-started = Di pa start
button-skip = Skip muna
button-other = Iba
button-rotates = Nagro-rotate
button-not-sure = Di pa sure
button-done = Tapos
button-undo = Undo
button-put-back = Ibalik
button-number = + Number
button-more = Iba pa
button-less = Balik
button-edit = I-edit
button-other-shift = Ibang shift
button-delete = Burahin
button-kind = Klase
button-newer = Mas bago
button-older = Mas luma
button-to-list = Balik sa listahan
button-scorecard = Scorecard
button-my-count = Sariling bilang
button-estimate = Estimate lang
button-fix = Ayusin
button-at = Mamayang { $time }
button-nothing = Wala today
button-i-work = May pasok ako
button-it-is-a-win = Win 'yan
button-keep-note = Itago, akin lang
button-forget = Burahin
button-how-to = Paano 'to
button-begin = I-save, simulan
button-every-shift = Kada shift
button-weekly = Once a week
button-never = Huwag magtanong
button-okay = Okay
button-yes = Oo
button-changed = Nagbago
button-no-job = Walang work muna
button-yes-ask-me = Sige
button-no-thanks = Huwag na
button-energy-1 = Lowbat
button-energy-2 = Pagod
button-energy-3 = Sakto
button-energy-4 = Okay
button-energy-5 = Full
button-reason-caller = Galit na caller
button-reason-queue = Sunod-sunod
button-reason-break = No break
button-reason-system = System
button-reason-personal = Personal
button-ticked = ✓ { $label }
button-talk = May makakausap
button-note = May note
button-stop-asking = Itigil na
button-wipe-checks = Burahin ang checks
button-out-hour = Oras ng out
button-start-hour = Oras ng in
button-first-day = Unang araw
button-rest-days = Mga RD
button-delay = Ilang minuto after
button-how-often = Gaano kadalas
button-minutes = { $minutes } min
button-hours-more = +{ $hours } h
button-after-sleep = Pagkagising ko
button-all-numbers = Lahat ng number
button-my-file = File ko
button-file-first = Kunin muna ang file
button-delete-all = Burahin lahat
button-delete-sure = Oo, burahin lahat
button-keep-all = Huwag burahin
button-open-private = Buksan nang private
button-back = Balik
button-ask-me = Kailan magtatanong
button-energy = Battery tap
button-which-language = Language
button-country = Country
button-my-data = Data ko

## Start

start-card = Hi { $name }, Angat 'to. Pagka-out mo, isang bagay lang na maayos mong nagawa; itatabi ko pati number, may mailalabas ka sa coaching, regularization o pag-apply mo.
    Walang TL, HR o report na makakakita. Burahin lahat anytime: /privacy
start-sees = <b>Ikaw</b>: lahat.
    <b>TL, HR, group</b>: wala. Walang daan papasok para sa kanila.
    <b>{ $operator }</b>, may hawak ng server: kayang basahin ang wins at nasa kanya ang susi ng iba, pangako niyang hindi.
    <b>Telegram</b> ang nagdadala ng message.
start-again = Hi { $name }. Kapag may umayos, isang linya lang. /wins ang mga naitabi mo, /shift ang oras mo, /help ang iba pa.
start-wiped = Burado na lahat. Wala na akong alam tungkol sa'yo. /start kung magbago ang isip mo.
start-stranger = Hindi pa kita kilala kaya wala akong itinabi. I-save ko ba ang linyang 'to at magsimula tayo?
start-stranger-hello = Hi, Angat 'to. Private na itinatabi ko ang wins mo sa work. /start para magsimula, /help kung kailangan mo ng kausap.
start-gone-message = Hindi ko na mahanap ang linyang 'yan. I-send mo ulit at itatabi ko.

setup-first-win = Isipin mo 'yung huling shift mo. Ano'ng isang bagay na umayos dahil sa'yo, kahit maliit? Tap o type lang.
setup-hour-first = Naka-save na, una mo 'yan. Anong oras ka usually out? Doon lang ako magtatanong, hindi kapag tulog ka.
setup-hour = Anong oras ka usually out? Doon lang ako magtatanong, hindi kapag tulog ka.
setup-hour-type = I-type ang oras ng out mo. Halimbawa: 7 AM, o 19:30.
setup-hour-unread = Hindi ko mabasa bilang oras. May AM o PM, gaya ng 7 AM, 19:30, o 10pm-7am.
setup-starts = Kailan ang first shift mo? Tap, o i-type ang date gaya ng Dec 1.
setup-starts-unread = Hindi ko mabasa bilang date. Halimbawa: Dec 1, o 2026-12-01.
setup-starts-past = Tapos na ang araw na 'yan. I-type ang date ng first shift mo, gaya ng Dec 1.
setup-tomorrow = Bukas
setup-rest = Kailan ang RD mo?
setup-rest-pick = I-tap ang RD mo, saka ang Tapos. Puwede ring i-type, gaya ng Sat Sun.
setup-rest-unread = Hindi ko mabasa bilang RD. Halimbawa: Sat Sun, o wala.
setup-done = Ayos na: { $hours }, RD { $rest }. Balik ako { $next }, isang tanong lang, { $zone } time. May mali? /shift
setup-done-rotates = Sige. Walang tanong hangga't walang oras sa /shift; ang i-type mo, itatabi kada araw, { $zone } time.
setup-done-resting = Sige. RD araw-araw, kaya walang tanong; ang i-type mo, itatabi kada araw, { $zone } time. May mali? /shift
setup-done-unsure = Sige. Walang tanong hangga't hindi ko alam ang RD mo sa /shift; ang i-type mo, itatabi kada araw, { $zone } time.
hours-span = { $begins } hanggang { $ends }
rest-none = wala

## Wins

win-kept = Naka-save, { $shift }.
win-kept-count = { $count ->
        [1] Naka-save, { $shift }. Una mo 'yan.
       *[other] Naka-save, { $shift }. Pang-{ $count } na 'yan.
    }
win-kept-many = Naka-save lahat, { $count }, { $shift }.
win-kept-edited = Binago na, { $shift }. Kung ano'ng sinulat mo, 'yun na.
win-kept-chip = Naka-save, { $shift }: { $text }
win-undone = Tinanggal na. Hanggang bukas, puwede mo pang ibalik.
win-back = Naibalik na, { $shift }.
win-detail = <b>{ $shift }</b>
    { $text }
win-edit = I-type mo kung paano dapat mabasa.
win-edit-untyped = Kailangan ko 'yan sa salita. I-type mo kung paano dapat mabasa, o /cancel.
win-edited = Ganito na: { $text }
win-which-shift = Aling shift 'yun?
win-moved = Nasa { $shift } na.
win-which-kind = Anong klaseng win 'to? I-tap ulit para alisin.
tag-crucial = Crucial task
tag-value = Value added
tag-accomplished = Accomplishment
win-list-empty = Wala pang naitabi. Pagkatapos ng susunod na shift mo, isang linya lang.
win-list-title = { $count ->
        [1] <b>Mga naitabi mo</b>
       *[other] <b>Mga naitabi mo</b>, { $count } lahat
    }
win-list-entry = <b>{ $place }.</b> { $line }
win-list-line = { $shift } · { $text }
win-list-line-more = { $shift } · { $text } · { $more }
win-nothing-to-say = I-type mo lang, isang linya. Halimbawa: 31 calls, zero hold
win-gone = Tinanggal na ang win na 'yon. Itabi ko ba ang linyang 'to?
win-gone-edit = Tinanggal na 'yan, kaya walang nabago. I-send mo bilang bagong linya para maitabi.
win-emptied = Wala nang laman 'yan, kaya ganoon pa rin ang win.
win-edit-of-other = Hindi 'yan naitabi bilang win. Itabi ko ba ngayon?

number-ask = Ano'ng number? Halimbawa: 480 to 410, 96%, 31 calls.
number-again = Hindi ko mabasa bilang number. Halimbawa: 480 to 410, 96%, 31 calls.
number-untyped = Naka-type na number lang ang nababasa ko. Halimbawa: 480 to 410, 96%, 31 calls.
number-echo = { $number } Saan galing?
number-kept = { $number }
    { $basis }
number-one = { $metric }{ $after }.
number-less = { $metric }{ $before } to { $after }, bumaba ng { $difference } ({ $percent }%).
number-more = { $metric }{ $before } to { $after }, tumaas ng { $difference } ({ $percent }%).
number-less-plain = { $metric }{ $before } to { $after }, bumaba ng { $difference }.
number-more-plain = { $metric }{ $before } to { $after }, tumaas ng { $difference }.
number-same = { $metric }{ $before } to { $after }, walang bago.
number-point = 1 point
number-points = { $points } points
basis-scorecard = Galing sa scorecard mo.
basis-counted = Sariling bilang.
basis-estimated = Estimate.

## What is not a win

plain-greeting = Hi! Kapag may umayos, isang linya lang.
plain-question = Taga-tabi lang ako; para sa how-to, tap dito.
plain-nothing = Okay lang. Hindi kailangang meron kada shift.
plain-later = Sige, { $time }.
plain-later-none = Sige, kung kailan mo gusto.
plain-overtime = Noted ang OT. Kailan ako magtatanong?
plain-overtime-none = Noted ang OT. Wala kang shift ngayon, kaya magtatanong ako gaya ng dati. Oras mo: /shift
plain-overtime-until = Noted ang OT. Balik ako { $time }.
plain-rest-day = Noted, walang tanong para sa { $shift }.
plain-work-day = May pasok na ulit: { $shift }.
plain-rest-day-none = Noted. Pahinga ka.
plain-stop = Ititigil ko ba ang tanong, o buburahin ang hawak ko? Walang magbabago kung walang tap.
plain-vent = Ang bigat nun. Hindi ko 'yan isinama sa wins.
plain-vent-kept = Naitabi, selyado, hiwalay sa wins mo. Walang TL, HR o report; sa /export mo makukuha.
plain-vent-edited = Binago na, selyado pa rin.
plain-vent-forgotten = Kinalimutan ko na. Walang natira sa linyang 'yan.
plain-sticker = Salita ang itinatabi ko; isang linya lang.
plain-voice = Salita ang itinatabi ko; isang linya lang.
plain-file = Salita ang itinatabi ko; isang linya lang.
plain-unknown-command = Hindi ko alam 'yan. /help ang listahan ng kaya ko.
plain-group = Sa private lang ako sumasagot. Walang personal dito.

## The card at the end of a shift

again-away = Nawala ako saglit: kung nag-tap ka noon, paki-tap ulit.
card-less = Babawasan ko ang tanong: isa na lang sa huling shift ng week. Nandito pa rin lahat ng naitabi mo.
card-less-okay = Once a week na lang. Sa /shift puwedeng baguhin.
card-every = Sige, kada shift.
card-never = Hindi na ako magtatanong. Mag-type ka lang anytime; sa /shift puwedeng ibalik.
card-nothing = Okay lang. Sarado na ang { $shift }, pahinga na.
card-later = Sige, { $time }.
return-hello = Uy, hello ulit. Walang nawala, wala kang hahabulin. { $count } ang naitabi mo, huli 'yung { $last } { $hour } pa rin ba ang out mo?
return-hello-plain = Uy, hello ulit. Walang nawala, wala kang hahabulin. Ganoon pa rin ba ang shift mo?
return-yes = Ayos. Magtatanong ulit ako pagkatapos ng shift mo.
return-no-job = Sige, walang tanong. Sa'yo pa rin ang record mo. /shift kapag may bago nang work.

## Energy

energy-offer = Gusto mo ba ng isang optional tap kada shift: gaano pa kapuno ang battery mo? Para sa'yo lang: hindi lalabas sa TL, HR o report. Paano nakatago: /privacy
energy-ask = Battery, { $shift }?
energy-noted = Noted, para sa'yo. Dagdagan mo, o iwan mo na.
energy-done = Noted, para sa'yo. Pahinga ka.
energy-refused = Sige, walang tanong tungkol diyan.
energy-refused-later = Sige. Nasa /checkin lang 'yan kung gusto mo.
energy-note-ask = Isulat mo. Selyado 'yan: walang TL, walang HR, walang report.
energy-note-kept = Selyado na, para sa'yo. Ang isusulat mo sa susunod na dalawang minuto, doon din.
energy-note-lost = Tinanggal mo na 'yung tap, kaya hindi ko itinabi ang note. Itago ko ba nang selyado?
energy-beside = Para sa'yo lang ba 'to, o win? Wala pa akong itinabi.
energy-note-long = Masyadong mahaba para rito. Kaya ba sa mas maikli, mga 120 words?
energy-undone = Tinanggal na.
energy-stopped = Hindi ko na itatanong. Selyado pa rin dito ang mga sagot mo; burahin mo kung gusto mo.
energy-wiped = Wala nang nakatago.
energy-no-shift = Wala pang shift na puwedeng i-tap ngayon. Kasabay 'yan ng susunod; nasa /shift ang oras mo.

## My week

progress-title = <b>Week mo</b>
progress-shifts = { $count ->
        [0] Wala pang natapos na shift
        [1] 1 shift
       *[other] { $count } shifts
    }
progress-wins = { $count ->
        [0] wala pang naitabi
        [1] 1 ang naitabi
       *[other] { $count } ang naitabi
    }
progress-shift = { $shifts }.
progress-line = { $shifts }, { $wins }.
progress-strongest = Pinakamalakas: { $text }
progress-latest = Pinakabago: { $text }
progress-next = Susunod na tanong: { $when }.
progress-quiet = Walang nakaplanong tanong. /shift

## My hours

shift-title = <b>Oras mo</b>
shift-hours = { $hours }, { $zone } time.
shift-hours-none = Wala pang oras: nagro-rotate. Ilagay mo at magtatanong ako pagka-out mo.
shift-rest = RD: { $rest }.
shift-rest-all = RD araw-araw, kaya hindi ako nagtatanong.
shift-rest-none = RD: hindi ko pa alam, kaya hindi ako nagtatanong.
shift-starts = First shift: { $date }.
shift-delay = { $minutes ->
        [0] Nagtatanong ako pagka-out mo mismo.
        [1] Nagtatanong ako 1 minute after.
       *[other] Nagtatanong ako { $minutes } minutes after.
    }
shift-asking-every = Kada shift.
shift-asking-weekly = Once a week, pagkatapos ng huling shift.
shift-asking-never = Walang tanong.
shift-asking-silent = Tahimik muna: hindi mo ako kinailangan.
shift-next = Susunod na tanong: { $when }.
shift-on = Naka-shift ka: { $shift }, hanggang { $time }.
shift-ahead = Susunod na shift: { $when }.
shift-pick-hour = Anong oras ka usually out? Tap, o i-type gaya ng 7 AM o 10pm-7am.
shift-pick-start = Anong oras ang in mo? Tap, o i-type gaya ng 9:30 PM.
shift-start-unread = Hindi ko 'yan magawang isang shift. I-type ang in at out, gaya ng 10pm-7am.
shift-pick-first = Kailan ang first shift mo? I-type ang date gaya ng Dec 1.
shift-pick-delay = Ilang minuto pagkatapos ng shift mo? Tap, o i-type ang 0 hanggang 180.
shift-pick-asking = Gaano kadalas ako magtatanong?
shift-delay-unread = Hindi 'yan 0 hanggang 180. Halimbawa: 30

## Settings

settings-title = <b>Settings</b>
settings-asking-every = Tanong: kada shift.
settings-asking-weekly = Tanong: once a week, pagkatapos ng huling shift.
settings-asking-never = Tanong: wala.
settings-asking-silent = Tanong: tahimik muna, hindi mo ako kinailangan.
settings-delay = Minuto pagka-out: { $minutes }.
settings-energy-on = Battery tap: naka-on.
settings-energy-off = Battery tap: naka-off.
settings-language = Language: Taglish.
settings-country = Country: { $country }. Sa /help, una ang mga number nito.
settings-country-none = Country: wala pa. Nasa /help ang mga number ng lahat.
settings-pick-country = Numbers ng aling bansa ang una sa /help? Hindi magbabago ang oras mo.
settings-energy-stop = Naka-on ang battery tap: isang optional tap kada shift. Hindi lalabas sa TL, HR o report.

## Help

help-now = Hindi okay ngayon? <b>{ $number }</b>.
help-talk = May makakausap araw-gabi: { $lines }.
help-how = Paano 'to:
    • Isang linya pagkatapos ng shift, win na 'yon. Walang command.
    • /wins ang mga naitabi mo, /progress ang week mo.
    • /shift para sa oras mo, /checkin para sa battery mo.
    • /privacy kung sino'ng nakakakita, ang file mo, at pagbura.
    • I-edit mo ang message mo, sasama ang win.
help-all-title = <b>{ $country }</b>
help-line = { $name }: <b>{ $number }</b> ({ $hours })
help-bot = Bot lang ako, hindi ako nakakatawag para sa'yo; sila, makakausap mo.
help-emergencies = Hindi okay ngayon? Emergency numbers: { $numbers }.
help-country = { $country }: { $lines }
country-PH = Philippines
country-IN = India
country-ZA = South Africa
country-CO = Colombia
country-US = United States

## Privacy, file, deletion

privacy = <b>Sino'ng nakakakita ng ano</b>
    Ikaw: lahat.
    TL, HR, group: wala. Walang report, walang admin screen.
    { $operator } ang may hawak ng server: kayang basahin ang wins, nasa kanya ang susi ng mga selyado, pangako niyang hindi titingin. Telegram ang nagdadala ng message.
    Selyado ang battery taps at notes: walang TL, walang HR, walang report.
    Ang hindi win, hindi itinatabi.
privacy-stranger = Wala akong alam tungkol sa'yo. <b>{ $operator }</b> ang may hawak ng server; ang itinatabi rito, hindi makikita ng TL, HR o report. /start para magsimula.
privacy-energy-on = Battery taps: pumayag ka noong { $date }. /checkin para itigil.
privacy-language = Taglish na tayo.
export-caption = Ito lahat ng naka-save na sa'yo.
export-failed = Kung wala pa ang file sa isang minuto, i-send ulit ang /export.
delete-ask = Mabubura ang { $counts }. Hindi na maibabalik.
delete-ask-nothing = Mabubura ang account mo rito; wala ka pang naitabi. Hindi na maibabalik.
delete-sure = Huling tanong: burahin na talaga lahat?
delete-kept = Walang nabura.
delete-done = Burado na lahat. Wala na akong alam tungkol sa'yo.
delete-count-wins = { $count ->
        [1] 1 win
       *[other] { $count } wins
    }
delete-count-shifts = { $count ->
        [1] 1 shift
       *[other] { $count } shifts
    }
delete-count-checkins = { $count ->
        [1] 1 battery tap
       *[other] { $count } battery taps
    }
delete-count-notes = { $count ->
        [1] 1 note
       *[other] { $count } notes
    }

## Everything else

cancel-done = Sige, hindi na itutuloy.
cancel-nothing = Wala namang nakabukas.
old-button = Sarado na 'yung tanong na 'yan, pero bukas pa ako.
already-done = Nagawa na.
not-yours = Hindi sa'yo ang button na 'yan o wala na 'yan.
our-fault = May nasira sa akin. Itinabi ko muna ang sinulat mo; kung wala sa /wins, i-send mo ulit.
outage = Hindi ako makapag-save ngayon. Kukunin ko agad kapag kaya na.

## The / menu

menu-win = Itabi ang win (o i-type lang)
menu-wins = Mga naitabi ko
menu-progress = Week ko
menu-shift = Oras ko
menu-help = Tulong
menu-privacy = Sino'ng nakakakita
menu-settings = Settings
menu-kra = Scorecard ko
menu-case = Case ko
menu-team = Team ko

## The bank of questions, and the chips that fit them

question-1 = Tapos na ang { $shift }. May naayos ka ba, o may kumalma dahil sa'yo?
question-2 = Out ka na ba? May number bang gumalaw noong { $shift }?
question-3 = { $shift }, done. Sino'ng natulungan mo, caller o seatmate?
question-4 = Noong { $shift }, may naipaliwanag ka bang na-gets agad?
question-5 = Sarado na ang { $shift }. May sinalo ka bang iba, o pumasok ka kahit mahirap?
question-6 = May nakapansin ba sa gawa mo noong { $shift }? Client, TL, o caller?
question-7 = Tapos ang { $shift }. Ano'ng alam mo na ngayon na di mo pa alam pag-login?
question-8 = Aling call noong { $shift } ang ipaparinig mo sa newbie?
question-9 = Isang linya lang sa { $shift }: ano'ng natapos, o aling number ang gumanda?
question-10 = Out na sa { $shift }. Kaninong shift ang pinagaan mo?
question-11 = May call ka ba noong { $shift } na sana 'yun ang na-QA?
question-12 = Ano'ng pinakamahirap noong { $shift } na umayos din?
question-13 = { $shift }, tapos. On time, walang hold, walang repeat call: alin diyan ang ikaw?
question-14 = May naituro o natutunan ka ba noong { $shift }, kahit shortcut lang?
question-15 = Ano'ng bukas pa sana kung wala ka noong { $shift }?
question-16 = May nag-thank you ba sa'yo noong { $shift }? Para saan?

chip-calmed = Kumalma si caller
chip-solved = May na-solve ako
chip-helped = May natulungan
chip-quality = Okay QA/CSAT
chip-number = May gumalaw
chip-covered = Sumalo sa iba
chip-commended = May nag-thank you
chip-present = On time, pumasok
chip-learned = May natutunan
chip-explained = Na-explain nang OK

win-calmed = Napakalma ko ang galit na caller
win-solved = May na-solve akong mahirap
win-helped = May natulungan ako sa floor
win-quality = Okay ang QA o CSAT ko
win-number = May number na gumalaw
win-covered = Sinalo ko ang team
win-commended = May nag-thank you sa gawa ko
win-present = On time, walang absent
win-learned = May bago akong natutunan sa work
win-explained = Naipaliwanag ko nang malinaw
