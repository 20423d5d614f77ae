/**
 * Word problems in five sentences: start | gain | loss | several times more | question. Slots: {who} and the numbers {n} and {m}.
 * The quantity stays the same through the story, so that any sequence of the middle sentences makes a problem.
 */
export interface Story {
  readonly start: string;
  readonly gain: string;
  readonly loss: string;
  readonly batch: string;
  readonly question: string;
}

export const STORIES: readonly Story[] = `
A bakery opens with {n} rolls on the shelf. | A second tray adds {n} rolls. | By noon {n} rolls are sold. | Then {m} batches of {n} rolls come out of the oven. | How many rolls are on the shelf?
{who} has {n} stamps in an album. | An uncle sends {n} stamps. | {who} swaps away {n} stamps. | A dealer sells {who} {m} sheets of {n} stamps. | How many stamps does {who} own now?
A reservoir holds {n} thousand litres. | Rain brings {n} thousand litres. | The town draws off {n} thousand litres. | For {m} days the river adds {n} thousand litres a day. | How many thousand litres are in the reservoir?
A ferry leaves with {n} passengers. | At the island {n} people board. | At the cape {n} people get off. | Later {m} groups of {n} pupils come aboard. | How many passengers are on the ferry?
{who} saved {n} euros for a bicycle. | A birthday brings {n} euros. | A new helmet costs {who} {n} euros. | {who} mows {m} lawns for {n} euros each. | How many euros does {who} have?
A beekeeper fills {n} jars. | Her sister fills {n} more. | The market takes {n} jars. | She then fills {m} boxes with {n} jars each. | How many jars are there altogether?
The school library lists {n} novels. | A donation adds {n} novels. | Water damage ruins {n} novels. | The council buys {m} sets of {n} novels. | How many novels can the library list?
A theatre sold {n} tickets on the first day. | The next day {n} more went. | Because of illness {n} tickets were returned. | Then {m} clubs took {n} tickets each. | How many tickets are sold in total?
{who} walked {n} kilometres in the first week. | The second week added {n} kilometres. | A wrong entry of {n} kilometres was struck out. | On {m} Sundays {who} walked {n} kilometres each. | What distance in kilometres stands in the log?
A parking garage holds {n} cars at dawn. | Commuters bring {n} cars. | After lunch {n} cars leave. | For {m} hours {n} cars an hour drive in. | How many cars are parked?
An orchard crew picked {n} crates of apples. | A neighbour delivered {n} crates. | A juice press used {n} crates. | Pickers then filled {m} rows of {n} crates. | How many crates stand in the barn?
A museum shop stocks {n} postcards. | The printer delivers {n} postcards. | Tourists buy {n} postcards. | The owner orders {m} packs of {n} postcards. | How many postcards are in stock?
A choir has {n} singers. | In autumn {n} people join. | After the concert {n} singers quit. | It merges with {m} village choirs of {n} voices. | How many singers are there?
A well is {n} centimetres deep. | The diggers go {n} centimetres deeper. | A collapse fills {n} centimetres. | In {m} shifts they dig {n} centimetres per shift. | How deep is it in centimetres?
{who} typed {n} pages of a novel. | A weekend brings {n} pages. | The editor cuts {n} pages. | During {m} weeks {who} writes {n} pages a week. | How long is the manuscript in pages?
A depot keeps {n} tyres. | A lorry unloads {n} tyres. | The workshop fits {n} tyres. | There follow {m} pallets with {n} tyres each. | How many tyres does the depot hold?
A flock counts {n} sheep. | Lambing adds {n}. | At the fair {n} are sold. | The farmer buys {m} pens of {n} sheep. | How many sheep graze now?
A charity run collected {n} pounds. | A sponsor adds {n} pounds. | Printing costs {n} pounds. | Then {m} schools give {n} pounds each. | How many pounds remain?
The warehouse robot moved {n} parcels. | A night shift moved {n} more. | Of these {n} came back. | On {m} days it moved {n} parcels a day. | How many parcels count as moved?
A pond contains {n} carp. | The club releases {n} carp. | A heron eats {n} carp. | Anglers release {m} buckets of {n} carp. | How many carp swim there?
{who} baked {n} biscuits for the fair. | A friend contributes {n}. | The dog gets {n}. | The oven takes {m} trays of {n} biscuits. | How many biscuits reach the fair?
A phone battery shows {n} minutes of talk time. | Charging adds {n} minutes. | A call uses {n} minutes. | A power bank gives {m} boosts of {n} minutes. | How many minutes are left?
A printer holds {n} sheets. | The clerk inserts {n} sheets. | A report uses {n} sheets. | Then {m} reams with {n} sheets are loaded. | How many sheets does it hold?
A hospital ward has {n} clean sheets. | The laundry returns {n}. | The night staff use {n}. | The supplier drops off {m} bundles of {n}. | How many clean sheets are there?
{who} knows {n} words of Finnish. | A film teaches {who} {n} words. | Over the summer {n} are forgotten. | In {m} lessons {who} learns {n} words each. | What is the size of the vocabulary?
A hiking hut stores {n} logs. | Scouts bring {n} logs. | A cold night burns {n} logs. | The mule makes {m} trips with {n} logs. | How many logs are stacked?
A game gives {who} {n} points. | A bonus is worth {n} points. | A fall costs {n} points. | Beating {m} dragons yields {n} points each. | What is the score?
A nursery grows {n} seedlings. | A delivery brings {n}. | Slugs destroy {n}. | The gardener sows {m} trays of {n}. | How many seedlings are alive?
The tram carried {n} riders before nine. | Another {n} rode before noon. | {n} were counted by mistake and removed. | In the evening {m} trams took {n} riders each. | How many riders count for the day?
A quarry has {n} blocks of slate. | A blast frees {n} blocks. | A mason takes {n}. | Over {m} weeks {n} blocks are cut weekly. | How many blocks lie in the quarry?
A podcast has {n} subscribers. | A guest brings {n} more. | A dull episode loses {n}. | In {m} months it gains {n} a month. | How many subscribers does it have?
{who} owns {n} marbles. | Winning a game brings {n}. | Losing one costs {n}. | Grandpa gives {m} bags of {n}. | How many marbles does {who} have?
A cinema stores {n} bags of popcorn. | A supplier brings {n}. | The matinee sells {n}. | There come {m} cartons with {n} bags. | How many bags are there?
A pharmacy has {n} masks. | The wholesaler sends {n}. | A clinic takes {n}. | It opens {m} boxes of {n}. | How many masks can it sell?
A hot-air balloon floats at {n} metres. | The pilot climbs {n} metres. | A cold layer drops it by {n} metres. | In {m} burns it rises {n} metres each. | At what height in metres does it float?
A farm stand has {n} eggs. | The hens lay {n}. | A cook buys {n}. | Neighbours bring {m} cartons of {n}. | How many eggs are for sale?
A data centre runs {n} servers. | An upgrade adds {n}. | Failures remove {n}. | Technicians fit {m} racks with {n} servers. | How many servers run?
A vineyard bottled {n} litres of red. | A second press gives {n} litres. | A leak loses {n} litres. | It fills {m} barrels of {n} litres. | How many litres are there?
A toll bridge counted {n} lorries. | The afternoon adds {n}. | {n} turned back. | In {m} convoys {n} lorries crossed. | How many lorries crossed?
A bookseller put {n} atlases in the window. | A box brings {n}. | Students buy {n}. | The publisher ships {m} crates of {n}. | How many atlases are there?
A swimming pool lost water and is at {n} centimetres. | A hose adds {n} centimetres. | Evaporation takes {n} centimetres. | For {m} nights it rises {n} centimetres. | How many centimetres deep is it?
A volunteer fire brigade has {n} metres of hose. | A grant buys {n} metres. | A fire ruins {n} metres. | It receives {m} reels of {n} metres. | How many metres of hose are usable?
A fair stall starts with {n} plush bears. | A van brings {n}. | Lucky children win {n}. | The owner opens {m} sacks with {n} bears. | How many bears are on the stall?
{who} planted {n} tulip bulbs. | A parcel holds {n} more. | Squirrels steal {n}. | {who} digs {m} beds with {n} bulbs. | How many bulbs are in the ground?
The observatory logged {n} meteors. | A second camera adds {n}. | {n} turned out to be planes. | On {m} nights {n} were seen each. | How many meteors are in the log?
A hostel has {n} guests. | A bus brings {n}. | At ten {n} check out. | Then {m} families of {n} arrive. | How many guests stay?
A kiln holds {n} tiles. | The potter adds {n}. | In firing {n} crack. | Apprentices carry in {m} boards of {n} tiles. | How many whole tiles are there?
A trawler landed {n} kilos of cod. | A second haul gives {n} kilos. | Seals take {n} kilos. | It unloads {m} boxes of {n} kilos. | How many kilos are landed?
An archive scanned {n} letters. | Volunteers scan {n}. | {n} scans were blurred and deleted. | Over {m} evenings {n} are scanned. | How many good scans exist?
A train has {n} free seats. | An extra coach adds {n}. | A school reserves {n}. | At {m} stops {n} people leave their seats. | How many seats are free?
A water tower holds {n} cubic metres. | Pumps lift {n} cubic metres. | The brewery uses {n}. | For {m} hours it gains {n} cubic metres an hour. | How many cubic metres does it hold?
A band sold {n} records. | A radio spot sells {n}. | {n} are sent back. | On {m} concerts {n} are sold each. | How many records are sold?
A tailor keeps {n} buttons. | A market visit adds {n}. | A coat uses {n}. | The tailor buys {m} cards of {n} buttons. | How many buttons are in the drawer?
A glacier stake stands {n} millimetres out of the ice. | A warm week frees {n} millimetres. | Snowfall hides {n} millimetres. | In {m} days {n} millimetres melt daily. | How many millimetres stand out?
A newsagent stacks {n} papers. | A late edition brings {n}. | Readers take {n}. | The van drops {m} bales of {n}. | How many papers are stacked?
`
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const [start, gain, loss, batch, question] = line.split(' | ') as [string, string, string, string, string];
    return { start, gain, loss, batch, question };
  });

