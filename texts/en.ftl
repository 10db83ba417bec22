# Angat in English. Ids are story-what; values arrive ready and escaped.

## What buttons say

button-start = Start
button-who-sees = Who sees what?
button-language = Taglish
button-not-for-me = Not for me
button-not-started = Not started yet
button-skip = Skip
button-other = Other
button-rotates = It rotates
button-not-sure = Not sure yet
button-done = Done
button-undo = Undo
button-put-back = Put it back
button-number = + Number
button-more = More
button-less = Back
button-edit = Edit
button-other-shift = Other shift
button-delete = Delete
button-kind = Kind
button-newer = Newer
button-older = Older
button-to-list = Back to the list
button-scorecard = Scorecard
button-my-count = My count
button-estimate = Estimate
button-fix = Fix
button-at = At { $time }
button-nothing = Nothing today
button-i-work = I work it
button-it-is-a-win = It is a win
button-keep-note = Keep, just for me
button-forget = Forget it
button-how-to = How-to
button-begin = Save this and begin
button-every-shift = Every shift
button-weekly = Once a week
button-never = Don't ask
button-okay = Okay
button-yes = Yes
button-changed = Changed
button-no-job = No job now
button-yes-ask-me = Yes, ask me
button-no-thanks = No thanks
button-energy-1 = Empty
button-energy-2 = Low
button-energy-3 = Half
button-energy-4 = Good
button-energy-5 = Full
button-reason-caller = Rude caller
button-reason-queue = Back-to-back
button-reason-break = No break
button-reason-system = System
button-reason-personal = Personal
button-ticked = ✓ { $label }
button-talk = Talk to someone
button-note = Add a note
button-stop-asking = Stop asking
button-wipe-checks = Delete my checks
button-out-hour = Out hour
button-start-hour = Start hour
button-first-day = First day
button-rest-days = Rest days
button-delay = Minutes after
button-how-often = How often
button-minutes = { $minutes } min
button-hours-more = +{ $hours } h
button-after-sleep = After I wake
button-all-numbers = All numbers
button-my-file = My file
button-file-first = Get my file first
button-delete-all = Delete everything
button-delete-sure = Yes, delete it all
button-keep-all = Keep it
button-open-private = Open in private
button-back = Back
button-ask-me = Ask me
button-energy = Battery tap
button-which-language = Language
button-country = Country
button-my-data = My data

## Start

start-card = Hi { $name }, I'm Angat. After a shift you tell me one thing that went right; I keep it with its number, ready for coaching, regularization or your next role.
    No TL, no HR, no report sees it. Wipe everything any time: /privacy
start-sees = <b>You</b>: everything.
    <b>TL, HR, your group</b>: nothing. There is no way in for them.
    <b>{ $operator }</b>, who runs the server: could read wins, holds the key to the rest, promises not to.
    <b>Telegram</b> carries the messages.
start-again = Hi { $name }. Whenever something goes right, one line is enough. /wins shows what you kept, /shift your hours, /help the rest.
start-wiped = Done, all of it is gone. I know nothing about you now. /start if you change your mind.
start-stranger = I don't know you yet, so I kept nothing. Shall I save this line and begin?
start-stranger-hello = Hi, I'm Angat. I keep your wins at work, in private. /start to begin, /help if you need someone.
start-gone-message = I can't find that line any more. Send it again and I'll keep it.

setup-first-win = Think of your last shift. One thing that ended well, even a small one? Tap or type.
setup-hour-first = Kept. That's your first. What time are you usually out? I ask after that, never in your sleep.
setup-hour = What time are you usually out? I ask after that, never in your sleep.
setup-hour-type = Type the hour you are usually out. For example: 7 AM, or 19:30.
setup-hour-unread = I can't read that as an hour. With AM or PM, like 7 AM, 19:30, or 10pm-7am.
setup-starts = When is your first shift? Tap, or type a date like Dec 1.
setup-starts-unread = I can't read that as a date. For example: Dec 1, or 2026-12-01.
setup-starts-past = That day is over. Type the date of your first shift, like Dec 1.
setup-tomorrow = Tomorrow
setup-rest = Which are your rest days?
setup-rest-pick = Tap your rest days, then Done. Or type them, like Sat Sun.
setup-rest-unread = I can't read that as rest days. For example: Sat Sun, or none.
setup-done = Set: { $hours }, rest { $rest }. Next: { $next }, one question, { $zone } time. To change it: /shift
setup-done-rotates = All right. No questions from me until /shift has an hour; what you type is kept by day, { $zone } time.
setup-done-resting = All right. Every day is a rest day, so no questions from me; what you type is kept by day, { $zone } time. To change it: /shift
setup-done-unsure = All right. No questions from me until /shift knows your rest days; what you type is kept by day, { $zone } time.
hours-span = { $begins } to { $ends }
rest-none = none

