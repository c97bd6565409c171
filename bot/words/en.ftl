# Everything that people read in English. The lines are those of de.ftl, in its order.

### Words of commands: the first is the one that help names.

command-idea = idea, proposal
command-vote = vote, ballot, dots
command-support = support
command-withdraw = withdraw
command-question = question, ask
command-message = message
command-speak = speak, hand
command-done = done
command-agenda = agenda
command-status = status
command-results = results, result
command-mine = mine
command-call = call, callcontrol
command-privacy = privacy
command-mydata = mydata
command-erase = erase
command-help = help, commands
command-start = start, startmeeting
command-next = next, topic
command-back = back
command-pause = pause, hold, break
command-extend = extend
command-shorten = shorten
command-count = count
command-end = end, endmeeting
command-hide = hide
command-show = show
command-bundle = bundle, merge
command-unbundle = unbundle, unmerge
command-tag = tag
command-title = title
command-admit = admit
command-poll = poll
command-runoff = runoff
command-people = people, who
command-present = present
command-guest = guest
command-announce = announce
command-undo = undo
command-clock = clock
command-answer = answer
command-overview = overview
command-release = release
command-broadcast = broadcast
command-digest = digest

### Basics

and = and
or = or
clock = { $time }
name = { $person }
person-unknown = somebody
text = { $text }
trial = Rehearsal:
option = { $title } ({ $number })
status-quo = Everything stays as it is
withdrawn = (withdrawn)
hidden = (hidden)
hidden-poll = Hidden. Only the open poll on Matrix still shows the text: it cannot be changed. Should it go there as well? Then delete the poll in the room. All votes stay, and people can still write the numbers.
to = (to { $person })

### Arriving

welcome = Hello! I am Werkstatt, the note taker (responsible: { $controller }).
welcome-kept = I keep ideas, questions, votes and messages, and who is here, nothing else; I delete names after { $days ->
        [one] one day
       *[other] { $days } days
    }.
welcome-listeners = Reading along: { $listeners }.
welcome-officials = The city reads along in the hall.
welcome-others = Part of the group writes in another chat. I show ideas from there here too.
welcome-more = More: !{ COMMAND("privacy") }.
welcome-call = To the video call: { $call }
    .row = 1
welcome-there = Are you here? Tap 👋 or write: here
    .row = 1

### Phases

phase-opens = { $title }, until { $ends }.
    .row = 1
phase-opens-mark = { $title } Until { $ends }.
    .row = 1
phase-opens-open = { $title }.
    .row = 1
phase-moved = “{ $title }” now goes on until { $ends }.
phase-reopened = We go on with “{ $title }”, until { $ends }. { $void ->
        [0] Everything said so far still counts.
       *[other] After that we vote anew; the ballots cast so far do not count. Everything else still does.
    }
paused = We take a break. The clock stands still.
paused-until = We take a break, until { $until }.
resumed = We go on with “{ $title }”, until { $ends }.
resumed-open = We go on with “{ $title }”.
warning = { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    } left.
talk-ideas = One more thought? Write “idea:” before it.

### Ideas

ideas-plain = Just write, one message for each idea. I take every message as an idea now.
ideas-command = Write “idea:” before it, for example: idea: night buses at weekends
ideas-limit = Up to { $limit ->
        [one] one idea
       *[other] { WORD($limit) } ideas
    } from each of you go on the list, further ones are kept aside.
ideas-so-far = { $count ->
        [0] There is no idea yet.
        [one] One idea so far.
       *[other] { $count } ideas so far.
    }
ideas-thanks = { $count ->
        [one] Thank you for the idea!
       *[other] Thank you, { $count } ideas!
    }
ideas-none = Ideas may still come: write “idea:” before them.
ideas-list = { $ideas }
    .row = 1
idea-first = Thank you, that is idea { $idea }. The 💡{ $idea } means: noted. Are you for it too? Tap the 💡{ $idea }.
idea-twin = That is idea { $idea } already. I noted that you are for it too.
idea-twin-own = That is noted already, as your idea { $idea }.
idea-parked = Noted as idea { $idea }. It is kept aside and goes into the documentation.
idea-needs-text = Write your idea right behind it, for example: !{ COMMAND("idea") } more benches by the lake
idea-unknown = There is no number { $number } here.
acknowledged = Noted: { $items }
others-ideas = From the others: { $ideas }
others-more = And { $count ->
        [one] one more
       *[other] { $count } more
    }; all of them will be on the list.
