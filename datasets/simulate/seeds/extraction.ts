/**
 * Messages to take fields from. Slots: {name} {date} {amount} {code} {city} {item} {count} {time}; each slot that a
 * message has can be asked for.
 */
export const NOTES: readonly string[] = lines(`
Hello, {name} here. The {item} I ordered under {code} arrived cracked on {date}, and I would like my {amount} back.
This is to confirm that {name} booked {count} seats on the {time} coach to {city} for {date}.
Reminder from the clinic: {name} is expected on {date} at {time}; bring referral {code} and the fee of {amount}.
Dear tenant, the inspection of flat {code} by {name} takes place on {date} at {time}.
Invoice {code}: {count} units of {item}, shipped to {city}, total {amount}, payable by {date}.
Lost property report: a {item} was handed in at {city} station on {date} by {name}, shelf {code}.
We regret to inform {name} that flight {code} to {city} is delayed until {time} on {date}.
Membership renewed for {name}, number {code}, valid from {date}, {amount} a year.
The caterer needs {count} chairs at the {city} office by {time}; ask for {name}.
Please deduct {amount} from the travel budget: {name} went to {city} on {date}.
Claim {code} was filed by {name} after hail damaged a parked van in {city} on {date}; estimate {amount}.
For the raffle in {city} we sold {count} tickets and took {amount}; {name} holds the cash box.
Your parcel with the {item} is at the locker in {city}; open it with {code} before {date}.
Night shift log, {date}, {time}: {name} replaced the fuse of machine {code}.
{name} signed the lease for the studio in {city}; rent {amount}, first day {date}.
At {time} the alarm of warehouse {code} rang in {city}; {name} answered the call.
Scholarship {code} goes to {name} from {city}, worth {amount} from {date}.
The choir will need {count} scores by {date}; {name} pays the printer {amount}.
Vet record {code}: the dog of {name} was vaccinated on {date}, fee {amount}.
Can you move my table for {count} from {time} to later? It is under {name}, booking {code}.
Grant agreement {code} between the city of {city} and {name}, sum {amount}, ends {date}.
A bill for {amount} came for {count} hours of tutoring in {city}; the tutor is {name}.
Our driver {name} will collect the {item} at {time} on {date}; the gate code is {code}.
Meter reading for {code}: {count} units on {date}, read by {name}.
Passport application {code} for {name}, born in {city}, was received on {date}.
Her visa interview in {city} is at {time} on {date}, applicant {name}.
Refund of {amount} for the {item}, order {code}, was approved by {name}.
The library in {city} asks {name} to return {count} books by {date}.
Team, {name} joins us in {city} on {date}; desk {code} is ready.
Our marathon runner {name}, bib {code}, finished in {city} at {time}.
Donation receipt: {name} gave {amount} on {date} towards the {city} food bank.
{count} crates of glass broke on the way to {city}; carrier {name}, waybill {code}.
The hotel in {city} holds a room for {name} until {time} on {date}, deposit {amount}.
Prescription {code} for {name}: collect {count} ampoules after {date}.
Room {code} is booked by {name} at {time}, for {count} people.
On {date} {name} sold the {item} at auction for {amount}, lot {code}.
Parking notice {code}: a van stood in {city} past {time} on {date}; fine {amount}.
I am {name} and my {item} stopped working {count} days after delivery, order {code}.
Lab sample {code} left {city} at {time} on {date}; courier {name}.
The insurer pays {name} {amount} for the stolen {item}.
Conference badge {code}: {name}, speaker from {city}, talk at {time}.
Gas leak in {city} reported at {time} by {name}; ticket {code}.
Expense: {count} taxi rides in {city}, {amount} in all, filed by {name} on {date}.
The court in {city} hears case {code} on {date} at {time}.
{name} owes {amount} for {count} music lessons up to {date}.
Volunteer shift: {name}, {city} shelter, {date}, {time}, locker {code}.
The {item} with serial {code} was repaired by {name} for {amount}.
Subscription {code} of {name} ends on {date} unless {amount} is paid.
Two witnesses in {city} saw the crash at {time} on {date}; statement {code} by {name}.
The orchard in {city} shipped {count} boxes to {name} on {date}.
Exam {code} starts at {time} on {date}; invigilator {name}; {count} candidates.
A customer named {name} wants the {item} gift-wrapped and sent to {city} by {date}.
Crew change in {city}: {name} boards at {time}, cabin {code}.
Wire {amount} to {name} before {date}, reference {code}.
Blood donor {name}, card {code}, gave in {city} on {date}.
The concert in {city} moved to {date}; {count} ticket holders were told by {name}.
Please cancel the {item} in basket {code}; {name} already found one for {amount}.
Boiler service for {name}, {date}, {time}, contract {code}.
{name} measured {count} cracks on the bridge in {city} on {date}.
The scout camp near {city} has room for {count}; write to {name} by {date}.
Repair quote {code}: new hinge for the {item}, {amount}, ready on {date}.
Customs form {code}: one {item}, value {amount}, sender {name}.
Newsletter: {name} won {amount} in the {city} crossword league.
Ferry {code} leaves {city} at {time}, {count} cars aboard.
Adoption day: kitten {code} went home with {name} on {date}.
The tax office in {city} wants form {code} from {name} before {date}.
Swim lesson, group {code}: {name} teaches {count} children at {time}.
Backup {code} finished at {time} on {date} after {count} warnings; on call was {name}.
The painter {name} charges {amount} for the hallway in {city}.
Order more of the {item}: {count} left in {city}, says {name}.
`);

