/** Small requests of everyday life, each completing "Write a short message to …" or standing alone as a wish. */
export interface Errand {
  readonly to: string;
  /** Completes "that …". */
  readonly that: string;
  /** A word that belongs to the matter. */
  readonly word: string;
}

export const ERRANDS: readonly Errand[] = `
my landlord | the boiler has been knocking since Sunday night | boiler
my neighbour | I will water her orchids while she is in Lisbon | orchids
the choir | rehearsal moves to the chapel because the hall is flooded | chapel
my sister | our father hid the birthday cake behind the piano | cake
the dentist | I must move my appointment because of jury duty | appointment
the football parents | the bus leaves an hour earlier than planned | bus
my landlady | the cat on the lease is in truth a ferret | ferret
the reading group | we drop the Russian novel and take the short one | novel
the plumber | the kitchen tap drips again, and louder | tap
a new colleague | lunch is at noon beside the fig tree | lunch
my cousin | her wedding shoes are still in my car | shoes
the night porter | two guests lost their key in the lake | key
the beekeepers | a swarm has settled on the school gate | swarm
the librarian | I found the missing atlas in my cellar | atlas
my piano teacher | I broke my thumb and cannot play on Friday | thumb
the allotment club | somebody has stolen the scarecrow | scarecrow
my boss | the train is stuck behind a herd of cows | train
the vet | our tortoise refuses lettuce since Monday | tortoise
the caterer | three guests do not eat walnuts | walnuts
my grandmother | the parcel with the blue yarn has arrived | yarn
the neighbours | our roof party ends before midnight | party
a customer | the lamp he ordered is back in stock | lamp
the gym | I would like to pause my contract for the summer | contract
the pilot | her luggage was sent to the wrong island | luggage
my flatmate | it is his turn to defrost the freezer | freezer
the ferry company | my bicycle got soaked on the open deck | bicycle
the scouts | everyone should bring a torch and dry socks | torch
the headmaster | my son was late because of a drawbridge | drawbridge
the optician | the new glasses make the floor look tilted | glasses
my aunt | her recipe for plum jam worked at last | jam
the town council | the bench by the pond has lost a plank | bench
the tailor | the sleeves of the coat are too short | sleeves
my tennis partner | the court is booked for seven in the morning | court
the babysitter | the twins may stay up for the comet | comet
the bakery | I need forty rolls for Saturday's regatta | rolls
the museum | my glove must be under the whale | glove
my uncle | his old radio now plays in my kitchen | radio
the courier | the gate code changed after the burglary | gate
the band | the drummer has lost his voice and his drums | drums
the hostel | we arrive after midnight and need a bed near the door | bed
my mentor | I got the job at the observatory | observatory
the gardener | the hedge may grow but the ivy must go | ivy
the insurance | a hailstone went through my skylight | skylight
the photographer | the group picture should be taken by the mill | mill
the swimming club | the water will be cold until the pump is mended | pump
my godson | I am proud of his first chess trophy | trophy
the carpenter | the drawer sticks whenever it rains | drawer
the florist | the tulips went to the wrong church | tulips
the tenants | the lift will be inspected on Tuesday | lift
the mayor | our street would love a second lamp post | street
my doctor | the new tablets make me sleepy at work | tablets
the hikers | the footbridge is closed after the storm | footbridge
the cheese shop | last week's brie was the best in years | brie
the theatre | I lost my scarf in row nine | scarf
my students | the test on rivers moves to next Thursday | test
the editor | my column will be late because of a moth in the printer | column
the chess club | the clocks have been repaired | clocks
the kindergarten | my daughter is allergic to hazelnuts | hazelnuts
the boat owner | his sail tore loose in the night | sail
the pharmacist | I picked up somebody else's prescription | prescription
my old teacher | I finally understand why she loved Latin | Latin
the travel agency | we want mountains this time and no casino | mountains
the mechanic | the engine whistles on every bend | engine
the postman | the dog is friendlier than it sounds | dog
the volunteers | soup is served at six behind the station | soup
the shepherd | one of his lambs is in our orchard | lamb
the architect | the balcony faces the wrong way | balcony
my running friend | I signed us up for the night marathon | marathon
the hairdresser | I want my old colour back | colour
the bank | my card was swallowed by the machine in the market | card
the farm shop | the eggs were all double-yolked | eggs
the tour guide | one of us stayed behind in the cave | cave
the telephone company | the line crackles when it snows | line
my lodger | the spare key is inside the clock | clock
the judge of the cake contest | the meringue collapsed in the heat | meringue
the ski school | my goggles were swapped with a child's pair | goggles
the brewery | the barrel we rented has a leak | barrel
the pet hotel | our parrot only sleeps under a blue cloth | parrot
the orchestra | the second oboe has caught a cold | oboe
the wind band | the mayor wants the polka twice | polka
my barber | I dyed my beard green by accident | beard
the farm school | the goat ate the attendance list | goat
my brother | his canoe is upside down in our pond | canoe
the electrician | the bell rings whenever we boil water | bell
the climbing hall | my chalk bag went home with a stranger | chalk
the parish office | the church clock struck thirteen | clock
my bridge partner | I have to sit out the tournament with the mumps | tournament
the ice rink | the gloves in the lost box are all left ones | gloves
my daughter | her hamster has moved into the sofa | hamster
the translator | the third chapter mixes up two sisters | chapter
the notary | I cannot sign before the bank opens | bank
the quarry office | the dust has settled on our laundry | laundry
my flying instructor | the windsock has been stolen | windsock
the bookbinder | the atlas is missing its cover | atlas
the puppet theatre | my son wants to shake hands with the dragon | dragon
the water board | the hydrant drips into our cellar | hydrant
my yoga teacher | I fell asleep and missed the end | asleep
the cinema | the subtitles were in Finnish | subtitles
the seed bank | the beans sprouted in the envelope | beans
my locksmith | the new key opens the neighbour's door as well | key
the rescue dogs' trainer | the puppy found my keys and ate them | puppy
the harbour office | the buoy by our jetty has drifted off | buoy
my godmother | her letter took nine years to arrive | letter
the wine shop | the cork broke and the party was dry | cork
the school cook | two children asked for more spinach | spinach
my tax adviser | the receipts were in the washing machine | receipts
the beach warden | somebody built a sandcastle over the drain | sandcastle
the tram museum | the conductor's whistle still works | whistle
my stepfather | the apple tree he planted bears fruit | apple
the radio station | the weather jingle has become our lullaby | jingle
my pen friend | my village has built a tower for storks | storks
`
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const [to, that, word] = line.split(' | ') as [string, string, string];
    return { to, that, word };
  });