others-how = For it too? Tap the number below or write: +1 { $idea }
    .row = 1

### Messages and questions

messages-plain = One sentence is enough. Just write.
messages-command = One sentence is enough. Write “message:” before it.
messages-so-far = { $count ->
        [0] There is no message yet.
        [one] One message so far.
       *[other] { $count } messages so far.
    }
message-needs-text = Write your sentence right behind it, for example: !{ COMMAND("message") } Ask us more often.
question-needs-text = Write your question right behind it, for example: !{ COMMAND("question") } When do the buses come?
speak-noted = You are on the list of speakers already, at place { $place }.
speak-nobody = There is nobody to take off the list of speakers.
question-unknown = There is no question { $question }.
answer = The city answers { $question }: “{ $answer }”
answer-office = The city ({ $office }) answers { $question }: “{ $answer }”
answer-preview = This is how it will read in the workshop:
answer-confirm = Send it: tap ✅ or write !{ COMMAND("answer") } { $question }. Change it: edit your message.
    .row = 1
answer-how = Write the number and the answer, for example: !{ COMMAND("answer") } F7 (Works department) The benches come in May.

### Voting: the invitation

vote-nothing = There is nothing to choose from yet. We just go on talking.
vote-how-dots = A straw poll: you have { $limit ->
        [one] one dot. Write just the number
       *[other] { $limit } dots. Write just the numbers
    }, for example: { $example }
vote-how-approval = A straw poll: write the numbers you are for, { WORD($limit) } at most, for example: { $example }
vote-how-single = A straw poll: write one number, for example: { $example }
vote-how-resistance = A straw poll: how much does it bother you? 0 = not at all, 10 = out of the question. Write your figure for each number, for example: { $first }=0 { $last }=7. What is missing counts as 0.
vote-how-opinion = A straw poll: write + or − before the number, for example: +{ $first } −{ $last }. A ? before it means: neither. Thumbs up or down will do too.
vote-how-scale = A straw poll: write a number from 1 (not at all) to 5 (very much).
vote-last-counts = The last message counts.
    .row = 1
vote-adds-up = For each number your last opinion counts.
    .row = 1
vote-visible = Your numbers can be seen here in the room. Would you rather not? Write to me directly.
vote-visible-poll = Your numbers can be seen here in the room. Would you rather not? Tap in the poll or write to me directly.
vote-list = { $options }
    .row = 1
vote-question = { $question }
    .row = 1
vote-status-quo = { $number } { $title }
    .row = 1
vote-status-quo-own = { $number } Everything stays as it is
    .row = 1
poll-opens = { $title } Until { $ends }.
runoff-opens = Run-off, until { $ends }.
    .row = 1
runoff-how = Please write one number:
vote-so-far = { $ballots ->
        [0] Nobody has taken part yet.
        [one] One of { $present } has taken part so far.
       *[other] { $ballots } of { $present } have taken part.
    }

### Voting: ballots

ballot-empty = I found no number. Please write just the numbers.
ballot-unknown = { $number } is not among the choices. Please write again.
ballot-too-many-dots = These are { WORD($given) } dots, you have { WORD($limit) }. Please write again.
ballot-too-many = These are { WORD($given) } numbers, { WORD($limit) } at most. Please write again.
ballot-only-one = Just one number, please.
ballot-not-twice = Each number only once, please.
ballot-resistance = Please give a figure from 0 to 10 for each of the { $count } numbers, for example: 1=0 2=7
ballot-resistance-range = Only figures from 0 (not at all) to 10 (out of the question), please.
ballot-scale = Exactly one number from 1 to 5, please.
ballot-opinion = It is not clear which is for and which against. Please like this: +3 −5
ballot-bundled = { $number } belongs to { $head } now. { $points ->
        [one] Your vote counts
       *[other] Your { WORD($points) } dots count
    } there.