/** Ways to ask. {fields} = the keys asked for, {note} = the message. */
export const FORMS: readonly string[] = lines(`
Pull {fields} out of the message below and answer with JSON only. {note}
{note} Give me {fields} from this as a JSON object.
Read this and return a JSON object with the keys {fields}: {note}
Extract these fields: {fields}. Output bare JSON, no code fence. Text: {note}
What are {fields} here? Reply in JSON. "{note}"
JSON please, keys {fields}. {note}
Turn the following note into structured data ({fields}), JSON format: {note}
{note} // parse into JSON: {fields}
I need a machine-readable record with {fields}. Source: {note} Just JSON.
From the text "{note}" fill in {fields}; respond with one JSON object.
Our form has the fields {fields}. Fill it from this message and send JSON back: {note}
Parse: {note} Keys wanted: {fields}. No prose, JSON only.
For the database import, get {fields} as JSON from: {note}
Someone left this message: {note} Which {fields} does it state? Answer as JSON.
{note} Convert to JSON with exactly these keys: {fields}.
Build a JSON object. Keys: {fields}. Values come from: {note}
Data entry task. Message: {note} Fields: {fields}. Format: JSON.
Could you fish {fields} out of this and hand it to me as JSON? {note}
Scan the line and list {fields} in a JSON object, nothing else: {note}
The following was dictated: {note} Store {fields} as JSON.
{note} I only care about {fields}. JSON, please.
Return {"key": "value"} style JSON for {fields}, taken from this text: {note}
As an information extractor, produce JSON with {fields}. Input: {note}
Get me {fields}. Text follows. {note} Answer format: a JSON object.
Here is an email: {note} Record {fields} in JSON for the ticket system.
Structured output only: {fields}. {note}
Take this note, {note} and write {fields} as a JSON object without comments.
Copy {fields} from the text into JSON, spelled as they are there. {note}
Summon {fields} from the message and print one JSON object: {note}
{note} Which values belong to {fields}? One JSON object, please.
Fill the slots {fields} (JSON) from: {note}
Please transcribe {fields} into JSON. Original wording: {note}
We received: {note} Output JSON containing {fields}.
A bot will read your reply, so send plain JSON with {fields}. Message: {note}
Key-value extraction. Keys: {fields}. Message: {note} Return JSON.
Look at this entry: {note} and give the {fields} back as JSON.
Make a record of it, JSON with {fields}: {note}
Identify {fields} in the text. {note} JSON object, one line.
{fields} as JSON, out of this paragraph: {note}
Please index this letter: {note} JSON keys are {fields}.
Read the voicemail transcript and report {fields} in JSON: {note}
`);

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