## Wins

win-kept = Kept, { $shift }.
win-kept-count = { $count ->
        [1] Kept, { $shift }. That's your first.
       *[other] Kept, { $shift }. That makes { $count }.
    }
win-kept-many = All { $count } kept, { $shift }.
win-kept-edited = Changed, { $shift }. It reads the way you wrote it now.
win-kept-chip = Kept, { $shift }: { $text }
win-undone = Taken out. You can put it back until tomorrow.
win-back = It's back, { $shift }.
win-detail = <b>{ $shift }</b>
    { $text }
win-edit = Write it the way it should read.
win-edit-untyped = I need it as words. Write it the way it should read, or /cancel.
win-edited = Now it reads: { $text }
win-which-shift = Which shift was it?
win-moved = Moved to { $shift }.
win-which-kind = What kind of win is it? Tap it again to take it off.
tag-crucial = Crucial task
tag-value = Value added
tag-accomplished = Accomplishment
win-list-empty = Nothing kept yet. After your next shift, one line is enough.
win-list-title = { $count ->
        [1] <b>What you kept</b>
       *[other] <b>What you kept</b>, { $count } in all
    }
win-list-entry = <b>{ $place }.</b> { $line }
win-list-line = { $shift } · { $text }
win-list-line-more = { $shift } · { $text } · { $more }
win-nothing-to-say = Type it now, one line is enough. For example: 31 calls, zero holds
win-gone = That win was taken out. Keep this line by itself?
win-gone-edit = That one was taken out, so the edit changes nothing. Send it as a new line to keep it.
win-emptied = There is nothing in it now, so the win stays as it was.
win-edit-of-other = That line was not kept as a win. Shall I keep it now?

number-ask = What's the number? For example: 480 to 410, 96%, 31 calls.
number-again = I can't read that as a number. For example: 480 to 410, 96%, 31 calls.
number-untyped = I can only read a number that is typed. For example: 480 to 410, 96%, 31 calls.
number-echo = { $number } Where is it from?
number-kept = { $number }
    { $basis }
number-one = { $metric }{ $after }.
number-less = { $metric }{ $before } to { $after }, { $difference } less ({ $percent }%).
number-more = { $metric }{ $before } to { $after }, { $difference } more ({ $percent }%).
number-less-plain = { $metric }{ $before } to { $after }, { $difference } less.
number-more-plain = { $metric }{ $before } to { $after }, { $difference } more.
number-same = { $metric }{ $before } to { $after }, no change.
number-point = 1 point
number-points = { $points } points
basis-scorecard = From your scorecard.
basis-counted = Your own count.
basis-estimated = An estimate.

## What is not a win

plain-greeting = Hi. Whenever something goes right, one line is enough.
plain-question = I only keep and show; for how-to tap here.
plain-nothing = That's all right. Not every shift needs one.
plain-later = { $time } then.
plain-later-none = All right, whenever you like.
plain-overtime = OT noted. When shall I ask?
plain-overtime-none = OT noted. No shift of yours is on right now, so I ask as planned. Your hours: /shift
plain-overtime-until = OT noted. I'll ask at { $time }.
plain-rest-day = Noted, no question for { $shift }.
plain-work-day = { $shift } is a working one again.
plain-rest-day-none = Noted. Rest well.
plain-stop = Shall I stop asking, or delete what I have? Nothing changes without a tap.
plain-vent = That sounds like a rough one. I didn't put it with your wins.
plain-vent-kept = Kept, sealed, away from your wins. No TL, no HR, no report; /export hands it to you.
plain-vent-edited = Changed, and sealed as before.
plain-vent-forgotten = Forgotten. Nothing of that line is kept.
plain-sticker = I keep words; one line is enough.
plain-voice = I keep words; one line is enough.
plain-file = I keep words; one line is enough.
plain-unknown-command = I don't know that one. /help shows what I can do.
plain-group = I answer in private only. Nothing personal here.

## The card at the end of a shift

