### The sentences of the documentation.

## Numbers, times

date = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
clock = { $time }
moment = { $date }, { $clock }
span = { $from } to { $to }
percent = { $value } %
fewer = fewer than { $small }
unknown = –
yes = yes
no = no
and = and
quoted = “{ $text }”
minutes = { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }

## Head

document-title = Documentation: { $title }
title-draft = Draft: { $title }
draft = Draft, not yet released. Titles and bundles may still change, the ballots cast will not.
released = Released on { $moment }.
as-of = As of { $moment }.
not-binding = All results are straw polls, not binding.
contents = Contents
controller = Responsible: { $controller }.
controller-contact = Responsible: { $controller }, { $contact }.
no-names = Who contributed what is not told here. The appendix has all ideas as they were written.
nothing = There is nothing to document yet.
waiting = Not begun: { $titles }.
missed = Out of reach while counting: { $platforms }. Ballots from there that came later are shown as late.

## At a glance

glance = At a glance
glance-asked = The questions
glance-asked-row = { $title }: { $prompt }
glance-people = Who took part
glance-results = The main results
glance-press = For the press, to copy
glance-mayor = For the mayor, to copy
glance-open = Open questions to the city
glance-open-none = No question is open.
glance-open-row = { $reference } ({ $title }): { $question }
glance-next = What happens next
glance-next-none = The next steps will be announced.
glance-stay = { $stayed ->
        [0] Of { $came } participants nobody stayed to the end
        [one] Of { $came } participants one person stayed to the end
       *[other] { $stayed } of { $came } participants stayed to the end
    }.
glance-stay-small = { $came } participants were there at the start.
glance-unique = { $unique ->
        [one] In all, one person took part
       *[other] In all, { $unique } people took part
    }.
glance-unique-invited = { $invited } people were invited, { $unique ->
        [one] one
       *[other] { $unique }
    } took part.
glance-counts = This is what they gave: { $parts }.
count-ideas = { $count ->
        [one] one idea
       *[other] { $count } ideas
    }
count-questions = { $count } questions ({ $answered ->
        [one] one answered
       *[other] { $answered } answered
    })
count-questions-answered = { $count ->
        [one] one answered question
       *[other] { $count } answered questions
    }
count-questions-open = { $count ->
        [one] one open question
       *[other] { $count } open questions
    }
count-messages = { $count ->
        [one] one message to the city
       *[other] { $count } messages to the city
    }

## Sentences to copy

press-day = { $people }; { $parts }.
press-day-only = { $people }.
press-people = { $unique ->
        [one] One person took part
       *[other] { $unique } people took part
    }
press-people-stayed = { $unique } people took part, { $stayed } of the { $came } who were there at the start stayed to the end
press-came = they gave { $parts }
press-where = { $conference }, { $date }: { $sentence }
press-first-dots = In the straw poll of the workshop “{ $title }”, { $winner } comes first with { $value ->
        [one] one dot
       *[other] { $value } dots
    }; { $turnout }, and the result is not binding.
press-first-voters = In the straw poll of the workshop “{ $title }”, { $winner } comes first with { $value ->
        [one] one vote
       *[other] { $value } votes
    }; { $turnout }, and the result is not binding.
press-first-resistance = In the straw poll of the workshop “{ $title }”, { $winner } meets the least resistance; { $turnout }, and the result is not binding.
press-first-opinion = In the straw poll of the workshop “{ $title }”, { $winner } finds the most agreement ({ $agree } for, { $disagree } against); { $turnout }, and the result is not binding.
press-tie-dots = In the straw poll of the workshop “{ $title }”, { $winners } share first place with { $value ->
        [one] one dot
       *[other] { $value } dots
    } each; { $turnout }, and the result is not binding.
press-tie-voters = In the straw poll of the workshop “{ $title }”, { $winners } share first place with { $value ->
        [one] one vote
       *[other] { $value } votes
    } each; { $turnout }, and the result is not binding.
press-tie-resistance = In the straw poll of the workshop “{ $title }”, { $winners } alike meet the least resistance; { $turnout }, and the result is not binding.
press-tie-opinion = In the straw poll of the workshop “{ $title }”, { $winners } share first place in agreement; { $turnout }, and the result is not binding.
press-turnout = { $ballots ->
        [one] one of { $present } people present took part
       *[other] { $ballots } of { $present } people present took part
    }
press-scale = To the question “{ $question }”, { $answers ->
        [one] one person
       *[other] { $answers } participants
    } gave { $average } of 5 points on average.
press-ideas = The workshop “{ $title }” brought together { $count ->
        [one] one idea
       *[other] { $count } ideas
    }.