ballot-late = The straw poll is closed already.
ballot-edit-late = The straw poll for this message is closed already. The change does not count any more.
ballot-edit-new = For the straw poll that is open now, please write a new message.
ballot-late-message = Do write a sentence to the city.
vote-none = There is no straw poll at the moment.
vote-not-you = Listeners do not vote.
vote-not-you-lead = Moderators do not vote. To enter somebody's vote: !{ COMMAND("vote") } for Karin: 1 4 7

### Voting: the result

vote-thanks = { $ballots ->
        [one] Thank you, one of { $present } took part.
       *[other] Thank you, { $ballots } of { $present } took part.
    }
vote-nobody = Nobody took part. Never mind, we go on.
vote-not-binding = This is a straw poll, not binding.
    .row = 1
vote-missed = { $platforms } could not be reached. What comes from there later does not count.
    .row = 1
result-dots-place = Place { $rank }: { $title }, { $value ->
        [one] 1 dot
       *[other] { $value } dots
    }.
    .row = 1
result-dots-tie = Place { $rank }, a tie: { $titles }, { $value ->
        [one] 1 dot
       *[other] { $value } dots
    } each.
    .row = 1
result-approval-place = Place { $rank }: { $title }, { $value ->
        [one] 1 vote
       *[other] { $value } votes
    }.
    .row = 1
result-approval-tie = Place { $rank }, a tie: { $titles }, { $value ->
        [one] 1 vote
       *[other] { $value } votes
    } each.
    .row = 1
result-single-place = Place { $rank }: { $title }, { $value ->
        [one] 1 vote
       *[other] { $value } votes
    }.
    .row = 1
result-single-tie = Place { $rank }, a tie: { $titles }, { $value ->
        [one] 1 vote
       *[other] { $value } votes
    } each.
    .row = 1
result-resistance-place = Place { $rank }: { $title }, resistance { $value } in all.
    .row = 1
result-resistance-tie = Place { $rank }, a tie: { $titles }, resistance { $value } each.
    .row = 1
result-opinion-row = { $title }: { $agree } for, { $disagree } against{ $neutral ->
        [0] {""}
       *[other] , { $neutral } neither
    }.
    .row = 1
result-scale = { $average } of 5 on average. Five: { $p5 }, four: { $p4 }, three: { $p3 }, two: { $p2 }, one: { $p1 }.
    .row = 1
runoff-won = Decided, { $votes } votes: { $titles }. What did not win stays in the documentation.
runoff-tie = A tie again, { $votes }. All stay in: { $titles }.

### The close

closing-thanks = Thank you very much!
closing-counts = This came from you: { $parts }.
closing-ideas = { $count ->
        [one] one idea
       *[other] { $count } ideas
    }
closing-questions = { $count ->
        [one] { $answered ->
            [0] one question
           *[other] one question, answered
        }
       *[other] { $answered ->
            [0] { $count } questions
           *[other] { $count } questions ({ $answered } answered)
        }
    }
closing-messages = { $count ->
        [one] one message
       *[other] { $count } messages
    }
closing-winner = { $title }
closing-winners = At the top: { $winners }.
closing-winners-plenary = Going on to the plenary at { $at }: { $winners }.
closing-coverage = { $covered ->
        [one] One of { $voters } finds something in it that they chose.
       *[other] { $covered } of { $voters } find something in it that they chose.
    }
closing-next-steps = What happens next: { $steps }
    .row = 1
closing-there = Still here? Please tap 👋 once more.
    .row = 1

### Hints for the moderation

hint-here = { $count ->
        [0] Nobody has said hello yet.
        [one] One person is here.
       *[other] { $count } are here.
    }
hint-next = “{ $title }” begins in { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    }.
hint-end = It ends in { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    }.
hint-extend = More time: !{ COMMAND("extend") } 2
hint-admit = { $count ->
        [one] Put idea { $numbers } on the list: !{ COMMAND("admit") } { $numbers }
       *[other] Ideas { $numbers } are kept aside. Put them on the list: !{ COMMAND("admit") } { $numbers }
    }
    .row = 1
ahead = { $minutes ->
        [one] You are 1 minute ahead.
       *[other] You are { $minutes } minutes ahead.
    }
    .row = 1