again-away = I was away for a while: if you tapped then, please tap again.
card-less = I'll ask less: one question on your last shift of the week. Whatever you kept stays.
card-less-okay = Once a week then. /shift changes it.
card-every = Every shift then.
card-never = No more questions from me. Type any time; /shift turns them on again.
card-nothing = That's all right. { $shift } closed, rest well.
card-later = { $time } then.
return-hello = Hello again. Nothing got lost and there is nothing to catch up on. { $count } kept, the last one: { $last } Still out at { $hour }?
return-hello-plain = Hello again. Nothing got lost and there is nothing to catch up on. Still the same shift?
return-yes = Good. I ask after your shift again.
return-no-job = All right, no questions. Your record stays yours. /shift when there is a new job.

## Energy

energy-offer = Want one optional tap per shift: how much battery is left? It is for you: no TL, no HR, no report shows it. How it's stored: /privacy
energy-ask = Battery, { $shift }?
energy-noted = Noted, for you. Add to it, or leave it.
energy-done = Noted, for you. Rest well.
energy-refused = All right, no questions about that.
energy-refused-later = All right. It is in /checkin if you ever want it.
energy-note-ask = Write the note. It is sealed: no TL, no HR, no report.
energy-note-kept = Sealed, for you. What you write in the next two minutes goes there, too.
energy-note-lost = You took that tap out, so I didn't keep the note. Seal it by itself?
energy-beside = Is this for you alone, or a win? I kept nothing yet.
energy-note-long = That is too long to seal here. In fewer words, about 120?
energy-undone = Taken out.
energy-stopped = I won't ask about it again. What you answered is still sealed here; delete it if you like.
energy-wiped = Nothing of it is stored any more.
energy-no-shift = No shift to tap for right now. It comes with your next one; your hours are in /shift.

## My week

progress-title = <b>Your week</b>
progress-shifts = { $count ->
        [0] No shift finished yet
        [1] 1 shift
       *[other] { $count } shifts
    }
progress-wins = { $count ->
        [0] nothing kept yet
        [1] 1 thing kept
       *[other] { $count } things kept
    }
progress-shift = { $shifts }.
progress-line = { $shifts }, { $wins }.
progress-strongest = Strongest: { $text }
progress-latest = Latest: { $text }
progress-next = Next question: { $when }.
progress-quiet = No question planned. /shift

## My hours

shift-title = <b>Your hours</b>
shift-hours = { $hours }, { $zone } time.
shift-hours-none = No hour yet: it rotates. Set it and I ask after your shift.
shift-rest = Rest days: { $rest }.
shift-rest-all = Every day is a rest day, so I don't ask.
shift-rest-none = Rest days: not known yet, so I don't ask.
shift-starts = First shift: { $date }.
shift-delay = { $minutes ->
        [0] I ask right at the end.
        [1] I ask 1 minute after.
       *[other] I ask { $minutes } minutes after.
    }
shift-asking-every = After every shift.
shift-asking-weekly = Once a week, after the last shift.
shift-asking-never = Not at all.
shift-asking-silent = Quiet for now: you did not need me.
shift-next = Next question: { $when }.
shift-on = On now: { $shift }, until { $time }.
shift-ahead = Next shift: { $when }.
shift-pick-hour = What time are you usually out? Tap, or type it, like 7 AM or 10pm-7am.
shift-pick-start = What time do you start? Tap, or type it, like 9:30 PM.
shift-start-unread = I can't make one shift of that. Type both hours, like 10pm-7am.
shift-pick-first = When is your first shift? Type a date like Dec 1.
shift-pick-delay = How many minutes after your shift? Tap, or type 0 to 180.
shift-pick-asking = How often shall I ask?
shift-delay-unread = That is not from 0 to 180. For example: 30

## Settings

settings-title = <b>Settings</b>
settings-asking-every = Ask me: after every shift.
settings-asking-weekly = Ask me: once a week, after the last shift.
settings-asking-never = Ask me: not at all.
settings-asking-silent = Ask me: quiet for now, you did not need me.
settings-delay = Minutes after shift: { $minutes }.
settings-energy-on = Battery tap: on.
settings-energy-off = Battery tap: off.
settings-language = Language: English.
settings-country = Country: { $country }. /help shows its numbers first.
settings-country-none = Country: not set. /help shows the numbers of all countries.
settings-pick-country = Whose numbers shall /help show first? Your hours stay as they are.
settings-energy-stop = Battery taps are on: one optional tap a shift. No TL, no HR, no report shows it.

