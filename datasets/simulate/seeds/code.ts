/** Names for variables. */
export const IDENTIFIERS: readonly string[] = `
harvest balance inventory ledger fleet roster payload parcels invoices tanks visitors sensors tickets shelves barrels
rainfall sightings mileage donations votes lessons batches menu cabins bouquet minutes tiers scores trays deliveries
patients exhibits borrowers shipments wages pixels flights recipes chapters orchards lanterns warnings backlog calories
playlist turbines climbers saplings coupons tolls grades voltage kilns hives berths rooms laps samples refunds pumps
`
  .split(/\s+/)
  .filter((name) => name !== '');

/** Ways to ask. {code} = the program. */
export const FORMS: readonly string[] = `
What does this print? {code}
{code} What is the output?
Predict the output of the program. {code}
Run this in your head: {code}
{code} Tell me what appears on the screen.
Without running it, what will Python print? {code}
Trace the code and give the printed value. {code}
{code} Output, please, nothing else.
Interview question. What is printed here? {code}
I cannot run this right now. What does it show? {code}
Dry run: {code}
Debugging session. Which value is printed at the end? {code}
{code} What would the console say?
Be the interpreter: {code}
Evaluate this snippet and state its output. {code}
My colleague wrote this. What will it display? {code}
{code} Exact output?
Step through the following Python. What is its output? {code}
Guess what comes out. {code}
{code} My answer differs from the computer's. What is right?
Python quiz: {code}
Simulate this script: {code}
Read the code and write down what it prints. {code}
{code} And the result is?
Code review: what is the effect of the print call? {code}
Before I deploy this, what does it write to the log? {code}
Unit test expectation wanted. What should the output be? {code}
{code} Print result only.
Explain nothing, just give the output. {code}
What value reaches print? {code}
Kata of the day. Work out the output. {code}
Please execute mentally. {code}
{code} Which text does the terminal show?
Homework for programming class: state the output. {code}
From the repository, what does this helper print? {code}
Follow the variables. What is shown in the end? {code}
The script below finished. What did it print? {code}
{code} I need the stdout.
Determine the output of these lines. {code}
Tell me the final output of this piece of Python. {code}
`
  .split('\n')
  .filter((line) => line !== '');