behind = { $minutes ->
        [one] You are 1 minute behind.
       *[other] You are { $minutes } minutes behind.
    }
    .row = 1
pair-hint = Alike? { $one } and { $other }. To put them together, tap 🔗. Else do nothing.
tie-hint = A tie at place { $rank }. Do nothing: { $count ->
        [2] both stay in
       *[other] all stay in
    }. To have it decided: !{ COMMAND("runoff") } ({ $minutes } minutes, the end stays { $end }).
    .row = 1
tie-hint-open = A tie at place { $rank }. Do nothing: { $count ->
        [2] both stay in
       *[other] all stay in
    }. To have it decided: !{ COMMAND("runoff") } ({ $minutes } minutes).
    .row = 1
trial-ended = The rehearsal is over. Nothing of it counts. The real thing begins with !{ COMMAND("start") }.
ended-on-time = Ended, on time.
ended-late = Ended, { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    } later than planned.
ended-early = Ended, { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    } earlier than planned.
ended-stayed = { $stayed ->
        [0] None of { $came } stayed until the end.
        [one] One of { $came } stayed until the end.
       *[other] { $stayed } of { $came } stayed until the end.
    }
ended-release = Please look it through, then: !{ COMMAND("release") }
    .row = 1
platform-missed = { $platform } does not answer. The day goes on without it; what comes from there later is marked as late.
platform-back = { $platform } answers again.
bot-gone = I was away for { $minutes ->
        [one] about a minute
       *[other] about { $minutes } minutes
    } and have caught up with everything written.
clock-jumped = My computer's clock jumped by about { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    }. I keep to my own. Which one is right? Check and set it: !{ COMMAND("clock") }
clock-set = My clock is set, it is { $now } now.
clock-waits = My clock stays at { $until } until my computer's has caught up. Until then nothing ends or begins by itself; !{ COMMAND("next") } works.
journal-log-taken = A file that belongs to my journal was deleted or moved. Nothing is lost yet. Please tell whoever looks after my computer: shut me down properly now, and start me again.
journal-taken = My journal was deleted or moved while I am running. Nothing is lost yet. Please tell whoever looks after my computer: do not shut me down, put the file back first.
disk-low = Only { $free } MB are left on my disk. Everything is saved so far. Please tell whoever looks after my computer to make room.
disk-reserve = My disk is full. I now write into my reserve of { $size } MB. Everything is saved so far. Please tell whoever looks after my computer at once to make room.
disk-was-full = For { $seconds ->
        [one] one second
       *[other] { $seconds } seconds
    } I could not save anything. Nothing is lost. Please tell whoever looks after my computer to make room.
distress = I have not been able to save anything since { $since }. Most often the disk is full. Please tell whoever looks after my computer to make room. Nothing is lost. I go on by myself as soon as I can.

### The bulletin for the listeners

bulletin-title = { $title } ({ $letter })
    .row = 1
bulletin-result = At the top: { $ideas }
    .row = 1
bulletin-turnout = { $ballots } of { $present } took part, as a straw poll.
    .row = 1
bulletin-questions = Open questions: { $questions }
    .row = 1

### Information

status-phase = { $title }: { $phase }, until { $ends }.
    .row = 1
status-phase-open = { $title }: { $phase }.
    .row = 1
status-here = { $count ->
        [0] Nobody has said hello yet.
        [one] One person is here.
       *[other] { $count } are here.
    }
status-ideas = { $count ->
        [one] One idea
       *[other] { $count } ideas
    }, in front: { $ideas }
    .row = 1
status-none-running = No workshop is running.
status-not-running = “{ $title }” is not running.
agenda = Agenda: { $title }
agenda-none = There is no agenda for this workshop yet.
agenda-starts = It begins at { $starts }.
agenda-row = { $begins } { $title }
    .row = 1
agenda-row-now = { $begins } { $title } (now)
    .row = 1
agenda-row-open = { $title }, { $minutes } minutes
    .row = 1
results-none = There is no result yet.
mine-ideas = Your ideas: { $ideas }
    .row = 1
mine-questions = Your questions: { $questions }
    .row = 1
