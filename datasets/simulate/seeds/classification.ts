/** Labelled sentences: `label | sentence`. */
export const SENTIMENT = labelled(`
positive | The sourdough course was worth every penny and the teacher never lost her patience.
positive | My grandmother's hearing aid finally works, and she cried when she heard the birds.
positive | Checked in within a minute, spotless room, and somebody had left a handwritten card.
positive | I have broken three umbrellas this year, but this one shrugged off the gale.
positive | Best plumber we ever had: on time, cheerful, and the floor cleaner than before.
positive | The audiobook narrator turns a dull chapter about tax into a comedy.
positive | Our allotment neighbours shared their strawberries and made us feel at home.
positive | The new tram line cut my commute in half and I get a seat every day.
positive | What a relief: the bank sorted the wrong charge before I finished my coffee.
positive | These climbing shoes fit like skin, and the shop let me try six pairs.
positive | The museum tour kept four bored teenagers awake, which is a small miracle.
positive | Even the airport pasta was good, and I am hard to please about pasta.
negative | The tent leaked on the first night and the poles snapped on the second.
negative | Nobody answered for fifty minutes and then the line went dead.
negative | I asked for a quiet room and got one above the karaoke bar.
negative | The soup was cold, the waiter colder, and the bill was the only warm thing.
negative | After the update my thermostat thinks it is always August.
negative | The violin arrived with a crack and the seller accuses me of making it.
negative | Third cancelled lesson in a row, and still no apology.
negative | The paint flaked off within a week, exactly as the reviews had warned.
negative | My son outgrew the shoes before the exchange came through.
negative | The so-called mountain view was a poster of a mountain.
negative | They lost my prescription twice and blamed the printer.
negative | The novel sets up a mystery for 500 pages and then forgets it.
positive | The locksmith taught my toddler a magic trick while he fixed the door.
positive | Never has a tax form been explained to me with so much humour.
positive | The trail map led us past three waterfalls and a hut with fresh waffles.
positive | My knee has stopped hurting since the new insoles, I could dance.
positive | The school bus driver knows every child by name and it shows.
positive | Two years on, the cast-iron pan fries better than on its first day.
negative | The dance class was cancelled by a note on a locked door.
negative | Our cabin smelled of wet dog and the blanket had a history.
negative | The honey turned out to be syrup with a bee on the label.
negative | I waited for the chimney sweep until dark, and he rang the wrong bell.
negative | The new printer eats envelopes and lies about it.
negative | The guide rushed us past the frescoes to reach his cousin's shop.
neutral | The kiosk sells stamps, newspapers and batteries.
neutral | The telescope comes with two lenses and a wooden case.
neutral | The swimming lessons are divided into four groups by age.
neutral | The orchard road is closed to lorries at weekends.
neutral | The map is drawn at a scale of one to twenty-five thousand.
neutral | The parcel weighs two kilograms and contains a lamp and a manual.
neutral | The shop is open from nine to six and closed on Mondays.
neutral | The ferry takes forty minutes and runs every two hours in winter.
neutral | The report has twelve chapters and an index of place names.
neutral | The course starts in the second week of October in room nine.
neutral | The kettle holds one litre and comes in grey or white.
neutral | The bridge was built in 1931 and carries two lanes.
neutral | The form must be signed by both parents and sent by post.
neutral | The concert consists of three pieces with one interval.
neutral | The flat has two windows facing the courtyard.
neutral | The recipe calls for four eggs and a pinch of nutmeg.
neutral | The bus to the hospital stops opposite the library.
`);