press-ideas-supported = The workshop “{ $title }” brought together { $count ->
        [one] one idea
       *[other] { $count } ideas
    }; { $winner } found the most support.
mayor-one = From the workshop “{ $title }”, you give us one proposal above all: { $winners }.
mayor-several = From the workshop “{ $title }”, you give us { WORD($count) } proposals above all: { $winners }.
mayor-ideas = From the workshop “{ $title }”, we take { $count ->
        [one] one idea
       *[other] { $count } ideas
    } with us.
mayor-open = We still owe you an answer to { $count ->
        [one] one of your questions
       *[other] { WORD($count) } of your questions
    }.

## A workshop

workshop = Workshop { $letter }: { $title }
plenary = { $title }
workshop-when = { $date }, { $span }.
workshop-since = { $date }, since { $clock }. The workshop is still running.
workshop-planned = Not begun yet.
agenda = Agenda
agenda-caption = What happened when
column-phase = Part
column-planned = Planned
column-began = Began
column-ended = Ended
agenda-skipped = left out
agenda-running = running
runoff = Run-off

results = Results
results-none = No straw poll was held.
results-pending = There is no result yet.
result-heading = { $title }
result-heading-runoff = Run-off for “{ $title }”
result-heading-poll = Asked in between: { $title }
method-approval = { $limit ->
        [one] Everybody had one vote.
       *[other] Everybody had up to { $limit } votes.
    }
method-dots = { $limit ->
        [one] Everybody had one dot.
       *[other] Everybody had { $limit } dots.
    }
method-single = Everybody had one vote.
method-resistance = People were asked how much each proposal bothers them: 0 means not at all, 10 means unacceptable. What bothers least altogether comes first.
method-opinion = On each proposal, people could agree, disagree or pass.
method-scale = The answers go from 1 (low) to 5 (high).
result-nobody = Nobody took part.
result-turnout = { $ballots ->
        [one] One of { $present } people present took part
       *[other] { $ballots } of { $present } people present took part
    } ({ $joined } had joined by then). A straw poll, not binding.
result-visible = { $visible ->
        [0] No ballot was given
        [one] One ballot was given
       *[other] { $visible } ballots were given
    } in the room for everybody to read, { $secret ->
        [0] none
        [one] one
       *[other] { $secret }
    } in another way.
result-entered = { $entered ->
        [one] The moderators entered one ballot for somebody.
       *[other] The moderators entered { $entered } ballots for others.
    }
result-late = { $late ->
        [one] One person voted after the close; that does not count.
       *[other] { $late } people voted after the close; that does not count.
    }
result-coverage = For { $covered } of { $voters }, a choice of their own is among the first.
result-tie = A tie: { $titles }. All of them stay.
result-runoff = A run-off decided the tie.
result-average = Average: { $average } of 5.
result-caption = Result: { $title }
result-caption-glance = { $workshop } ({ $title })
liked-caption = { $workshop } (most support)
column-rank = Place
column-number = Number
column-ideas = Proposal
column-questions = Question
column-options = Answer
column-points = Dots
column-votes = Votes
column-resistance = Sum (less is better)
column-agree = Agree
column-disagree = Disagree
column-pass = Pass
column-kept = Stays
column-answer = Points from 1 to 5
column-count = Answers
status-quo = Everything stays as it is
withheld-hidden = (hidden by the moderators)
withheld-withdrawn = (withdrawn)
withheld-erased = (erased)

ideas = Ideas
ideas-none = There are no ideas.
ideas-caption = Ideas on { $topic }
ideas-caption-all = Ideas
ideas-other = Without a topic
store = Parked ideas
store-note = These ideas came in without being up for the vote.
store-caption = Parked ideas
column-idea = Idea
column-supporters = Others in favour
column-includes = Also includes
left = Not shown: { $parts }.
left-ideas-hidden = { $count ->
        [one] one hidden idea
       *[other] { $count } hidden ideas
    }
left-ideas-withdrawn = { $count ->
        [one] one withdrawn idea
       *[other] { $count } withdrawn ideas
    }
left-questions-hidden = { $count ->
        [one] one hidden question
       *[other] { $count } hidden questions
    }
left-questions-withdrawn = { $count ->
        [one] one withdrawn question
       *[other] { $count } withdrawn questions
    }
left-messages-hidden = { $count ->
        [one] one hidden message
       *[other] { $count } hidden messages
    }
left-messages-withdrawn = { $count ->
        [one] one withdrawn message
       *[other] { $count } withdrawn messages
    }