mine-ballot = Your vote: { $numbers }
    .row = 1
mine-ballot-secret = I have your vote. What it is I only say in the direct chat.
    .row = 1
mine-nothing = I have nothing from you yet.
people-here = { $count ->
        [one] One person is here: { $names }
       *[other] { $count } are here: { $names }
    }
people-nobody = Nobody has said hello yet.
people-left = { $count ->
        [one] One person left: { $names }
       *[other] { $count } left: { $names }
    }
    .row = 1
privacy = Responsible: { $controller }, { $contact }. Legal basis: { $basis }. I store your name and your account, what you write to me as an idea, question, message or vote, and when you were here. I do not store ordinary talk. I delete names and accounts { $days ->
        [one] one day
       *[other] { $days } days
    } after the event; ideas and results stay in the documentation without names. To withdraw a contribution: delete your message, or write !{ COMMAND("withdraw") } with its number.
mydata = This is what I have stored about you. Your name here: { $person }.
mydata-workshop = { $title }:
    .row = 1
mydata-ideas = Ideas: { $items }
    .row = 1
mydata-questions = Questions: { $items }
    .row = 1
mydata-messages = Messages: { $items }
    .row = 1
mydata-supported = You are also for: { $numbers }
    .row = 1
mydata-ballot = Vote on “{ $vote }”: { $numbers }
    .row = 1
mydata-there = Heard from you: first at { $first }, last at { $last }.
    .row = 1
mydata-nothing = You have not contributed anything so far.
    .row = 1
mydata-file = Every detail, with your account and the times, is in the file.
    .row = 1
mydata-kept = I delete names and accounts { $days ->
        [one] one day
       *[other] { $days } days
    } after the event. Rather sooner? Write: !{ COMMAND("erase") }
mydata-directly = I only tell you that where nobody else reads it. Please write to me directly: !{ COMMAND("mydata") }
erase-late = Your yes came late, so I had better ask again.
erase-asked = Shall I erase your data? I will then forget your name and your account.
erase-given = { $count ->
        [one] I will withdraw your contribution and erase its text.
       *[other] I will withdraw your { $count } contributions and erase their texts. (Only one of them? Then write !{ COMMAND("withdraw") } with its number.)
    }
erase-polled = A poll that shows your text may stay in the room. The moderators can delete it.
erase-released = { $count ->
        [one] Your contribution is already in the final documentation. It stays there, without a name.
       *[other] Your { $count } contributions are already in the final documentation. They stay there, without a name.
    }
erase-ballot-open = I will withdraw your vote in the open straw poll.
erase-ballot-counted = Votes already counted stay in the total, without a name.
erase-presence = That somebody was here stays as a number.
erase-messages = Your own messages in the chat stay there: you can delete them yourself, and in the room the moderators can too.
    .row = 1
erase-sure = This cannot be undone. Are you sure? Then write within five minutes: !{ COMMAND("erase") } yes
    .row = 1
erased = Your data has been erased. Thank you for taking part!
erased-room = Your messages are still in the chat, and in the direct chat so are my answers. Please delete there yourself what should go; in the room the moderators can help.
erased-back = Would you like to take part again? Then just write in the room.
call-heard = I called the control room. Somebody will be with you soon.
call-control = { $person } calls from “{ $title }”.
call-control-why = { $person } calls from “{ $title }”: { $why }
digest-coming = The documentation is on its way to the organisers.
announcement = { $text }
broadcast = Announcement: { $text }

### Help: for a citizen one screen of a phone

help-intro = Just write. This works too:
help-intro-lead = For moderators:
help-intro-official = For listeners:
help-idea = !{ COMMAND("idea") } … an idea
    .row = 1
help-vote = !{ COMMAND("vote") } 1 4 4 … or just the numbers
    .row = 1
help-support = !{ COMMAND("support") } 7 … be for it too, or tap 💡7
    .row = 1
help-question = !{ COMMAND("question") } … ask the city
    .row = 1
help-speak = !{ COMMAND("speak") } … ask to speak
    .row = 1
help-done = !{ COMMAND("done") } … off the list of speakers
    .row = 1
help-withdraw = !{ COMMAND("withdraw") } 7 … take it back
    .row = 1