## Help

help-now = Not okay right now? <b>{ $number }</b>.
help-talk = To talk, day or night: { $lines }.
help-how = How this works:
    • One line after a shift is a win. No command needed.
    • /wins shows what you kept, /progress your week.
    • /shift is for your hours, /checkin for your battery.
    • /privacy is for who sees what, your file, and deleting.
    • Edit your message and the win changes with it.
help-all-title = <b>{ $country }</b>
help-line = { $name }: <b>{ $number }</b> ({ $hours })
help-bot = I'm a bot and can't call for you; these people can talk.
help-emergencies = Not okay right now? Emergency numbers: { $numbers }.
help-country = { $country }: { $lines }
country-PH = Philippines
country-IN = India
country-ZA = South Africa
country-CO = Colombia
country-US = United States

## Privacy, file, deletion

privacy = <b>Who sees what</b>
    You: everything.
    TL, HR, your group: nothing. No report and no admin screen exists.
    { $operator } runs the server: could read wins, holds the key to the sealed rest, promises not to look. Telegram carries the messages.
    Battery taps and notes are sealed: no TL, no HR, no report.
    What is not a win is not stored.
privacy-stranger = I know nothing about you. <b>{ $operator }</b> runs this server; what people keep here no TL, no HR and no report sees. /start to begin.
privacy-energy-on = Battery taps: you agreed on { $date }. /checkin to stop.
privacy-language = English it is.
export-caption = All of it: everything I have that is yours.
export-failed = If the file is not here in a minute, send /export again.
delete-ask = This deletes { $counts }. It can't be undone.
delete-ask-nothing = This deletes your account here; you kept nothing yet. It can't be undone.
delete-sure = Last question: delete all of it, for good?
delete-kept = Nothing was deleted.
delete-done = Done, all of it is gone. I know nothing about you now.
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

cancel-done = All right, dropped.
cancel-nothing = Nothing was open.
old-button = That question is closed; I'm still open.
already-done = Already done.
not-yours = That button is not for you or no longer there.
our-fault = Something broke on my side. I set that line aside; if it is not in /wins, send it again.
outage = I can't save right now. I'll take it as soon as I can.

## The / menu

menu-win = Keep a win (or just type)
menu-wins = What I kept
menu-progress = My week
menu-shift = My hours
menu-help = Help and how-to
menu-privacy = Who sees what
menu-settings = Settings
menu-kra = My scorecard
menu-case = My one page
menu-team = My team

## The bank of questions, and the chips that fit them

question-1 = { $shift }'s done. What did you sort out, or who calmed down because of you?
question-2 = Out already? Did any number move on { $shift }?
question-3 = That was { $shift }. Who got helped by you: a caller, a seatmate?
question-4 = { $shift }: anything you explained so well that it clicked?
question-5 = End of { $shift }. Did you cover for somebody, or come in although it was hard?
question-6 = Did anybody notice your work on { $shift }? A client, your TL, a caller?
question-7 = { $shift } is closed. What do you know now that you didn't at log-in?
question-8 = Which call on { $shift } would you let a new hire listen to?
question-9 = One line about { $shift }: what got finished, or which number got better?
question-10 = { $shift } is over. Whose shift did you make lighter?
question-11 = Any call on { $shift } that QA should have pulled?
question-12 = What was the hardest thing on { $shift } that ended all right?
question-13 = { $shift }, done. On time, no holds, no repeat calls: which of these was you?
question-14 = Did you show or learn something on { $shift }, even a shortcut?
question-15 = What would be open now if you hadn't been there on { $shift }?
question-16 = Did somebody say thank you on { $shift }? What for?

chip-calmed = Calmed a caller
chip-solved = Solved a hard one
chip-helped = Helped someone
chip-quality = Good QA or CSAT
chip-number = Number moved
chip-covered = Covered for others
chip-commended = Got a thank-you
chip-present = On time, no absence
chip-learned = Learned something
chip-explained = Explained it well

win-calmed = Calmed an irate caller
win-solved = Solved a hard case
win-helped = Helped somebody on the floor
win-quality = Good QA or CSAT
win-number = A number moved
win-covered = Covered for the team
win-commended = Got thanked for my work
win-present = On time, no absence
win-learned = Learned something new for the job
win-explained = Explained something so that it clicked