questions = Questions and answers
questions-none = There are no questions.
question = { $reference }: { $question }
question-supported = { $reference }: { $question } ({ $count ->
        [one] one other person wants
       *[other] { $count } others want
    } to know)
answer = Answer of the city: { $answer }
answer-office = Answer of the city ({ $office }): { $answer }
answer-open = No answer yet.
messages = Messages to the city
messages-none = There are no messages.

## Who took part

attendance = Who took part
attendance-caption = Figures on taking part, without moderators, organisers and listeners
column-figure = Figure
column-value = Value
column-meaning = What it means
attendance-none = The figures come when the workshop is over.
figure-unique = Took part
figure-unique-means = People who gave at least one sign: a message, a tap or a ballot. Those whom the moderators entered are among them.
figure-peak = Most at one time
figure-peak-means = Everybody counts from their first sign to their last, or until they left the room.
figure-at_start = There at the start
figure-at_start-means = Gave a sign at the welcome or within the first ten minutes. In short workshops: within the first third.
figure-came-means = Gave a sign at the start of any workshop.
figure-at_end = There at the end
figure-at_end-means = Gave a sign at the closing or within the last ten minutes, whenever they came. In short workshops: within the last third.
figure-waved_at_start = Said “here” at the start
figure-waved_at_start-means = Tapped the wave or wrote “here” at the welcome.
figure-waved_at_end = Said “here” at the end
figure-waved_at_end-means = Tapped the wave or wrote “here” at the closing.
figure-seated = In the voice channel
figure-seated-means = Sat in the voice or stage channel during the workshop.
figure-members = Signed in to the room
figure-members-means = Members of the chat room during the workshop. That does not mean that they were there.
figure-guests = Without an account
figure-guests-means = Only spoke; the moderators entered them.
figure-stayed = Stayed to the end
figure-stayed-means = There at the start, and still there at the closing or within the last ten minutes (in short workshops: within the last third).
figure-dropout = Drop-out rate
figure-dropout-means = Those who were there at the start and not at the end, divided by all who were there at the start. Whoever came later does not count here.
figure-dropout-value = { $dropped } of { $came } ({ $percent })
attendance-small = Numbers from 1 to { $most } stand here as “{ $fewer }”. The drop-out rate follows from the figures above it and is therefore given in full.
attendance-heads = Heads in the video call, counted by the moderators: { $counts }.
attendance-head = { $clock }: { $count }
attendance-gap = Not observed: { $span }. The bot was not connected in that time. Messages from it were read later; when exactly somebody came or left is not known.

## Appendix

appendix = Appendix: the ideas as written
appendix-note = Every idea as it was written, including what was given another title or put together later.
appendix-caption = Ideas as written, { $title }
column-original = As written
column-remark = Remark
remark-edited = changed by its author
remark-entered = entered by the moderators
remark-titled = title by the moderators: { $title }
remark-bundled = belongs to { $reference }
remark-parked = parked
total = In all
total-note = Over all workshops everybody counts once. Those who were there at the start of a workshop and still at the end of their last one have stayed.

## Columns of the tables for Excel

csv-workshop = Workshop
csv-letter = Letter
csv-workshop_title = Title of the workshop
csv-reference = Reference
csv-number = Number
csv-words = Idea
csv-original = As written
csv-topics = Topics
csv-supporters = Others in favour
csv-bundled_into = Belongs to
csv-parked = Parked
csv-edited = Changed by its author
csv-entered = Entered by the moderators
csv-vote = Straw poll
csv-vote_title = Title of the straw poll
csv-method = Kind
csv-runoff_of = Run-off for
csv-binding = Binding
csv-option = Number
csv-title = Title
csv-rank = Place
csv-value = Value
csv-agree = Agree
csv-disagree = Disagree
csv-passed = Pass
csv-shortlisted = Stays
csv-status_quo = Everything stays as it is
csv-withheld = Not shown because
csv-ballots = Took part
csv-present = Present
csv-joined = Joined by then
csv-visible = For everybody to read
csv-late = Too late
csv-average = Average
csv-kind = Kind
csv-planned_minutes = Planned minutes
csv-begins = Begin
csv-ends = End
csv-minutes = Minutes
csv-runoff = Run-off
csv-unique = Took part
csv-peak = Most at one time
csv-at_start = There at the start
csv-at_end = There at the end
csv-waved_at_start = Said “here” at the start
csv-waved_at_end = Said “here” at the end
csv-seated = In the voice channel
csv-members = Signed in to the room
csv-guests = Without an account
csv-stayed = Stayed to the end
csv-dropped = Dropped out
csv-dropout_percent = Drop-out rate in percent
csv-head_counts = Heads counted
csv-unobserved_minutes = Minutes not observed