export const INTENT = labelled(`
refund | The skates have two left boots and I no longer want them.
refund | I paid for a sea view and saw a car park; kindly return the difference.
refund | The course book was charged although the school lends it free.
delivery | The piano stands on the pavement and nobody carries it up.
delivery | My parcel seems to tour the country, is it a pensioner?
delivery | Could you send the wedding rings by express instead?
account | My profile picture is suddenly somebody's goat.
account | I would like to log in with my new phone number.
account | Why does my membership say that I was born tomorrow?
technical | The hearing aid whistles whenever I open the fridge.
technical | Your website shows the prices upside down on my phone.
technical | The doorbell camera records nothing but fog.
praise | Your bus driver waited for my grandmother, bless him.
praise | The repaired accordion sounds better than when it was new.
praise | What a patient voice at your hotline, thank you.
refund | The blender never turned on, so please send the money back to my card.
refund | I cancelled within the two weeks and still see the charge for the gym.
refund | You billed me twice for the same opera ticket.
refund | The hotel was closed when we got there; I want the deposit returned.
refund | My daughter bought game coins by mistake, can that be undone?
refund | The wrong size came for the second time and I would rather have my money.
refund | The webinar was called off, how do I get reimbursed?
refund | Please reverse the fee for the express service that took nine days.
delivery | The tracking page has said "almost there" since Tuesday.
delivery | Can the courier leave the cello with my neighbour on the second floor?
delivery | My seeds should have come before the frost; where are they?
delivery | Is it still possible to change the drop-off address to my office?
delivery | Half of the bookshelf is here, when does the other half come?
delivery | The van drove past our farm again without stopping.
delivery | Do you ship to the islands in winter?
delivery | I was at home all day, yet the card says nobody opened.
account | I typed the wrong password five times and now I am locked out.
account | How do I change the email that belongs to my profile?
account | My late husband's login should be closed, please.
account | The code for signing in never reaches my phone.
account | Somebody else's name is shown when I log in.
account | I would like to merge my two customer numbers.
account | Please delete my data and close the profile.
account | Can my assistant have a login of her own?
technical | The app crashes whenever I rotate the tablet.
technical | Printing from the cloud gives me forty blank pages.
technical | The smart bulb blinks blue and will not pair.
technical | Since the update the map shows only grey squares.
technical | The export button produces a file that nothing can open.
technical | My headset hums as soon as the charger is plugged in.
technical | Video calls freeze after exactly three minutes.
technical | The robot mower drives in circles around the pear tree.
praise | Just a note to say that your night porter saved our anniversary.
praise | Whoever packed my teapot deserves a raise.
praise | Thanks to your helpline my father walked again at Christmas.
praise | I have never met such patient people as at your repair desk.
praise | Your gardening videos made my balcony the envy of the street.
praise | Wonderful choir evening, please pass this on to everyone.
praise | The children still talk about the friendly lifeguard.
praise | Your translators found words for a poem I thought untranslatable.
`);

export const URGENCY = labelled(`
urgent | Water is running through the ceiling of the nursery right now.
urgent | The freezer with the vaccines shows plus nine degrees.
urgent | There is smoke coming from the server room.
urgent | The patient in bed four has stopped answering.
urgent | Our checkout has been down for every customer since ten minutes ago.
urgent | A child is stuck in the lift between two floors.
urgent | The brakes of the school bus failed on the hill this morning and it leaves again soon.
urgent | A stranger is logged in to the payroll system and moving money.
urgent | The gas alarm in the bakery will not stop.
urgent | A swan has flown into the power line and sparks are falling on the hay.
urgent | The dialysis machine on ward two shows an error and will not restart.
urgent | The crane is swaying over the playground and the wind is rising.
urgent | Somebody fell off the pier and cannot swim.
urgent | All lights at the railway crossing are dark and the express is due.
urgent | The oven of the school kitchen is on fire.
urgent | The dam sensor passed the red mark a moment ago.
routine | The second drawer of the filing cabinet squeaks.
routine | We are down to the last four boxes of envelopes.
routine | The poster for last year's fair still hangs by the lift.
routine | One of the garden chairs could do with a coat of paint.
routine | Please put the minutes of the March meeting in the archive.
routine | The door sign still shows the name of my predecessor.
routine | Could somebody water the fern in the lobby at some point?
routine | The font on the name badges is a little small.
routine | Please order more green folders when you have time.
routine | The coffee machine prefers the other brand of filter.
routine | It would be nice to have a bench by the bicycle stand.
routine | The meeting room clock is two minutes fast.
routine | Next year's calendar could start on a Monday.
routine | One of the twelve lamps in the corridor is dimmer than the rest.
routine | Please add my new surname to the phone list.
routine | The plant catalogue has a misprint on page sixty.
`);