/** Ways to ask. {story} = the sentences, {question} = the question. */
export const FORMS: readonly string[] = `
{story} {question}
{story} {question} Give only the number.
Work this out: {story} {question}
{question} Here is the story. {story}
Maths homework: {story} {question}
Solve the word problem. {story} {question}
{story} {question} Show your working, then state the result.
My daughter asks me this: {story} {question}
Please calculate. {story} {question}
Let me test you. {story} {question}
{story} So: {question}
Problem 7. {story} {question}
{story} {question} I get a different result each time.
Think step by step. {story} {question}
A puzzle from the newspaper: {story} {question}
{question} Known facts: {story}
Can you do the sum? {story} {question}
{story} {question} Answer with digits.
Stock-taking question. {story} {question}
{story} Now tell me: {question}
Do the arithmetic for me. {story} {question}
Quiz: {story} {question}
{story} Final count, please. {question}
Keep track of the amounts. {story} {question}
{story} At the end, {question}
Ledger exercise: {story} {question}
Number riddle. {story} {question}
{story} {question} No explanation needed.
Compute the outcome. {story} {question}
{story} My calculator is broken. {question}
Grade five, chapter three: {story} {question}
Could you add this up? {story} {question}
{story} {question} End with "Answer:" and the number.
Here is a short story with numbers. {story} {question}
Check my result against yours. {story} {question}
{story} Please reason carefully. {question}
Exam practice. {story} {question}
Tell me the total. {story} {question}
{story} I wonder: {question}
In one number: {question} {story}
`
  .split('\n')
  .filter((line) => line !== '');