help-agenda = !{ COMMAND("agenda") } … what comes when
    .row = 1
help-status = !{ COMMAND("status") } … where we are
    .row = 1
help-results = !{ COMMAND("results") } … the last result
    .row = 1
help-mine = !{ COMMAND("mine") } … what you gave
    .row = 1
help-call = !{ COMMAND("call") } … call somebody
    .row = 1
help-privacy = !{ COMMAND("privacy") } … what I store, and how to erase it
    .row = 1
help-mydata = !{ COMMAND("mydata") } … what I have stored about you (in the direct chat)
    .row = 1
help-erase = !{ COMMAND("erase") } … erase your data (I ask first)
    .row = 1
help-start = !{ COMMAND("start") } … begin; with “trial”: only to try it
    .row = 1
help-next = !{ COMMAND("next") } … next phase, or go on after a break
    .row = 1
help-back = !{ COMMAND("back") } … back to the phase before
    .row = 1
help-pause = !{ COMMAND("pause") } 5 … stop the clock
    .row = 1
help-extend = !{ COMMAND("extend") } 2 … more time
    .row = 1
help-shorten = !{ COMMAND("shorten") } 2 … less time
    .row = 1
help-count = !{ COMMAND("count") } … close the straw poll now
    .row = 1
help-runoff = !{ COMMAND("runoff") } … after a tie
    .row = 1
help-poll = !{ COMMAND("poll") } Where? Town hall | Park … ask quickly
    .row = 1
help-bundle = !{ COMMAND("bundle") } 1 6 Common title … apart again: !{ COMMAND("unbundle") } 1
    .row = 1
help-hide = !{ COMMAND("hide") } 7 … back: !{ COMMAND("show") } 7
    .row = 1
help-title = !{ COMMAND("title") } 7 A clean title
    .row = 1
help-admit = !{ COMMAND("admit") } 19 … put a kept idea on the list
    .row = 1
help-tag = !{ COMMAND("tag") } 7 Traffic … name its topic
    .row = 1
help-people = !{ COMMAND("people") } … who is here
    .row = 1
help-present = !{ COMMAND("present") } 14 … heads in the call
    .row = 1
help-guest = !{ COMMAND("guest") } Karin … somebody without an account
    .row = 1
help-announce = !{ COMMAND("announce") } … I say it for you
    .row = 1
help-undo = !{ COMMAND("undo") } … take the last thing back
    .row = 1
help-clock = !{ COMMAND("clock") } … what time it is for me
    .row = 1
help-end = !{ COMMAND("end") } … end the workshop
    .row = 1
help-release = !{ COMMAND("release") } … release the documentation
    .row = 1
help-answer = !{ COMMAND("answer") } F7 (Works department) … answer a question
    .row = 1
help-overview = !{ COMMAND("overview") } … all workshops
    .row = 1

### What does not work just now

command-meant = Do you mean !{ COMMAND($command) }? Then please write it like that.
command-unknown = I do not know that word. !{ COMMAND("help") } shows what there is.
not-for-you = That is for moderators.
not-for-you-hint = { $person } wrote !{ COMMAND($command) }, which is for moderators. Should { $person } moderate too? Then the account needs a moderator's rights in the room.
not-for-listeners = Listeners read along. Those who take part in the workshop can enter this.
guest-which = There are { WORD($count) } called { $guest }. Please use the full name.
between-phases = No phase is open just now. To go on: !{ COMMAND("next") }
back-ballots = { $count ->
        [one] There is a ballot in the straw poll already. Count it first: !{ COMMAND("count") }
       *[other] There are { $count } ballots in the straw poll already. Count them first: !{ COMMAND("count") }
    }
not-running = “{ $title }” is not running.
direct-hello = Hello! Nobody else sees what you write to me here. !{ COMMAND("help") } shows what there is.
where-asked = Which workshop is this for? Please answer with the letter.
where-row = { $letter } { $title }
    .row = 1