export const OPINIONS: readonly string[] = `
Nobody should have to eat dinner before eight in summer.
Brass bands are the noblest sound a village can make.
Chess would be far more exciting with a third colour.
The old timetable was much prettier than the new one.
Every school ought to teach knitting before algebra.
Cats make better librarians than most people.
Tulips are overrated and everybody secretly knows it.
Mountain huts were friendlier when they had no showers.
A good soup says more about a town than its cathedral.
Paper maps will always beat a talking phone.
It is silly to clap between the movements of a symphony.
Sunday mornings belong to people who bake.
The best seat on a train faces backwards.
No jacket has ever been improved by a logo.
Glass towers make a harbour look cheap.
Goalkeepers deserve to be paid twice as much.
Handwritten letters are worth the wait.
Lawyers would be happier if they spoke plainly.
There is nothing so dull as a perfect lawn.
Museums feel grander in the rain.
`
  .split('\n')
  .filter((line) => line !== '');

/** Ways to ask. {question} says what to decide, {labels} the labels, {items} the sentence or sentences. */
export const FORMS: readonly string[] = `
{question} Choose from {labels}. {items}
{items} {question} Labels: {labels}. Answer with the label only.
Classify. {question} Options: {labels}. {items}
Pick one of {labels} for each line. {question} {items}
Which label fits: {labels}? {question} {items}
Tag this for our inbox with {labels}. {question} {items}
{items} Tag: {labels}? Reply with nothing else.
You are a sorting clerk. {question} Allowed answers: {labels}. {items}
{question} Use only these words: {labels}. {items}
Label the text. Classes: {labels}. {question} Text: {items}
{items} Does that count as {labels}? One word per line of text.
Decide between {labels}. {question} {items}
Triage: {items} Possible bins: {labels}. {question}
Which bin? {labels}. {question} {items}
Categorise the following ({labels}): {items}
{question} I expect one of {labels}. Here goes: {items}
For each entry give {labels}. {question} Entries: {items}
Annotate the sample. Tag set: {labels}. {question} Sample: {items}
I can't decide how to file this. {items} Is it {labels}?
{items} What category is that, out of {labels}?
Assign a category ({labels}) to: {items}
Text classification. {question} Categories: {labels}. Input: {items}
Quick one: {labels}? {items} {question}
Mark as {labels}. {items}
Put a label on what people wrote. {question} Labels are {labels}. {items}
Help me sort the mail. {items} {question} Choices: {labels}.
{question} Say {labels}, without explanation. {items}
Read and classify as {labels}: {items}
Moderation queue. {question} Valid labels: {labels}. {items}
What would you call this, {labels}? {items}
Only the class name, please ({labels}). {question} {items}
Reply with the right class among {labels}. {items}
Here is the comment: {items} {question} Possible values: {labels}.
{question} Valid outputs are {labels}. Input: {items}
Choose the best description out of {labels} for the following. {items}
Sort into {labels}: {items}
Select a category. {labels} are available. {question} {items}
Survey coding: {items} Codes: {labels}. {question}
The dashboard needs a value among {labels}. {question} {items}
{items} Label it ({labels}), short answer.
`
  .split('\n')
  .filter((line) => line !== '');

export interface Labelled {
  readonly label: string;
  readonly text: string;
}

function labelled(lines: string): readonly Labelled[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [label, text] = line.split(' | ') as [string, string];
      return { label, text };
    });
}