/** Harmless sentences that fit any message; no commas and no digits, so that instructions can be counted on them. */
export const COURTESIES: readonly string[] = `
I wanted you to know as soon as possible.
Please let me know what you think.
Thank you for your patience.
I am happy to explain the details.
Feel free to call me tonight.
Sorry for the short notice.
We will find a way together.
Have a lovely evening.
It should not take long to settle.
Many thanks for your help.
I hope this does not upset your plans.
A short answer is enough.
You were the first person I thought of.
Everything else stays as agreed.
`
  .split('\n')
  .filter((line) => line !== '');

/** Ways to ask. {to}, {that} = the errand, {rules} = the instructions to be kept. */
export const FORMS: readonly string[] = `
Write a short message to {to} saying that {that}. {rules}
Draft a note for {to}: {that}. {rules}
I have to tell {to} that {that}. Help me with the wording. {rules}
{rules} Compose a message to {to}; the point is that {that}.
How do I tell {to} that {that}? Write it for me. {rules}
Text {to} for me. Content: {that}. {rules}
Be my ghostwriter. {to} should learn that {that}. {rules}
Please phrase a friendly mail to {to} because {that}. {rules}
A postcard to {to}, please: {that}. {rules}
Inform {to} that {that}. {rules}
I'm shy. Could you write to {to} that {that}? {rules}
Message wanted. Recipient: {to}. News: {that}. {rules}
Find nice words for {to}; {that}. {rules}
What should I send {to}, now that {that}? {rules}
Let {to} know that {that}. {rules}
Say it politely to {to}: {that}. {rules}
Compose. Addressee {to}. Message: {that}. {rules}
{that}, and {to} has to hear about it. Write the message. {rules}
Since {that}, I owe {to} a line or two. {rules}
Write as if you were me, to {to}: {that}. {rules}
Help! {that}. What do I write to {to}? {rules}
An honest but kind message to {to}, please, that {that}. {rules}
Type up a reply to {to} that says {that}. {rules}
I would like to announce to {to} that {that}. {rules}
Chat reply for {to}: tell them {that}. {rules}
Leave a voicemail script for {to} that {that}. {rules}
Put a notice together for {to}: {that}. {rules}
Break it gently to {to} that {that}. {rules}
A quick line to {to}, as {that}. {rules}
Dictate a letter to {to}. Reason: {that}. {rules}
The situation: {that}. Write to {to}. {rules}
Can you write {to} a message? It is about this: {that}. {rules}
Give me something to send to {to}: {that}. {rules}
My phone is dying, so write to {to} quickly that {that}. {rules}
Make this sound warm for {to}: {that}. {rules}
Prepare the announcement for {to} that {that}. {rules}
Reach out to {to}, mentioning that {that}. {rules}
Two facts: I must write to {to}, and {that}. {rules}
Word this well for {to}: {that}. {rules}
I never know how to begin a letter to {to}. {that}. {rules}
`
  .split('\n')
  .filter((line) => line !== '');
