/** Sentences with one measure each; the slot names the unit: {miles} {pounds} {feet} {gallons} {inches} {fahrenheit}. */
export const MEASURES: readonly string[] = `
The marathon course was cut short by {miles} after the river flooded.
Our lost suitcase weighed {pounds} and was painted bright orange.
The treehouse stands {feet} above the rhubarb.
A leaking cistern wastes {gallons} every weekend.
The snake in the terrarium measures {inches} from nose to tail.
Proof the dough at {fahrenheit} until it has doubled.
The desert bus drives {miles} without a single stop.
A newborn foal can weigh {pounds}.
The organ's longest pipe reaches {feet} into the vault.
The aquarium was filled with {gallons} of salt water.
Cut the ribbon to {inches} and fold it twice.
The glasshouse must never fall below {fahrenheit}.
From the hut it is another {miles} to the pass.
The bronze bell came in at {pounds} after casting.
Divers found the amphora at a depth of {feet}.
The fire engine carries {gallons} in its tank.
A gap of {inches} under the door lets the mice in.
On the hottest day the tarmac reached {fahrenheit}.
The postman cycles {miles} before breakfast.
The pumpkin that won the fair weighed {pounds}.
The kite rose to {feet} before the string snapped.
The brewery loses {gallons} through evaporation.
Leave {inches} between the tomato plants.
The wax melts at {fahrenheit}, so keep it off the sill.
The stray balloon drifted {miles} out to sea.
The anchor was recovered; it weighs {pounds}.
The waterfall drops {feet} into a green pool.
The village well gave {gallons} a day even in August.
The new shelf is {inches} too wide for the alcove.
Store the vaccine at {fahrenheit} or colder.
The pilgrims walked {miles} on the first day.
The dog gained {pounds} at my mother's house.
The radio mast had to be shortened by {feet}.
The dairy sold {gallons} of buttermilk at the fair.
A hailstone of {inches} cracked the skylight.
The sauna is ready once it shows {fahrenheit}.
`
  .split('\n')
  .filter((line) => line !== '');

/** Sentences with one {date} each. */
export const DATED: readonly string[] = `
The lease of the boathouse ends on {date}.
Her sabbatical begins on {date} and nobody will read her mail.
The choir sings in the crypt on {date}.
All bids for the steam engine must arrive by {date}.
The clinic moves to the old brewery on {date}.
On {date} the ferry goes back to its summer hours.
The warranty on the dishwasher ran out on {date}.
The twins were born on {date} during a thunderstorm.
The bridge reopens to cyclists on {date}.
Return the borrowed costumes before {date}.
The election was postponed to {date}.
His passport expires on {date}, so hurry.
The bakery celebrates its jubilee on {date}.
The satellite should pass over us on {date}.
The exam results are posted on {date}.
The vines were pruned on {date}.
On {date} the court will hear the case of the missing fence.
The museum is closed on {date} for the whale's cleaning.
The last steam train ran on {date}.
The pilot's medical check is due on {date}.
The swimming season opens on {date}.
We signed the contract for the solar roof on {date}.
`
  .split('\n')
  .filter((line) => line !== '');

/** Term tables: what a house style replaces by what; each pair with a sentence that uses the old term as {term}. */
export const TERMS: readonly { readonly from: string; readonly to: string; readonly sentence: string }[] = `
clients | guests | All {term} of the spa receive a towel at the door.
employees | colleagues | Two {term} won the office quiz last winter.
purchase | order | Every {term} above fifty euros is wrapped in tissue.
elevator | lift | The {term} is out of service until the plumber has been.
apartment | flat | An {term} with a view of the canal is to let.
cell phone | mobile | Please silence your {term} before the lecture.
vacation | holiday | Her {term} started with a missed night train.
gasoline | petrol | The scooter runs on {term} and stubbornness.
sidewalk | pavement | Chalk drawings covered the {term} by the school.
attorney | solicitor | The {term} forgot his umbrella in court.
trash | rubbish | Foxes scattered the {term} across three gardens.
cookies | biscuits | A tin of {term} was left for the night nurse.
truck | lorry | A {term} full of melons blocked the tunnel.
eggplant | aubergine | Grill the {term} until its skin blisters.
faucet | tap | A dripping {term} kept the whole hostel awake.
diaper | nappy | The last {term} was used somewhere over Greenland.
flashlight | torch | Take a {term} if you visit the crypt.
pharmacy | chemist | The {term} at the corner keeps owl hours.
soccer | football | They play {term} on the frozen reservoir.
movie | film | The {term} about the beekeeper lasts three hours.
zip code | postcode | Without the {term} the parcel went to Wales.
subway | underground | Buskers in the {term} must audition first.
fries | chips | Gulls stole the {term} of an entire wedding party.
fall | autumn | Each {term} the swallows gather on our antenna.
mailbox | letterbox | Wasps moved into the {term} of the vicarage.
closet | wardrobe | The {term} smelled of cedar and old letters.
users | members | New {term} may borrow two tools at a time.
patients | residents | The {term} voted for tea in the garden.
problem | challenge | The main {term} is the squirrel in the loft.
cheap | affordable | We offer {term} lessons for beginners on the harp.
staff | team | The {term} of the lighthouse consists of two cousins.
fee | contribution | The {term} covers soup, a bed and a map.
`
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const [from, to, sentence] = line.split(' | ') as [string, string, string];
    return { from, to, sentence };
  });

/** Ways to ask. {rule} = what to change, {text} = the sentences. */
export const FORMS: readonly string[] = `
{rule} Text: {text}
{text} {rule}
Rewrite the text. {rule} {text}
Edit this for our handbook. {rule} {text}
{rule} Change nothing else. {text}
Copy-editing: {rule} {text}
House style says: {rule} Apply it to: {text}
Please revise. {text} {rule}
{text} Rewrite it so that the rule holds. {rule}
Adapt the passage for other readers. {rule} {text}
{rule} Return the full corrected text. {text}
Proofreader's note: {rule} Passage: {text}
Make this change and send the text back. {rule} {text}
Translation prep. {rule} {text}
I need the same sentences with one difference. {rule} {text}
Follow the instruction exactly. {rule} {text}
Here is a draft: {text} {rule}
Fix the draft. {rule} {text}
{rule} Everything else stays as it is: {text}
The editor insists. {rule} {text}
Convert the following. {rule} {text}
Localise this. {rule} {text}
Modify accordingly. {rule} {text}
Text to be adjusted: {text} Instruction: {rule}
Restyle. {rule} {text}
Could you rework these lines? {rule} {text}
{text} Same text again, please, but: {rule}
Brochure text. {rule} {text}
Apply the following rule throughout. {rule} {text}
Redraft: {text} Requirement: {rule}
Normalise the wording. {rule} {text}
Write out the new version. {rule} Old version: {text}
{rule} The original reads: {text}
A small editing job. {rule} {text}
Before we print it: {rule} {text}
Tidy up this excerpt. {rule} {text}
Take the sentences below and transform them. {rule} {text}
The style guide changed. {rule} Update: {text}
Correct it for me, would you? {text} {rule}
Replace what needs replacing. {rule} {text}
`
  .split('\n')
  .filter((line) => line !== '');