too-long = That is very long. { $most } characters at most, please.
number-needed = Please add the number.
minutes-needed = Please add the minutes, for example: !{ COMMAND($command) } 5
start-running = The workshop is running already.
start-over = The workshop is over.
start-no-flow = There is no agenda for this workshop. Please name one in the configuration.
start-unknown-flow = I do not know that agenda. There are: { $names }
closing-already = One moment, I am still counting.
next-none = Nothing comes after this. To end it: !{ COMMAND("end") }
back-first = There is no phase before this one.
pause-already = The clock stands still already. To go on: !{ COMMAND("next") }
move-open = “{ $title }” has no fixed end. To go on: !{ COMMAND("next") }
extend-too-far = “{ $title }” can go on until { $latest } at most, then something fixed begins.
shorten-too-far = That is too short. To go on at once: !{ COMMAND("next") }
count-none = There is no straw poll at the moment.
end-sure = Really end “{ $title }”? Then once more: !{ COMMAND("end") }
undo-nothing = There is nothing to take back.
undo-sure = { $count ->
        [one] One ballot has already been cast; it will no longer count.
       *[other] { $count } ballots have already been cast; they will no longer count.
    } Go back all the same? Then once more: !{ COMMAND("undo") }
clock-right = It is { $ours } for me, and my computer's clock says the same.
clock-ahead = It is { $ours } for me, { $theirs } by my computer's clock. Is the computer right? Then: !{ COMMAND("clock") } set. What is running keeps the time it has left.
clock-behind = It is { $ours } for me, only { $theirs } by my computer's clock. Is the computer right? Then: !{ COMMAND("clock") } set. My clock then stays at { $ours } until the computer's has caught up. Until then nothing ends or begins by itself.
poll-not-now = A straw poll is open already. Please ask after it.
poll-how = Like this: !{ COMMAND("poll") } Where do we meet? Town hall | Park (2 to { $most } answers)
runoff-no-tie = There is no tie to decide.
runoff-too-late = We have gone on already. Back and once more: !{ COMMAND("undo") }
support-needs-number = Please add the number, for example: !{ COMMAND("support") } 7
support-own = That is your own idea. Good that you are for it.
withdraw-not-yours = You can only take back what is yours.
withdraw-needs-number = Please add the number, for example: !{ COMMAND("withdraw") } 7
bundle-needs-two = Two numbers, please, for example: !{ COMMAND("bundle") } 1 6 Common title
bundle-already = These ideas belong together already.
bundle-not-now = I cannot bundle during this vote. Please after it.
unbundle-nothing = { $number } is no bundle.
tag-needs-words = Number and topic, please, for example: !{ COMMAND("tag") } 7 Traffic
title-needs-words = Number and title, please, for example: !{ COMMAND("title") } 7 Safe cycle paths to school
admit-already = { $number } is on the list already.
guest-needs-name = With the name, please, for example: !{ COMMAND("guest") } Karin
guest-known = { $guest } is here already.
present-needs-number = With the number, please, for example: !{ COMMAND("present") } 14
announce-needs-text = Please add the text, for example: !{ COMMAND("announce") } We meet in the call in a minute.
release-already = The documentation is released already.
release-running = Still running: { $titles }. Please after that.
unreadable = I cannot read everything here yet, because the room is encrypted. Please write it once more.
room-lost = The room { $room } is closed to me. I was removed ({ $reason }). Please invite me again.
flood = That is too fast for me. I still keep everything, but no longer confirm each message.
flood-hint = { $person } is writing very much at once. Everything is kept, { $count ->
        [one] one message
       *[other] { $count } messages
    } of it without a confirmation.
went-wrong = Something went wrong on my side. I have reported it; please write it once more in other words.

### The pinned message, the overview, the moderators' panel

placard-now = Now: { $title }, until { $ends }
placard-now-open = Now: { $title }
placard-paused = Break. Then: { $title }
placard-then = Then: { $rows }
    .row = 1
placard-row = { $begins } { $title }
placard-call = To the video call: { $call }
    .row = 1
placard-over = “{ $title }” is over. Thank you!
placard-planned = “{ $title }” begins at { $starts }.
placard-planned-open = “{ $title }” begins soon.
overview-title = Overview
overview-over = { $title } ({ $letter }): over.
    .row = 1
overview-planned = { $title } ({ $letter }): not begun yet.
    .row = 1
hands = Would like to speak: { $names }
    .row = 1
panel-taps = ⏭ next · ⏸ hold · ➕ five minutes more · 🗳 count · 📊 status
    .row = 1
digest-draft = Draft “At a glance”, { $title }: { $came } came, { $stayed } stayed, { $ideas ->
        [one] 1 idea
       *[other] { $ideas } ideas
    }, { $ballots } of { $present } in the straw poll.
digest-draft-no-vote = Draft “At a glance”, { $title }: { $came } came, { $stayed } stayed, { $ideas ->
        [one] 1 idea
       *[other] { $ideas } ideas
    }.
digest-files = The files follow.
digest-final = The documentation is released. The files follow.

### Tapping instead of typing (Discord)

form-again = I was away for a moment. You have just sent a form, and it is not here? Please send it again.
    .du = I was away for a moment. You have just sent a form, and it is not here? Please send it again.

tap-poll-choose = { $choices ->
    [one] Choose here
   *[other] Choose up to { $choices } here
}
tap-poll-rest = From number { $first } on, write: /{ COMMAND("vote") } { $first }
tap-poll-pick = Choose a number here
tap-poll-next = Go on with another number
tap-poll-grade = 0 = not at all, 10 = unacceptable
tap-poll-how = Nobody here sees what you choose. To change it, choose again.
    .du = Nobody here sees what you choose. To change it, choose again.
tap-poll-how-dots = You have { $choices ->
    [one] one dot. Choose a number, done
   *[other] { $choices } dots. Choose a number, then spread them with + and −
}. Nobody here sees what you choose.
    .du = You have { $choices ->
    [one] one dot. Choose a number, done
   *[other] { $choices } dots. Choose a number, then spread them with + and −
}. Nobody here sees what you choose.
tap-poll-how-resistance = Choose a number, then tap how much it bothers you. Nobody here sees what you tap.
    .du = Choose a number, then tap how much it bothers you. Nobody here sees what you tap.
tap-poll-how-opinion = Choose a number, then thumbs up or down. Nobody here sees what you tap.
    .du = Choose a number, then thumbs up or down. Nobody here sees what you tap.
tap-poll-how-scale = Tap a number from 1 (not at all) to 5 (very much). Nobody here sees what you tap.
    .du = Tap a number from 1 (not at all) to 5 (very much). Nobody here sees what you tap.
tap-poll-closed = Closed
tap-noted = Noted.
tap-ballot = Noted: { $items }. To change it, choose again.
tap-ballot-dots = Noted: { $items }. { $left ->
    [0] All dots are given.
    [one] One dot is left.
   *[other] { $left } dots are left.
}
tap-ballot-dots-none = No dot given yet, { $left ->
    [one] one is
   *[other] { $left } are
} left.
tap-ballot-so-far = Noted: { $items }.
tap-grade-resistance = How much does this bother you: { $option }?
    .du = How much does this bother you: { $option }?
tap-grade-opinion = What do you think: { $option }?
    .du = What do you think: { $option }?
tap-agree = For it
tap-disagree = Against it
tap-pass = Neither
tap-ballot-empty = Your choice is taken back.
    .du = Your choice is taken back.
tap-ballot-too-many = At most { $choices } are possible. What you chose before stands.
    .du = At most { $choices } are possible. What you chose before stands.
tap-ballot-late = The straw poll is closed. What you chose before stands.
    .du = The straw poll is closed. What you chose before stands.
tap-ballot-none = The straw poll is closed.
tap-not-counted = This does not count here.
tap-nothing = There is nothing I can do about this here now.
tap-no-longer = This is no longer open.
tap-elsewhere = There is no workshop in this channel.
tap-write-idea = Give an idea
tap-write-question = Ask the city
tap-write-message = Message to the city
tap-modal-label = Briefly, in your own words
tap-sign-next = ⏭ next
tap-sign-pause = ⏸ hold
tap-sign-extend = ➕ 5 minutes
tap-sign-count = 🗳 count
tap-sign-status = 📊 status
tap-sign-wave = 👋 I am here
tap-sign-bundle = 🔗 put together
tap-sign-yes = ✅ Yes, like this
tap-option-text = what it is about
